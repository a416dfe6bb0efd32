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

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Duration;
import java.util.List;

import io.codecarbon.host.ThreadCpuClock;
import io.codecarbon.output.csv.CsvEmissionsOutput;
import io.codecarbon.output.csv.OnCsvWrite;
import io.codecarbon.tracker.EmissionsReport;
import io.codecarbon.tracker.OutputStatus;
import io.codecarbon.tracker.SampleReports;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Writes to a disk that fills up. Needs the right to mount one.
 */
@Tag("slow")
@EnabledOnOs(OS.LINUX)
class FullDiskTests {

	private static final int SIZE = 64 * 1024;

	@TempDir
	private Path directory;

	private boolean mounted;

	@BeforeEach
	void mount() throws Exception {
		this.mounted = run("mount", "-t", "tmpfs", "-o", "size=" + SIZE, "tmpfs", this.directory.toString());
		Assumptions.assumeTrue(this.mounted, "A small disk can be mounted by root only");
	}

	@AfterEach
	void unmount() throws Exception {
		if (this.mounted) {
			assertThat(run("umount", this.directory.toString())).isTrue();
		}
	}

	@ParameterizedTest
	@EnumSource
	void aFullDiskLosesNothingAndCorruptsNothing(OnCsvWrite onWrite) throws Exception {
		OutputDispatcher dispatcher = new OutputDispatcher(
				List.of(new CsvEmissionsOutput(this.directory, "emissions.csv", onWrite)), 1, "", this.directory,
				Duration.ofSeconds(30), Clock.systemUTC(), ThreadCpuClock.platform(),
				() -> new Backoff(Duration.ofMillis(100), Duration.ofSeconds(1), () -> 1));
		dispatcher.started(() -> report(0));
		dispatcher.flushed(report(1));
		String before = Files.readString(this.directory.resolve("emissions.csv"));
		Path filler = this.directory.resolve("filler");
		fill(filler);
		for (int i = 2; i < 20; i++) {
			EmissionsReport report = report(i);
			dispatcher.measured(i, () -> report);
			dispatcher.flushed(report);
		}
		assertThat(dispatcher.outputs()).extracting(OutputStatus::state).containsExactly(OutputStatus.State.FAILING);
		assertThat(dispatcher.outputs().get(0).lastError()).contains("No space left on device");
		String content = Files.readString(this.directory.resolve("emissions.csv"));
		assertThat(content).startsWith((onWrite == OnCsvWrite.APPEND) ? before : before.substring(0, 400));
		assertThat(content.lines()).allSatisfy((line) -> assertThat(line.split(",", -1)).hasSize(34));
		Files.delete(filler);
		Awaitility.await().until(() -> dispatcher.outputs().get(0).state() == OutputStatus.State.OK);
		dispatcher.stopped(report(20));
		assertThat(dispatcher.problems()).isEmpty();
		List<String> lines = Files.readAllLines(this.directory.resolve("emissions.csv"));
		assertThat(lines).allSatisfy((line) -> assertThat(line.split(",", -1)).hasSize(34));
		assertThat(lines.get(lines.size() - 1)).contains(",20.0,");
		assertThat(this.directory.toFile().list()).containsExactly("emissions.csv");
	}

	private static EmissionsReport report(int kwh) {
		return SampleReports.builder().measurements(kwh).seconds(kwh).kwh(kwh, 0, 0).build();
	}

	private static void fill(Path filler) throws IOException {
		for (int size = SIZE; size > 0; size /= 2) {
			try {
				while (true) {
					Files.write(filler, new byte[size], StandardOpenOption.CREATE, StandardOpenOption.APPEND);
				}
			}
			catch (IOException ex) {
				// Full, but for less than this.
			}
		}
	}

	private static boolean run(String... command) throws InterruptedException {
		try {
			return new ProcessBuilder(command).redirectErrorStream(true)
				.redirectOutput(ProcessBuilder.Redirect.DISCARD)
				.start()
				.waitFor() == 0;
		}
		catch (IOException ex) {
			return false;
		}
	}

}
