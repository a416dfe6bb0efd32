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

import io.codecarbon.unit.CarbonIntensity;

/**
 * The average carbon intensity of electricity in the world, for where nothing better is
 * known: 475 gCO2e/kWh, by the IEA's Global Energy and CO2 Status Report of 2019, as
 * CodeCarbon has it. Immutable.
 *
 * @param intensity the intensity
 * @param citation where it was published, a URL
 * @param source an identifier of the list of sources in the README of the tables
 */
public record WorldAverage(CarbonIntensity intensity, String citation, String source) {

	private static final String FILE = "energy_sources.csv";

	private static final String ROW = "world_average";

	/**
	 * Returns the bundled figure, which is read at the first call.
	 * @return the figure
	 */
	public static WorldAverage bundled() {
		return Bundled.FIGURE;
	}

	static WorldAverage read(Table table) {
		try (table) {
			while (table.next()) {
				if (table.text("energy_source").equals(ROW)) {
					return new WorldAverage(table.intensity(), table.text("citation"), table.text("source"));
				}
			}
			throw table.broken("energy_source", "no row '" + ROW + "' up to here");
		}
	}

	private static final class Bundled {

		static final WorldAverage FIGURE = read(Table.open(FILE));

	}

}
