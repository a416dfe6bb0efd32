/*
 * Copyright 2026 the original author or authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License");
 * you may not use this file except in compliance with the License.
 * You may obtain a copy of the License at
 *
 *      https://www.apache.org/licenses/LICENSE-2.0
 *
 * Unless required by applicable law or agreed to in writing, software
 * distributed under the License is distributed on an "AS IS" BASIS,
 * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
 * See the License for the specific language governing permissions and
 * limitations under the License.
 */

package io.codecarbon.unit;

/**
 * Energy per time. Immutable, never negative, always finite.
 *
 * @param watts the power in watts
 */
public record Power(double watts) {

	private static final double NANOS_PER_SECOND = 1e9;

	/**
	 * @throws IllegalArgumentException if {@code watts} is negative or not finite
	 */
	public Power {
		Quantity.check(watts, "W");
	}

	/**
	 * Returns the energy that this power yields over a time.
	 * @param nanos a time in nanoseconds, not negative
	 * @return the energy
	 */
	public Energy over(long nanos) {
		return new Energy(this.watts * nanos / NANOS_PER_SECOND);
	}

	/**
	 * Returns the mean power of an energy that was used over a time.
	 * @param energy the energy
	 * @param nanos a time in nanoseconds, more than zero
	 * @return the mean power
	 */
	public static Power mean(Energy energy, long nanos) {
		return new Power(energy.joules() * NANOS_PER_SECOND / nanos);
	}

}
