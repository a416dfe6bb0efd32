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
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

import io.codecarbon.output.EmissionsField;
import io.codecarbon.output.ResumableOutput;
import io.codecarbon.tracker.EmissionsReport;
import org.jspecify.annotations.Nullable;

/**
 * Writes a row for the run to a CSV file, whenever it is flushed and when it ends, and
 * the tasks to a file of their own, which belongs to the run. The columns are
 * CodeCarbon's, so both can write to one file.
 */
public final class CsvEmissionsOutput implements ResumableOutput {

	private static final String FILE = "file";

	private static final String ON_WRITE = "on-csv-write";

	private static final List<EmissionsField> RUN_FIELDS = List.of(EmissionsField.values());

	// CodeCarbon's task file ends before PUE and WUE.
	private static final Set<EmissionsField> NOT_OF_TASKS = EnumSet.of(EmissionsField.EXPERIMENT_ID, EmissionsField.PUE,
			EmissionsField.WUE);

	private static final List<EmissionsField> TASK_FIELDS = RUN_FIELDS.stream()
		.filter((field) -> !NOT_OF_TASKS.contains(field))
		.toList();

	private static final double NANOS_PER_SECOND = 1e9;

	// Within the time for which a flush waits.
	private static final Duration LOCK_TIMEOUT = Duration.ofSeconds(3);

	private final OutputDirectory directory;

	private final String fileName;

	private final OnCsvWrite onWrite;

	private final Duration lockTimeout;

	/**
	 * Creates an output.
	 * @param directory the directory of the files; looked at whenever something is
	 * written, so it may come and go
	 * @param fileName the name of the file for runs
	 * @param onWrite what becomes of the earlier row of the same run
	 */
	public CsvEmissionsOutput(Path directory, String fileName, OnCsvWrite onWrite) {
		this(directory, fileName, onWrite, LOCK_TIMEOUT);
	}

	CsvEmissionsOutput(Path directory, String fileName, OnCsvWrite onWrite, Duration lockTimeout) {
		this.directory = new OutputDirectory(directory);
		this.fileName = fileName;
		this.onWrite = onWrite;
		this.lockTimeout = lockTimeout;
	}

	@Override
	public String name() {
		return "csv";
	}

	@Override
	public void out(EmissionsReport total, EmissionsReport delta) throws IOException, InterruptedException {
		byte[] row = row(total);
		String runId = total.run().id();
		write(this.fileName, (file) -> {
			if (this.onWrite == OnCsvWrite.UPDATE && runId != null) {
				file.update(header(), row, runId);
			}
			else {
				file.append(header(), row);
			}
		});
	}

	@Override
	public Map<String, String> resumePoint() {
		return Map.of(FILE, this.fileName, ON_WRITE, this.onWrite.toString());
	}

	/** Looks for the row of the run before it writes one. */
	@Override
	public boolean isRepeatable() {
		return true;
	}

	@Override
	public void resume(Map<String, String> resumePoint, EmissionsReport total, EmissionsReport delta)
			throws IOException, InterruptedException {
		byte[] row = row(total);
		String runId = Objects.requireNonNull(total.run().id());
		boolean update = OnCsvWrite.UPDATE.toString()
			.equals(resumePoint.getOrDefault(ON_WRITE, this.onWrite.toString()));
		write(resumePoint.getOrDefault(FILE, this.fileName), (file) -> file.complete(header(), row, runId,
				total.run().duration().toNanos() / NANOS_PER_SECOND, update));
		taskOut(total.ofTasks());
	}

	private void write(String fileName, RowAction action) throws IOException, InterruptedException {
		this.directory.write(fileName, (file) -> action.write(new SharedCsvFile(file, this.lockTimeout)));
	}

	private static byte[] header() throws IOException {
		return new CsvText().line(keys(RUN_FIELDS).toList()).toBytes();
	}

	private static byte[] row(EmissionsReport total) throws IOException {
		return new CsvText().line(values(RUN_FIELDS, total)).toBytes();
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
				(file) -> ReplacedFile.write(file, (channel) -> {
					ByteBuffer content = ByteBuffer.wrap(text.toBytes());
					while (content.hasRemaining()) {
						channel.write(content);
					}
				}));
	}

	private static Stream<String> keys(List<EmissionsField> fields) {
		return fields.stream().map(EmissionsField::key);
	}

	private static List<@Nullable Object> values(List<EmissionsField> fields, EmissionsReport report) {
		List<@Nullable Object> values = new ArrayList<>();
		fields.forEach((field) -> values.add(field.of(report)));
		return values;
	}

	/**
	 * Writes a row.
	 */
	@FunctionalInterface
	private interface RowAction {

		void write(SharedCsvFile file) throws IOException, InterruptedException;

	}

}
