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
 * An amount of energy. Immutable, never negative, always finite.
 *
 * @param joules the energy in joules
 */
public record Energy(double joules) {

	/** Joules in a kilowatt-hour: 1000 W for 3600 s, exactly. */
	public static final double JOULES_PER_KWH = 3_600_000;

	/** No energy. */
	public static final Energy ZERO = new Energy(0);

	/**
	 * @throws IllegalArgumentException if {@code joules} is negative or not finite
	 */
	public Energy {
		Quantity.check(joules, "J");
	}

	/**
	 * Returns the energy of the given kilowatt-hours.
	 * @param kwh kilowatt-hours, not negative
	 * @return the energy
	 */
	public static Energy ofKwh(double kwh) {
		return new Energy(kwh * JOULES_PER_KWH);
	}

	/**
	 * Returns this energy in kilowatt-hours.
	 * @return kWh
	 */
	public double kwh() {
		return this.joules / JOULES_PER_KWH;
	}

	/**
	 * Returns the sum of this energy and another.
	 * @param other what to add
	 * @return the sum
	 */
	public Energy plus(Energy other) {
		return new Energy(this.joules + other.joules);
	}

}
