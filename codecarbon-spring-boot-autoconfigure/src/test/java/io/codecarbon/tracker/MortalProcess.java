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

package io.codecarbon.tracker;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

import io.codecarbon.output.EmissionsOutput;
import io.codecarbon.output.OutputDispatcher;
import io.codecarbon.output.ResumableOutput;
import io.codecarbon.output.csv.CsvEmissionsOutput;
import io.codecarbon.output.csv.OnCsvWrite;
import io.codecarbon.power.Component;
import io.codecarbon.power.PowerSource;
import io.codecarbon.power.Reading;
import io.codecarbon.power.SamplingWindow;
import io.codecarbon.power.SourceDescription;
import io.codecarbon.unit.CarbonIntensity;
import io.codecarbon.unit.Power;

/**
 * The main class of a process that tracks itself and is killed at any moment: the core
 * without Spring, with a CSV file, and a receiver whose deliveries are lines of a file.
 */
final class MortalProcess {

	static final Duration MEASUREMENT = Duration.ofSeconds(1);

	private MortalProcess() {
	}

	/**
	 * Runs.
	 * @param arguments the directory, and the milliseconds after which to stop
	 * @throws Exception if it fails
	 */
	public static void main(String[] arguments) throws Exception {
		Path directory = Path.of(arguments[0]);
		List<EmissionsOutput> outputs = List.of(
				new CsvEmissionsOutput(directory.resolve("out"), "emissions.csv", OnCsvWrite.APPEND),
				new FileReceiver(directory.resolve("deliveries")));
		EmissionsTracker tracker = EmissionsTracker
			.builder(TrackerSettings.builder()
				.measurementInterval(MEASUREMENT)
				.carbonIntensity(new CarbonIntensity(100))
				.place(SampleReports.FRANCE)
				.ramPower(new Power(0))
				.build())
			.hostFacts((settings) -> SampleReports.HOST)
			.powerSources(List.of(new SteadyPower()))
			.listeners(List.of(new Witness(directory.resolve("measurements")),
					new OutputDispatcher(outputs, 2, "", directory.resolve("out"))))
			.build();
		Files.createFile(directory.resolve("ready-" + ProcessHandle.current().pid()));
		tracker.start();
		Thread.sleep(Long.parseLong(arguments[1]));
		tracker.stop();
	}

	static void append(Path file, String line) throws IOException {
		Files.writeString(file, line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
	}

	/**
	 * Notes each measurement, before the outputs hear of it.
	 */
	private record Witness(Path file) implements TrackerListener {

		@Override
		public void measured(long measurements, Supplier<EmissionsReport> total) {
			EmissionsReport report = total.get();
			try {
				append(this.file, report.run().id() + " " + report.totals().energy().kwh());
			}
			catch (IOException ex) {
				throw new IllegalStateException(ex);
			}
		}

	}

	/**
	 * A receiver that is slow, so that many a process dies while it delivers.
	 */
	private record FileReceiver(Path file) implements ResumableOutput {

		@Override
		public String name() {
			return "receiver";
		}

		@Override
		public void out(EmissionsReport total, EmissionsReport delta) throws Exception {
			Thread.sleep(5);
			append(this.file,
					total.run().id() + " " + total.totals().energy().kwh() + " " + delta.totals().energy().kwh());
			Thread.sleep(5);
		}

		@Override
		public void liveOut(EmissionsReport total, EmissionsReport delta) throws Exception {
			out(total, delta);
		}

		@Override
		public Map<String, String> resumePoint() {
			return Map.of();
		}

		@Override
		public void resume(Map<String, String> resumePoint, EmissionsReport total, EmissionsReport delta)
				throws Exception {
			out(total, delta);
		}

	}

	/**
	 * 50 watts.
	 */
	private static final class SteadyPower implements PowerSource {

		@Override
		public SourceDescription describe() {
			return SampleReports.source(Component.CPU, "steady");
		}

		@Override
		public Reading read(SamplingWindow window) {
			return new Reading.Constant(new Power(50));
		}

	}

}
