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

package io.codecarbon.output;

import java.util.Locale;

import io.codecarbon.tracker.EmissionsReport;
import org.jspecify.annotations.Nullable;

/**
 * The metrics that CodeCarbon 3.1.1 sends to systems of monitoring, by its names. Values
 * are those of the whole run so far.
 */
public enum EmissionsMetric {

	/** The length of the run. */
	DURATION(EmissionsField.DURATION, "s", true, "Length of the run"),

	/** What was emitted. */
	EMISSIONS(EmissionsField.EMISSIONS, "kg", true, "Emissions as CO2-equivalent"),

	/** The mean rate at which it was emitted. */
	EMISSIONS_RATE(EmissionsField.EMISSIONS_RATE, "kg/s", false, "Emissions divided by the length of the run"),

	/** The last power of the processors. */
	CPU_POWER(EmissionsField.CPU_POWER, "W", false, "Power of the processors"),

	/** The last power of the graphics processors. */
	GPU_POWER(EmissionsField.GPU_POWER, "W", false, "Power of the graphics processors"),

	/** The last power of the memory. */
	RAM_POWER(EmissionsField.RAM_POWER, "W", false, "Power of the memory"),

	/** The energy of the processors. */
	CPU_ENERGY(EmissionsField.CPU_ENERGY, "kW.h", true, "Energy of the processors"),

	/** The energy of the graphics processors. */
	GPU_ENERGY(EmissionsField.GPU_ENERGY, "kW.h", true, "Energy of the graphics processors"),

	/** The energy of the memory. */
	RAM_ENERGY(EmissionsField.RAM_ENERGY, "kW.h", true, "Energy of the memory"),

	/** The energy of all components. */
	ENERGY_CONSUMED(EmissionsField.ENERGY_CONSUMED, "kW.h", true, "Energy of all components");

	private final EmissionsField field;

	private final String key;

	private final String unit;

	private final boolean sum;

	private final String description;

	EmissionsMetric(EmissionsField field, String unit, boolean sum, String description) {
		this.field = field;
		this.key = "codecarbon_" + name().toLowerCase(Locale.ROOT);
		this.unit = unit;
		this.sum = sum;
		this.description = description;
	}

	/**
	 * Returns CodeCarbon's name of this metric.
	 * @return the name, in lower case with underscores
	 */
	public String key() {
		return this.key;
	}

	/**
	 * Returns the unit.
	 * @return the unit in the code of UCUM, the Unified Code for Units of Measure
	 */
	public String unit() {
		return this.unit;
	}

	/**
	 * Returns whether the values grow throughout a run.
	 * @return {@code false} if they go up and down
	 */
	public boolean isSum() {
		return this.sum;
	}

	/**
	 * Returns what this metric is.
	 * @return a few words, without the unit
	 */
	public String description() {
		return this.description;
	}

	/**
	 * Returns the value of this metric.
	 * @param total the run so far
	 * @return the value, {@code null} if it is not known
	 */
	public @Nullable Double of(EmissionsReport total) {
		return (Double) this.field.of(total);
	}

}
