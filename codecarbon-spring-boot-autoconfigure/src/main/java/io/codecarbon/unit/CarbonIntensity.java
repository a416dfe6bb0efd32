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
 * Greenhouse gas emitted for a kilowatt-hour of electricity. Immutable, never negative,
 * always finite.
 *
 * @param gramsPerKwh grams of CO2-equivalent for a kilowatt-hour
 */
public record CarbonIntensity(double gramsPerKwh) {

	// Multiplied by 0.001, not divided by 1000: CodeCarbon's own figures come out bit
	// for bit.
	private static final double KG_PER_GRAM = 0.001;

	/**
	 * @throws IllegalArgumentException if {@code gramsPerKwh} is negative or not finite
	 */
	public CarbonIntensity {
		Quantity.check(gramsPerKwh, "gCO2e/kWh");
	}

	/**
	 * Returns what an energy emits at this intensity.
	 * @param energy the energy
	 * @return the emissions
	 */
	public Emissions emissionsOf(Energy energy) {
		return new Emissions(energy.kwh() * (this.gramsPerKwh * KG_PER_GRAM));
	}

}
