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

package io.codecarbon.benchmark;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/**
 * Runs all benchmarks and prints each result beside its bar.
 */
public final class Benchmarks {

	static final String RESULT = "RESULT ";

	private static final int STARTS = 10;

	private static final String COUNTRY = "--codecarbon.country-iso-code=FRA";

	private static final Map<String, String> BARS = Map.of("windowWithoutTask", "< 60", "enterAndExitWithoutClock",
			"< 50", "readOneDomain", "< 2");

	private Benchmarks() {
	}

	/**
	 * Runs and prints.
	 * @param arguments none
	 * @throws Exception if a benchmark fails
	 */
	public static void main(String[] arguments) throws Exception {
		List<Line> lines = new ArrayList<>();
		for (RunResult result : microbenchmarks()) {
			String name = result.getPrimaryResult().getLabel();
			lines.add(new Line(name, result.getPrimaryResult().getScore(),
					result.getPrimaryResult().getScoreUnit().replace("/op", ""), BARS.getOrDefault(name, "")));
		}
		lines.add(new Line("window without task at 1 Hz, CPU, after 100 minutes, median", probe("later-windows"), "us",
				"< 300"));
		lines.add(new Line("window without task at 1 Hz, CPU, in the first minute, median", probe("first-windows"),
				"us", "< 300"));
		lines.add(new Line("start, CPU of our beans on the starting thread, median of " + STARTS,
				median(STARTS, "start"), "ms", "< 50"));
		lines.add(new Line("start, all lookups hanging minus none, median of " + STARTS,
				median(STARTS, "start-time-hanging", "--codecarbon.lookup-place=true", "--codecarbon.country-iso-code=",
						"--codecarbon.electricitymaps-api-token=token") - median(STARTS, "start-time"),
				"ms", "about 0"));
		lines.add(new Line("live heap, starter on minus off, median of 3",
				median(3, "heap") - median(3, "heap", "--codecarbon.enabled=false"), "MB", "< 6"));
		lines.add(new Line("tables that a run needs, median of " + STARTS,
				median(STARTS, "tables", "--codecarbon.enabled=false"), "ms", "< 30"));
		CsvProbe csv = CsvProbe.measure();
		lines.add(new Line("row appended to a CSV of 100 MB and forced to the disk, median", csv.medianMillis(), "ms",
				"< 5"));
		lines.add(new Line("row appended to a CSV of 100 MB, allocated", csv.megabytesPerRow(), "MB", "< 1"));
		System.out.printf("%n%-70s %12s %4s  %s%n", "benchmark", "result", "", "bar");
		lines.forEach((line) -> System.out.println(line.format()));
	}

	private static Collection<RunResult> microbenchmarks() throws RunnerException {
		return new Runner(new OptionsBuilder().include("io\\.codecarbon\\..*Benchmark\\.")
			.forks(1)
			.warmupIterations(3)
			.warmupTime(TimeValue.seconds(2))
			.measurementIterations(5)
			.measurementTime(TimeValue.seconds(2))
			.build()).run();
	}

	private static double median(int times, String... arguments) throws IOException, InterruptedException {
		double[] values = new double[times];
		for (int i = 0; i < times; i++) {
			values[i] = probe(arguments);
		}
		Arrays.sort(values);
		return (values[(times - 1) / 2] + values[times / 2]) / 2;
	}

	private static double probe(String... arguments) throws IOException, InterruptedException {
		List<String> command = new ArrayList<>(
				List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp",
						System.getProperty("java.class.path"), ApplicationProbe.class.getName()));
		command.addAll(List.of(arguments));
		if (command.stream().noneMatch((argument) -> argument.startsWith("--codecarbon.country-iso-code"))) {
			command.add(COUNTRY);
		}
		command.addAll(List.of("--server.port=0", "--codecarbon.save-to-file=false", "--logging.level.root=warn",
				"--spring.main.banner-mode=off"));
		Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
		String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
		process.waitFor(1, TimeUnit.MINUTES);
		return output.lines()
			.filter((line) -> line.startsWith(RESULT))
			.mapToDouble((line) -> Double.parseDouble(line.substring(RESULT.length())))
			.findFirst()
			.orElseThrow(() -> new IllegalStateException(output));
	}

	private record Line(String name, double value, String unit, String bar) {

		String format() {
			return String.format(Locale.ROOT, "%-70s %12.2f %-4s  %s", this.name, this.value, this.unit, this.bar);
		}

	}

}
