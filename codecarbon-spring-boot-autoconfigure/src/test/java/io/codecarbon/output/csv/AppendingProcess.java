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

package io.codecarbon.output.csv;

import java.nio.file.Path;

import io.codecarbon.tracker.EmissionsReport;
import io.codecarbon.tracker.SampleReports;

/**
 * The main class of a second process that appends to the file of a test.
 */
final class AppendingProcess {

	private AppendingProcess() {
	}

	public static void main(String[] args) throws Exception {
		append(Path.of(args[0]), args[1], Integer.parseInt(args[2]));
	}

	static void append(Path directory, String runId, int rows) throws Exception {
		CsvEmissionsOutput output = new CsvEmissionsOutput(directory, "emissions.csv", OnCsvWrite.APPEND);
		EmissionsReport report = SampleReports.builder().runId(runId).build();
		for (int i = 0; i < rows; i++) {
			output.out(report, report);
		}
	}

}
