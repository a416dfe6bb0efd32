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

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import io.codecarbon.output.EmissionsField;
import io.codecarbon.output.EmissionsOutput;
import io.codecarbon.output.EmissionsOutputContract;
import io.codecarbon.output.OutputDispatcher;
import io.codecarbon.power.Component;
import io.codecarbon.power.PowerSource;
import io.codecarbon.power.Reading;
import io.codecarbon.power.SamplingWindow;
import io.codecarbon.power.SourceDescription;
import io.codecarbon.tracker.EmissionsReport;
import io.codecarbon.tracker.EmissionsTracker;
import io.codecarbon.tracker.OutputStatus;
import io.codecarbon.tracker.SampleReports;
import io.codecarbon.tracker.TaskSpan;
import io.codecarbon.tracker.TrackerSettings;
import io.codecarbon.unit.CarbonIntensity;
import io.codecarbon.unit.Power;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.opentest4j.TestAbortedException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.withinPercentage;

/**
 * Tests of {@link CsvEmissionsOutput}.
 */
class CsvEmissionsOutputTests extends EmissionsOutputContract {

	private static final String HEADER = Stream.of(EmissionsField.values())
		.map(EmissionsField::key)
		.collect(Collectors.joining(",", "", "\n"));

	private static final String FILE = "emissions.csv";

	private static final String TASK_FILE = "emissions_base_" + SampleReports.RUN_ID + ".csv";

	@TempDir
	private Path directory;

	@Override
	protected EmissionsOutput output() {
		return new CsvEmissionsOutput(this.directory, FILE, OnCsvWrite.APPEND);
	}

	@Test
	void writesARowAsCodeCarbonDoes() throws Exception {
		EmissionsReport report = SampleReports.builder().factors(1.1, 2).seconds(6.5).kwh(2e-5, 0, 1e-5).build();
		output().out(report, report);
		assertThat(content()).isEqualTo(HEADER + "2026-11-23T17:28:52,codecarbon," + SampleReports.RUN_ID
				+ ",5b0fa12a-3dd7-45bb-9766-cc326314d9f1,6.5,"
				+ row(EmissionsField.EMISSIONS, EmissionsField.EMISSIONS_RATE, report)
				+ ",50.0,0.0,20.0,2e-05,0.0,1e-05,"
				+ row(EmissionsField.ENERGY_CONSUMED, EmissionsField.WATER_CONSUMED, report)
				+ ",France,FRA,,,,Linux-6.18.44-x86_64,Java " + System.getProperty("java.version") + ","
				+ EmissionsField.CODECARBON_VERSION.of(report)
				+ ",2,Intel(R) Core(TM) i7-8700 CPU @ 3.20GHz,,,,,23.540576934814453,machine,N,1.1,2.0\n");
	}

	private static String row(EmissionsField first, EmissionsField second, EmissionsReport report) {
		return Stream.of(first, second)
			.map((field) -> ShortestDecimal.format((double) field.of(report)))
			.collect(Collectors.joining(","));
	}

	static Stream<Map.Entry<String, String>> filesOfCodeCarbon() throws IOException {
		return scenarios().propertyStream()
			.map((scenario) -> Map.entry(scenario.getKey(),
					scenario.getValue().at("/files/out~1emissions.csv").asString("")))
			.filter((scenario) -> !scenario.getValue().isEmpty());
	}

	@ParameterizedTest
	@MethodSource("filesOfCodeCarbon")
	void appendsToAFileOfCodeCarbon(Map.Entry<String, String> scenario) throws Exception {
		Files.writeString(file(), scenario.getValue());
		output().out(SampleReports.full(), SampleReports.full());
		assertThat(content()).startsWith(scenario.getValue());
		List<NamedCsvRecord> rows = rows();
		assertThat(rows.get(rows.size() - 1).getField("cloud_region")).isEqualTo("us-central1");
		assertThat(rows).allSatisfy((row) -> assertThat(row.getFieldCount()).isEqualTo(34));
		assertThat(files()).containsExactly(FILE);
	}

