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
 * A mass of CO2-equivalent. Immutable, never negative, always finite.
 *
 * @param kg the mass in kilograms
 */
public record Emissions(double kg) {

	/** No emissions. */
	public static final Emissions ZERO = new Emissions(0);

	/**
	 * @throws IllegalArgumentException if {@code kg} is negative or not finite
	 */
	public Emissions {
		Quantity.check(kg, "kg");
	}

	/**
	 * Returns this mass in grams.
	 * @return grams of CO2-equivalent
	 */
	public double grams() {
		return this.kg * 1000;
	}

	/**
	 * Returns the sum of these emissions and others.
	 * @param other what to add
	 * @return the sum
	 */
	public Emissions plus(Emissions other) {
		return new Emissions(this.kg + other.kg);
	}

}
