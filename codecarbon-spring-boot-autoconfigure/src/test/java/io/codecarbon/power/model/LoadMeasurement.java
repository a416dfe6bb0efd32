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

package io.codecarbon.power.model;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import io.codecarbon.data.CpuTable;

/**
 * A row of {@code load_validation.csv}.
 *
 * @param machine the model of its processors
 * @param run the run of that machine
 * @param kind whether all cores were partly loaded, or some of them fully
 * @param load the busy share of the machine's CPU capacity, 0 to 1
 * @param share the measured power as a share of the thermal design power
 * @param watts the measured power
 */
record LoadMeasurement(String machine, String run, String kind, double load, double share, double watts) {

	static List<LoadMeasurement> all() throws IOException {
		try (InputStream csv = CpuTable.class.getResourceAsStream("load_validation.csv");
				CsvReader<NamedCsvRecord> reader = CsvReader.builder().ofNamedCsvRecord(csv)) {
			return reader.stream().map(LoadMeasurement::of).toList();
		}
	}

	/**
	 * Returns the rows that can be trusted: all but run b of the E3-1240 V2, which seems
	 * to have the energy of the cores twice.
	 */
	static List<LoadMeasurement> trusted() throws IOException {
		return all().stream().filter((row) -> row.run().equals("a")).toList();
	}

	private static LoadMeasurement of(NamedCsvRecord row) {
		double watts = Double.parseDouble(row.getField("rapl_watts"));
		return new LoadMeasurement(row.getField("cpu"), row.getField("run"), row.getField("kind"),
				Double.parseDouble(row.getField("load_percent")) / 100,
				watts / Double.parseDouble(row.getField("tdp_watts_total")), watts);
	}

}
