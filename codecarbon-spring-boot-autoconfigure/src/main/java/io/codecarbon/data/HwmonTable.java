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

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The sensors of hwmon drivers that meter processors. Immutable.
 */
public final class HwmonTable {

	private static final String FILE = "hwmon.csv";

	private static final List<String> ATTRIBUTES = List.of("energy_input", "power_average", "power_input");

	private final Map<String, List<HwmonRule>> byDriver;

	private HwmonTable(Map<String, List<HwmonRule>> byDriver) {
		this.byDriver = byDriver;
	}

	/**
	 * Returns the bundled table, which is read at the first call.
	 * @return the table
	 */
	public static HwmonTable bundled() {
		return Bundled.TABLE;
	}

	static HwmonTable read(Table table) {
		Map<String, List<HwmonRule>> byDriver = new HashMap<>();
		Map<Integer, HwmonRule> byPreference = new HashMap<>();
		try (table) {
			while (table.next()) {
				Double preference = table.numberOrNull("preference");
				if (preference == null || preference != preference.intValue()) {
					throw table.broken("preference", "not a whole number");
				}
				HwmonRule rule = new HwmonRule(table.text("driver"), table.textOrEmpty("label"),
						table.text("attribute"), preference.intValue());
				if (!ATTRIBUTES.contains(rule.attribute())) {
					throw table.broken("attribute",
							"'" + rule.attribute() + "' is not one of " + String.join(", ", ATTRIBUTES));
				}
				HwmonRule before = byPreference.putIfAbsent(rule.preference(), rule);
				if (before != null
						&& !(before.driver().equals(rule.driver()) && before.attribute().equals(rule.attribute()))) {
					throw table.broken("preference", "another driver or attribute has " + rule.preference());
				}
				byDriver.computeIfAbsent(rule.driver(), (driver) -> new ArrayList<>()).add(rule);
			}
		}
		byDriver.replaceAll((driver, rules) -> List.copyOf(rules));
		return new HwmonTable(byDriver);
	}

	/**
	 * Returns the rules about the sensors of a driver.
	 * @param driver the name that the driver gives its devices
	 * @return the rules, none if it meters no processors
	 */
	public List<HwmonRule> of(String driver) {
		return this.byDriver.getOrDefault(driver, List.of());
	}

	private static final class Bundled {

		static final HwmonTable TABLE = read(Table.open(FILE));

	}

}
