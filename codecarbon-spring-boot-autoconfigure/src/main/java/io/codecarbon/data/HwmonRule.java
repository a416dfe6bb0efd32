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

package io.codecarbon.data;

import java.util.regex.Pattern;

/**
 * Says of which sensors of a hwmon driver the energy of the processors is the sum.
 * Immutable.
 *
 * @param driver the name that the driver gives its devices
 * @param label the label of the sensor, where {@code *} stands for a number; empty for a
 * sensor without a label
 * @param attribute what is read of the sensor: {@code energy_input}, in microjoules, or
 * {@code power_input} or {@code power_average}, in microwatts
 * @param preference which rules go first: the lowest of which there are sensors holds
 * alone, and rules with the same preference hold together
 */
public record HwmonRule(String driver, String label, String attribute, int preference) {

	/**
	 * Returns whether the sensor counts energy, and does not tell the power.
	 * @return whether it does
	 */
	public boolean isEnergy() {
		return this.attribute.startsWith("energy");
	}

	/**
	 * Returns whether this rule is about a sensor of its driver.
	 * @param attribute what can be read of the sensor
	 * @param label the label of the sensor, empty if it has none
	 * @return whether it is
	 */
	public boolean matches(String attribute, String label) {
		return this.attribute.equals(attribute)
				&& Pattern.matches(Pattern.quote(this.label).replace("*", "\\E[0-9]+\\Q"), label);
	}

}
