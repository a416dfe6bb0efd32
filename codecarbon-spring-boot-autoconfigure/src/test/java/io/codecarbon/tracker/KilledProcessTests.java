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
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.AnnotatedElementContext;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.io.TempDirFactory;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Kills processes at random moments and looks at what is left of their runs.
 */
class KilledProcessTests {

	private static final long SEED = 9;

	private static final int RUN_ID_COLUMN = 2;

	private static final int ENERGY_COLUMN = 13;

	private static final double KWH_PER_MEASUREMENT = 50 / 3.6e6 * MortalProcess.MEASUREMENT.toMillis() / 1e3;

	@TempDir(factory = InMemory.class)
	private Path directory;

	@Test
	void aFewRunsThatAreKilledLoseNothing() throws Exception {
		killAndRecover(6, 3);
	}

	@Test
	@Tag("slow")
	void twoHundredRunsThatAreKilledLoseNothing() throws Exception {
		killAndRecover(200, 4);
	}

	private void killAndRecover(int processes, int atATime) throws Exception {
		Files.createDirectory(this.directory.resolve("out"));
		Random random = new Random(SEED);
		ExecutorService executor = Executors.newFixedThreadPool(atATime);
		try {
			List<Future<?>> killed = new ArrayList<>();
			for (int i = 0; i < processes; i++) {
				int millis = random.nextInt(4000);
				// Every fourth is killed while it stops, if it does not manage to.
				int stopAfter = (i % 4 == 3) ? Math.max(0, millis - random.nextInt(60)) : 60_000;
				killed.add(executor.submit(() -> {
					while (!kill(millis, stopAfter)) {
						assertThat(stopAfter).isLessThan(60_000);
					}
					return null;
				}));
			}
			for (Future<?> process : killed) {
				process.get();
			}
		}
		finally {
			executor.shutdownNow();
		}
		for (int i = 0; i < 20 && !checkpoints().isEmpty(); i++) {
			// A stop does not wait for long, so many runs are recovered by several
			// starts.
			start(0).waitFor();
		}
		assertThat(checkpoints()).isEmpty();
		check();
	}

	private boolean kill(int millis, int stopAfter) throws Exception {
		Process process = start(stopAfter);
		Path ready = this.directory.resolve("ready-" + process.pid());
		while (process.isAlive() && !Files.exists(ready)) {
			Thread.sleep(5);
		}
		boolean alive = !process.waitFor(millis, TimeUnit.MILLISECONDS);
		process.destroyForcibly().waitFor();
		return alive;
	}

	private Process start(int millis) throws IOException {
		return new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
				"-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx64m", "-cp", System.getProperty("java.class.path"),
				MortalProcess.class.getName(), this.directory.toString(), String.valueOf(millis))
			.redirectErrorStream(true)
			.redirectOutput(ProcessBuilder.Redirect.appendTo(this.directory.resolve("log").toFile()))
			.start();
	}

	private void check() throws IOException {
		Map<String, List<Double>> measured = new HashMap<>();
		lines("measurements").forEach(
				(line) -> measured.computeIfAbsent(line[0], (run) -> new ArrayList<>()).add(Double.valueOf(line[1])));
		Map<String, Double> rows = new HashMap<>();
		for (String row : Files.readAllLines(this.directory.resolve("out").resolve("emissions.csv"))) {
			String[] fields = row.split(",", -1);
			assertThat(fields).hasSize(34);
			if (!fields[0].equals("timestamp")) {
				assertThat(rows.put(fields[RUN_ID_COLUMN], Double.valueOf(fields[ENERGY_COLUMN]))).isNull();
			}
		}
		measured.forEach((run, totals) -> {
			double atLeast = (totals.size() > 1) ? totals.get(totals.size() - 2) : 0;
			double atMost = totals.get(totals.size() - 1) + 3 * KWH_PER_MEASUREMENT;
			assertThat(rows.getOrDefault(run, 0.0)).as(run).isBetween(atLeast, atMost);
		});
		Map<String, Double> delivered = new HashMap<>();
		for (String[] line : lines("deliveries")) {
			double total = Double.parseDouble(line[1]);
			double delta = Double.parseDouble(line[2]);
			// Each begins where an earlier one ended, or after one that was on its way.
			assertThat(total - delta).as(line[0]).isGreaterThanOrEqualTo(delivered.getOrDefault(line[0], 0.0) - 1e-15);
			delivered.put(line[0], total);
		}
		delivered.forEach((run, total) -> assertThat(total).as(run).isLessThanOrEqualTo(rows.get(run) + 1e-15));
	}

	private List<String[]> lines(String file) throws IOException {
		return Files.readAllLines(this.directory.resolve(file)).stream().map((line) -> line.split(" ")).toList();
	}

	private List<String> checkpoints() throws IOException {
		try (Stream<Path> files = Files.list(this.directory.resolve("out"))) {
			return files.map((file) -> file.getFileName().toString())
				.filter((file) -> file.startsWith(".codecarbon-"))
				.toList();
		}
	}

	/**
	 * A directory in memory, where there is one: processes die here, not disks, and a
	 * busy disk can make a measurement of a second wait for many.
	 */
	private static final class InMemory implements TempDirFactory {

		private static final Path MEMORY = Path.of("/dev/shm");

		@Override
		public Path createTempDirectory(AnnotatedElementContext elementContext, ExtensionContext extensionContext)
				throws IOException {
			return Files.isWritable(MEMORY) ? Files.createTempDirectory(MEMORY, "codecarbon")
					: Files.createTempDirectory("codecarbon");
		}

	}

}