	@Test
	void quotesAsCodeCarbonDoes() throws Exception {
		String theirs = scenarios().at("/project_name_csv_quoting/files/out~1emissions.csv").asString();
		EmissionsReport report = SampleReports.builder().projectName("a,\"b\"\nc").build();
		output().out(report, report);
		String quoted = ",\"a,\"\"b\"\"\nc\",";
		assertThat(theirs).contains(quoted);
		assertThat(content()).contains(quoted);
		assertThat(rows().get(0).getField("project_name")).isEqualTo("a,\"b\"\nc");
	}

	@Test
	void leavesEmptyWhatIsUnknown() throws Exception {
		output().out(SampleReports.minimal(), SampleReports.minimal());
		NamedCsvRecord row = rows().get(0);
		assertThat(List.of("cpu_power", "country_name", "region", "cloud_provider", "os", "cpu_count", "cpu_model",
				"gpu_count", "latitude", "ram_total_size"))
			.allSatisfy((column) -> assertThat(row.getField(column)).isEmpty());
		assertThat(row.getField("energy_consumed")).isEqualTo("0.0");
	}

	@Test
	void appendsOneRowForEachDelivery() throws Exception {
		EmissionsOutput output = output();
		EmissionsReport first = SampleReports.builder().kwh(1, 0, 0).build();
		EmissionsReport second = SampleReports.builder().kwh(3, 0, 0).build();
		output.out(first, first);
		output.out(second, second.since(first));
		assertThat(rows()).extracting((row) -> row.getField("energy_consumed")).containsExactly("1.0", "3.0");
	}

	@Test
	void writesTheTasksOfARunToAFileOfTheirOwn() throws Exception {
		EmissionsReport report = SampleReports.full();
		List<EmissionsReport> tasks = report.tasks().byEnergy().stream().map(report::of).toList();
		EmissionsOutput output = output();
		output.taskOut(tasks.subList(0, 1));
		output.taskOut(tasks);
		assertThat(files()).containsExactly(TASK_FILE);
		String content = Files.readString(this.directory.resolve(TASK_FILE));
		assertThat(content.lines().findFirst().orElseThrow().split(",")).hasSize(32)
			.startsWith("task_name", "timestamp", "project_name", "run_id", "duration")
			.endsWith("ram_total_size", "tracking_mode", "on_cloud");
		List<NamedCsvRecord> rows = rows(content);
		assertThat(rows).extracting((row) -> row.getField("task_name"))
			.containsExactly("Orders.place", "a,\"b\"\nc", "Orders.idle");
		assertThat(rows.get(0).getField("cpu_energy")).isEqualTo("4e-05");
		assertThat(rows.get(0).getField("duration")).isEqualTo("2.5");
		assertThat(rows).allSatisfy((row) -> assertThat(row.getFieldCount()).isEqualTo(32));
	}

	/** CodeCarbon leaves out those that are empty. */
	@Test
	void hasTheTaskColumnsOfCodeCarbonInItsOrder() throws Exception {
		JsonNode files = scenarios().at("/task_nested/files");
		String theirs = files.propertyStream()
			.filter((file) -> file.getKey().startsWith("out/emissions_base_"))
			.map((file) -> file.getValue().asString())
			.findFirst()
			.orElseThrow();
		EmissionsReport report = SampleReports.full();
		output().taskOut(List.of(report.of(report.tasks().byEnergy().get(0))));
		String ours = Files.readString(this.directory.resolve(TASK_FILE));
		assertThat(header(ours)).containsSubsequence(header(theirs));
	}

	private static List<String> header(String csv) {
		return List.of(csv.lines().findFirst().orElseThrow().split(","));
	}

	static Stream<String> otherContents() {
		return Stream.of("something else\n", HEADER.replace(",wue\n", ",wue,cpu_utilization_percent\n") + "1,2\n",
				HEADER.replace("timestamp,", "task_name,timestamp,"), HEADER.substring(0, 100), "\n", "x",
				HEADER.strip() + "x");
	}

