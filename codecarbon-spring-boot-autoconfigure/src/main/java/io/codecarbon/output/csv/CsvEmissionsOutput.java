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

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

import io.codecarbon.output.EmissionsField;
import io.codecarbon.output.EmissionsOutput;
import io.codecarbon.tracker.EmissionsReport;
import org.jspecify.annotations.Nullable;

/**
 * Appends a row for the run to a CSV file, whenever it is flushed and when it ends, and
 * writes the tasks to a file of their own, which belongs to the run. The columns are
 * CodeCarbon's, so both can append to one file.
 */
public final class CsvEmissionsOutput implements EmissionsOutput {

	private static final List<EmissionsField> RUN_FIELDS = List.of(EmissionsField.values());

	// CodeCarbon's task file ends before PUE and WUE.
	private static final Set<EmissionsField> NOT_OF_TASKS = EnumSet.of(EmissionsField.EXPERIMENT_ID, EmissionsField.PUE,
			EmissionsField.WUE);

	private static final List<EmissionsField> TASK_FIELDS = RUN_FIELDS.stream()
		.filter((field) -> !NOT_OF_TASKS.contains(field))
		.toList();

	// Well within the time for which a flush waits.
	private static final Duration LOCK_TIMEOUT = Duration.ofSeconds(3);

	private final OutputDirectory directory;

	private final String fileName;

	private final Duration lockTimeout;

	/**
	 * @param directory the directory of the files; looked at whenever something is
	 * written, so it may come and go
	 * @param fileName the name of the file for runs
	 */
	public CsvEmissionsOutput(Path directory, String fileName) {
		this(directory, fileName, LOCK_TIMEOUT);
	}

	CsvEmissionsOutput(Path directory, String fileName, Duration lockTimeout) {
		this.directory = new OutputDirectory(directory);
		this.fileName = fileName;
		this.lockTimeout = lockTimeout;
	}

	@Override
	public String name() {
		return "csv";
	}

	@Override
	public void out(EmissionsReport total, EmissionsReport delta) throws IOException, InterruptedException {
		byte[] header = new CsvText().line(keys(RUN_FIELDS).toList()).toBytes();
		byte[] row = new CsvText().line(values(RUN_FIELDS, total)).toBytes();
		this.directory.write(this.fileName, (file) -> new AppendedFile(file, this.lockTimeout).append(header, row));
	}

	@Override
	public void taskOut(List<EmissionsReport> tasks) throws IOException, InterruptedException {
		if (tasks.isEmpty()) {
			return;
		}
		CsvText text = new CsvText().line(Stream.concat(Stream.of("task_name"), keys(TASK_FIELDS)).toList());
		for (EmissionsReport report : tasks) {
			for (EmissionsReport.Task task : report.tasks().byEnergy()) {
				List<@Nullable Object> line = values(TASK_FIELDS, report);
				line.add(0, task.name());
				text.line(line);
			}
		}
		EmissionsReport.Run run = tasks.get(0).run();
		this.directory.write("emissions_" + run.experimentName() + "_" + run.id() + ".csv",
				(file) -> ReplacedFile.write(file, text.toBytes()));
	}

	private static Stream<String> keys(List<EmissionsField> fields) {
		return fields.stream().map(EmissionsField::key);
	}

	private static List<@Nullable Object> values(List<EmissionsField> fields, EmissionsReport report) {
		List<@Nullable Object> values = new ArrayList<>();
		fields.forEach((field) -> values.add(field.of(report)));
		return values;
	}

}