	@ParameterizedTest
	@MethodSource("otherContents")
	void keepsAFileWithOtherColumns(String other) throws Exception {
		Files.writeString(file(), other);
		EmissionsOutput output = output();
		output.out(SampleReports.full(), SampleReports.full());
		output.out(SampleReports.full(), SampleReports.full());
		assertThat(files()).containsExactly(FILE, FILE + ".bak");
		assertThat(this.directory.resolve(FILE + ".bak")).hasContent(other);
		assertThat(content()).startsWith(HEADER);
		assertThat(rows()).hasSize(2);
	}

	@Test
	void neverOverwritesABackup() throws Exception {
		for (String other : List.of("first\n", "second\n", "third\n")) {
			Files.writeString(file(), other);
			output().out(SampleReports.full(), SampleReports.full());
		}
		assertThat(this.directory.resolve(FILE + ".bak")).hasContent("first\n");
		assertThat(this.directory.resolve(FILE + ".bak_0")).hasContent("second\n");
		assertThat(this.directory.resolve(FILE + ".bak_1")).hasContent("third\n");
		assertThat(files()).hasSize(4);
	}

	private static String row() {
		return "2026-11-23T17:28:52" + ",1".repeat(33);
	}

	static Stream<String> contentsWithOurColumns() {
		return Stream.of("", HEADER, HEADER.strip(), HEADER.strip() + "\r\n", HEADER + row() + "\n", HEADER + row());
	}

	@ParameterizedTest
	@MethodSource("contentsWithOurColumns")
	void beginsARowOnALineOfItsOwn(String content) throws Exception {
		Files.writeString(file(), content);
		output().out(SampleReports.full(), SampleReports.full());
		assertThat(files()).containsExactly(FILE);
		assertThat(content()).startsWith(content);
		List<String> lines = content().lines().toList();
		assertThat(lines.get(0)).isEqualTo(HEADER.strip());
		assertThat(lines.get(lines.size() - 1)).startsWith("2026-11-23T17:28:52,").endsWith(",1.1,2.0");
		assertThat(content()).endsWith("\n");
	}

	@Test
	void failsWhileItsDirectoryIsMissing() throws Exception {
		Path missing = this.directory.resolve("mnt");
		EmissionsOutput output = new CsvEmissionsOutput(missing, FILE, OnCsvWrite.APPEND);
		assertFails(output, "No such directory: " + missing);
		Files.createDirectory(missing);
		output.out(SampleReports.full(), SampleReports.full());
		assertThat(missing.resolve(FILE)).exists();
		Files.delete(missing.resolve(FILE));
		Files.delete(missing);
		assertFails(output, "No such directory: " + missing);
	}

	/** Root may write to a directory that is read-only, but not below a file. */
	@Test
	void failsWhileAFileIsInThePlaceOfItsDirectory() throws Exception {
		Path inTheWay = Files.createFile(this.directory.resolve("out"));
		EmissionsOutput output = new CsvEmissionsOutput(inTheWay, FILE, OnCsvWrite.APPEND);
		assertFails(output, "Not a directory: " + inTheWay);
		assertFails(new CsvEmissionsOutput(inTheWay.resolve("below"), FILE, OnCsvWrite.APPEND), "No such directory: ");
		Files.delete(inTheWay);
		Files.createDirectory(inTheWay);
		output.out(SampleReports.full(), SampleReports.full());
		assertThat(inTheWay.resolve(FILE)).exists();
	}

	@Test
	void failsWhileADirectoryIsInThePlaceOfItsFile() throws Exception {
		Files.createDirectory(file());
		assertFails(output(), "Cannot write " + file() + ": it is a directory");
		Files.delete(file());
		output().out(SampleReports.full(), SampleReports.full());
		assertThat(rows()).hasSize(1);
	}

	@Test
	@EnabledOnOs(OS.LINUX)
	void failsWhileTheDiskIsFull() throws Exception {
		Files.createSymbolicLink(file(), Path.of("/dev/full"));
		assertFails(output(), "Cannot write " + file() + ": No space left on device");
		Files.delete(file());
		output().out(SampleReports.full(), SampleReports.full());
		assertThat(rows()).hasSize(1);
	}

	@Test
	void failsWhereTheTaskFileCannotBeWritten() throws Exception {
		Files.createDirectories(this.directory.resolve(TASK_FILE).resolve("not-empty"));
		assertThatIOException().isThrownBy(() -> output().taskOut(List.of(SampleReports.full())))
			.withMessage("Cannot write " + this.directory.resolve(TASK_FILE) + ": it is a directory");
		assertThat(files()).containsExactly(TASK_FILE);
	}

	@ParameterizedTest
	@ValueSource(strings = { "../emissions.csv", "sub/emissions.csv", "..", "" })
	void staysInItsDirectory(String fileName) {
		assertFails(new CsvEmissionsOutput(this.directory.resolve("."), fileName, OnCsvWrite.APPEND),
				"Not the name of a file in ");
	}

	@Test
	void severalThreadsAppendToOneFile() throws Exception {
		appendTogether(4, 50, (runId) -> () -> {
			AppendingProcess.append(this.directory, runId, 50);
			return 0;
		});
	}

	@Test
	void severalProcessesAppendToOneFile() throws Exception {
		processesAppendToOneFile(3, 50);
	}

	@Test
	@Tag("slow")
	void manyProcessesAppendToOneFile() throws Exception {
		processesAppendToOneFile(8, 200);
	}

	private void processesAppendToOneFile(int processes, int rows) throws Exception {
		Files.writeString(file(), "something else\n");
		appendTogether(processes, rows, (runId) -> () -> {
			Process process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
					"-XX:TieredStopAtLevel=1", "-cp", System.getProperty("java.class.path"),
					AppendingProcess.class.getName(), this.directory.toString(), runId, String.valueOf(rows))
				.redirectErrorStream(true)
				.redirectOutput(new File(this.directory.toFile(), runId + ".log"))
				.start();
			try {
				assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
			}
			finally {
				process.destroyForcibly();
			}
			assertThat(this.directory.resolve(runId + ".log")).isEmptyFile();
			return process.exitValue();
		});
		assertThat(this.directory.resolve(FILE + ".bak")).hasContent("something else\n");
		assertThat(this.directory.resolve(FILE + ".bak_0")).doesNotExist();
	}

	private void appendTogether(int writers, int rows, Function<String, Callable<Integer>> writer) throws Exception {
		ExecutorService executor = Executors.newFixedThreadPool(writers);
		try {
			List<Future<Integer>> exitValues = executor
				.invokeAll(IntStream.range(0, writers).mapToObj((i) -> writer.apply("run-" + i)).toList());
			for (Future<Integer> exitValue : exitValues) {
				assertThat(exitValue.get()).isZero();
			}
		}
		finally {
			executor.shutdownNow();
		}
		Map<String, Integer> rowsByRun = new HashMap<>();
		for (NamedCsvRecord row : rows()) {
			assertThat(row.getFieldCount()).isEqualTo(34);
			rowsByRun.merge(row.getField("run_id"), 1, Integer::sum);
		}
		assertThat(rowsByRun).hasSize(writers).allSatisfy((run, count) -> assertThat(count).isEqualTo(rows));
		assertThat(content().split("timestamp,", -1)).hasSize(2);
	}

	@Test
	void failsWhereOthersKeepTheFileLocked() throws Exception {
		try (FileChannel channel = FileChannel.open(file(), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
			assertThat(channel.lock()).isNotNull();
			assertFails(new CsvEmissionsOutput(this.directory, FILE, OnCsvWrite.APPEND, Duration.ofMillis(20)),
					"Cannot write " + file() + ": another process keeps it locked");
		}
		output().out(SampleReports.full(), SampleReports.full());
		assertThat(rows()).hasSize(1);
	}

	@Test
	void writesWhatATrackerMeasures() throws Exception {
		OutputDispatcher outputs = new OutputDispatcher(List.of(output()), 8, "");
		EmissionsTracker tracker = EmissionsTracker
			.builder(TrackerSettings.builder()
				.carbonIntensity(new CarbonIntensity(100))
				.place(SampleReports.FRANCE)
				.ramPower(new Power(0))
				.pue(1.5)
				.wue(2)
				.build())
			.powerSources(List.of(new ConstantSource()))
			.listeners(List.of(outputs))
			.build();
		tracker.start();
		try (TaskSpan span = tracker.task("flushing")) {
			assertThat(span).isNotNull();
			tracker.flush();
		}
		tracker.stop();
		assertThat(tracker.snapshot().outputs()).extracting(OutputStatus::state).containsExactly(OutputStatus.State.OK);
		List<NamedCsvRecord> rows = rows();
		assertThat(rows).hasSize(2);
		assertThat(number(rows.get(1), "energy_consumed")).isGreaterThan(number(rows.get(0), "energy_consumed"));
		for (NamedCsvRecord row : rows) {
			double kwh = number(row, "energy_consumed");
			assertThat(kwh).isPositive().isCloseTo(50 * 1.5 * number(row, "duration") / 3.6e6, withinPercentage(1e-6));
			assertThat(number(row, "cpu_energy")).isEqualTo(kwh);
			assertThat(number(row, "emissions")).isCloseTo(kwh * 0.1, withinPercentage(1e-7));
			assertThat(number(row, "water_consumed")).isCloseTo(kwh * 2, withinPercentage(1e-7));
			assertThat(number(row, "cpu_power")).isCloseTo(50, withinPercentage(1e-6));
			assertThat(row.getField("pue")).isEqualTo("1.5");
			assertThat(row.getField("run_id")).isEqualTo(tracker.snapshot().run().id());
		}
		Path taskFile = this.directory.resolve("emissions_base_" + tracker.snapshot().run().id() + ".csv");
		assertThat(rows(Files.readString(taskFile))).singleElement()
			.satisfies((row) -> assertThat(row.getField("task_name")).isEqualTo("flushing"));
	}

	static Stream<Arguments> tornEnds() {
		String open = "2026-11-23T17:28:52,\"a\n";
		return Stream.of(Arguments.of(HEADER, "2026-1"), Arguments.of(HEADER, "2026-11-23T17:28:52,codecarbon,1f"),
				Arguments.of(HEADER + row() + "\n", "2026-11-23T17:28:52,codecarbon,"),
				Arguments.of(HEADER + row() + "\n", "20"), Arguments.of(HEADER, open + "b"),
				// Torn within quotes, just after a line break
				Arguments.of(HEADER + row() + "\n", open),
				Arguments.of(HEADER + quotedRow(), "2026-11-23T17:28:52,cod"));
	}

	private static String quotedRow() {
		return "2026-11-23T17:28:52,\"a,\"\"b\"\"\n2026\"" + ",1".repeat(32) + "\n";
	}

	@ParameterizedTest
	@MethodSource("tornEnds")
	void setsARowAsideThatSomebodyHasNotFinished(String whole, String torn) throws Exception {
		Files.writeString(file(), whole + torn);
		output().out(SampleReports.full(), SampleReports.full());
		assertThat(content()).startsWith(whole);
		assertThat(content().substring(whole.length())).startsWith("2026-11-23T17:28:52,codecarbon,").endsWith("2.0\n");
		assertThat(rows()).allSatisfy((row) -> assertThat(row.getFieldCount()).isEqualTo(34));
		assertThat(this.directory.resolve(FILE + ".torn")).content().isEqualTo(torn + "\n");
		output().out(SampleReports.full(), SampleReports.full());
		assertThat(this.directory.resolve(FILE + ".torn")).content().isEqualTo(torn + "\n");
	}

	@Test
	void keepsAllThatWasSetAside() throws Exception {
		for (int i = 0; i < 2; i++) {
			output().out(SampleReports.full(), SampleReports.full());
			Files.writeString(file(), "2026-11-23T17:28:52,torn" + i, StandardOpenOption.APPEND);
			output().out(SampleReports.full(), SampleReports.full());
		}
		assertThat(this.directory.resolve(FILE + ".torn")).content()
			.isEqualTo("2026-11-23T17:28:52,torn0\n2026-11-23T17:28:52,torn1\n");
		assertThat(rows()).hasSize(4);
	}

	@Test
	void replacesTheRowOfTheRunAndNoOtherByte() throws Exception {
		EmissionsReport other = SampleReports.builder().runId("c0ffee00-0000-4000-8000-000000000000").build();
		String begin = HEADER + quotedRow() + "2026-11-23T17:28:52," + SampleReports.RUN_ID + ",no run" + "\r\n\n";
		Files.writeString(file(), begin);
		EmissionsOutput output = new CsvEmissionsOutput(this.directory, FILE, OnCsvWrite.UPDATE);
		output.out(report(1), report(1));
		output.out(other, other);
		String end = content().substring(content().lastIndexOf("2026"));
		output.out(report(2), report(1));
		output.out(report(123), report(121));
		assertThat(content()).startsWith(begin).endsWith(end);
		String ours = content().substring(begin.length(), content().length() - end.length());
		assertThat(ours).contains(",123.0,").containsOnlyOnce("\n").endsWith("\n");
		assertThat(files()).containsExactly(FILE);
	}

	@Test
	void replacesTheLastRowWhereARunHasSeveral() throws Exception {
		EmissionsOutput appending = output();
		appending.out(report(1), report(1));
		appending.out(report(2), report(1));
		new CsvEmissionsOutput(this.directory, FILE, OnCsvWrite.UPDATE).out(report(3), report(1));
		assertThat(rows()).extracting((row) -> row.getField("energy_consumed")).containsExactly("1.0", "3.0");
	}

	@Test
	@EnabledOnOs(OS.LINUX)
	void whatIsReplacedKeepsItsPermissionsAndItsLink() throws Exception {
		Path target = Files.createDirectory(this.directory.resolve("mounted")).resolve("real.csv");
		Files.createSymbolicLink(file(), target);
		EmissionsOutput output = new CsvEmissionsOutput(this.directory, FILE, OnCsvWrite.UPDATE);
		output.out(report(1), report(1));
		Files.setPosixFilePermissions(target, PosixFilePermissions.fromString("rw-rw----"));
		output.out(report(2), report(1));
		assertThat(file()).isSymbolicLink();
		assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(target))).isEqualTo("rw-rw----");
		assertThat(rows()).extracting((row) -> row.getField("energy_consumed")).containsExactly("2.0");
	}

	@Test
	void writesNoTaskFileThroughALinkOfSomebodyElse() throws Exception {
		Path precious = Files.writeString(this.directory.resolve("precious"), "kept");
		Files.createSymbolicLink(this.directory.resolve(TASK_FILE + ".tmp"), precious);
		EmissionsReport report = SampleReports.full();
		output().taskOut(report.ofTasks());
		assertThat(precious).hasContent("kept");
		assertThat(this.directory.resolve(TASK_FILE)).isRegularFile();
	}

	@ParameterizedTest
	@EnumSource
	void completesTheRowOfARunOfAnotherProcess(OnCsvWrite onWrite) throws Exception {
		CsvEmissionsOutput output = new CsvEmissionsOutput(this.directory, FILE, onWrite);
		CsvEmissionsOutput other = new CsvEmissionsOutput(this.directory, "other.csv", OnCsvWrite.APPEND);
		output.out(report(1), report(1));
		// Twice, as the process that recovers may die too.
		other.resume(output.resumePoint(), report(3), report(3).since(report(1)));
		other.resume(output.resumePoint(), report(3), report(3).since(report(1)));
		assertThat(rows()).extracting((row) -> row.getField("energy_consumed"))
			.containsExactly((onWrite == OnCsvWrite.UPDATE) ? new String[] { "3.0" } : new String[] { "1.0", "3.0" });
		assertThat(files()).doesNotContain("other.csv");
	}

	@Test
	void completesTheTasksOfARunOfAnotherProcess() throws Exception {
		new CsvEmissionsOutput(this.directory, FILE, OnCsvWrite.APPEND).resume(Map.of(), SampleReports.full(),
				SampleReports.full());
		assertThat(rows()).hasSize(1);
		assertThat(rows(Files.readString(this.directory.resolve(TASK_FILE)))).hasSize(2);
	}

	@Test
	void aFileNameOfACheckpointStaysInTheDirectory() {
		assertThatIOException().isThrownBy(() -> new CsvEmissionsOutput(this.directory, FILE, OnCsvWrite.APPEND)
			.resume(Map.of("file", "../emissions.csv"), SampleReports.full(), SampleReports.full()));
	}

	/** The modules that come with Python, and those of its users. */
	@ParameterizedTest
	@ValueSource(
			strings = { "import csv, json, sys; print(json.dumps(list(csv.DictReader(open(sys.argv[1], newline='')))))",
					"import pandas, sys; print(pandas.read_csv(sys.argv[1], dtype=str, keep_default_na=False)"
							+ ".to_json(orient='records'))" })
	void pythonReadsWhatIsWritten(String script) throws Exception {
		Files.writeString(file(), scenarios().at("/project_name_csv_quoting/files/out~1emissions.csv").asString());
		EmissionsReport report = SampleReports.builder().projectName("é, \"b\"\nc").kwh(2e-5, 0, 1e-5).build();
		output().out(report, report);
		String module = script.substring("import ".length(), script.indexOf(','));
		Assumptions.assumeTrue(python("import " + module).exitValue() == 0, () -> "No python3 with " + module);
		Process process = python(script, file().toString());
		JsonNode rows = JsonMapper.shared().readTree(process.getInputStream());
		assertThat(process.waitFor()).isZero();
		assertThat(rows).hasSize(2);
		JsonNode row = rows.get(1);
		assertThat(row.get("project_name").asString()).isEqualTo("é, \"b\"\nc");
		for (EmissionsField field : EmissionsField.values()) {
			Object value = field.of(report);
			assertThat(row.get(field.key()).asString()).isEqualTo(
					(value instanceof Double number) ? ShortestDecimal.format(number) : Objects.toString(value, ""));
		}
		assertThat(Double.parseDouble(row.get("cpu_energy").asString())).isEqualTo(2e-5);
	}

	private static Process python(String... arguments) throws InterruptedException {
		List<String> command = new ArrayList<>(List.of("python3", "-X", "utf8", "-c"));
		command.addAll(List.of(arguments));
		try {
			Process process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
			if (arguments.length == 1) {
				process.waitFor();
			}
			return process;
		}
		catch (IOException ex) {
			throw new TestAbortedException("No python3");
		}
	}

	private static EmissionsReport report(int kwh) {
		return SampleReports.builder().seconds(kwh).kwh(kwh, 0, 0).build();
	}

	private static double number(NamedCsvRecord row, String column) {
		return Double.parseDouble(row.getField(column));
	}

	private static void assertFails(EmissionsOutput output, String message) {
		assertThatIOException().isThrownBy(() -> output.out(SampleReports.full(), SampleReports.full()))
			.withMessageStartingWith(message)
			.satisfies((ex) -> assertThat(ex.getMessage()).doesNotContain("\n"));
	}

	private Path file() {
		return this.directory.resolve(FILE);
	}

	private String content() throws IOException {
		return Files.readString(file());
	}

	private List<NamedCsvRecord> rows() throws IOException {
		return rows(content());
	}

	private static List<NamedCsvRecord> rows(String content) throws IOException {
		List<NamedCsvRecord> rows = new ArrayList<>();
		try (CsvReader<NamedCsvRecord> reader = CsvReader.builder().ofNamedCsvRecord(content)) {
			reader.forEach(rows::add);
		}
		return rows;
	}

	private List<String> files() throws IOException {
		try (Stream<Path> files = Files.list(this.directory)) {
			return files.map((file) -> file.getFileName().toString()).sorted().toList();
		}
	}

	private static JsonNode scenarios() throws IOException {
		try (InputStream json = CsvEmissionsOutputTests.class.getResourceAsStream("/vectors/tracker.json")) {
			return JsonMapper.shared().readTree(json).get("scenarios");
		}
	}

	private static final class ConstantSource implements PowerSource {

		@Override
		public SourceDescription describe() {
			return SampleReports.source(Component.CPU, "constant");
		}

		@Override
		public Reading read(SamplingWindow window) {
			return new Reading.Constant(new Power(50));
		}

	}

}
