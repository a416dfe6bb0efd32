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
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import io.codecarbon.host.CpuUsage;
import io.codecarbon.host.HostFacts;
import io.codecarbon.host.MachineCpu;
import io.codecarbon.power.Component;
import io.codecarbon.power.SourceDescription;
import io.codecarbon.power.rapl.PowercapTree;
import io.codecarbon.unit.CarbonIntensity;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.AnnotatedElementContext;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.io.TempDirFactory;
import org.slf4j.LoggerFactory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/**
 * Runs the tracker on thousands of generated trees of power zones, whose files do
 * whatever files can do. A failure names the seed that {@link #runsOn} repeats.
 */
class HostilePowercapTests {

	private static final int TREES = 5000;

	private static final long FIRST_SEED = 20_261_124;

	private static final HostFacts HOST = new HostFacts("Linux-6-x86_64", "x86_64", "Intel Core i7-8700", 12, 1,
			16L << 30);

	private static final List<String> NAMES = List.of("package", "PACKAGE-0", "psys", "dram", "core", "uncore", "",
			"cpu", "package-0-die-1", "  dram ", "\u0000\u0001", "a b", "x".repeat(300));

	private static final List<String> CONTENTS = List.of("", "\n", "none", "-5\n", "1e9\n", "12 34\n",
			"18446744073709551616\n", "18446744073709551615\n", "9007199254740993\n", "0\n", "9".repeat(5000));

	@TempDir(factory = InMemory.class)
	private Path directory;

	private Level level;

	private int sane;

	private int fifos;

	private static Logger logger() {
		return (Logger) LoggerFactory.getLogger(EmissionsTracker.class);
	}

	@BeforeEach
	void silence() {
		this.level = logger().getLevel();
		logger().setLevel(Level.OFF);
	}

	@AfterEach
	void speakAgain() {
		logger().setLevel(this.level);
	}

	@Test
	void countsExactlyWhatIsSaneAndNothingElse() {
		for (long seed = FIRST_SEED; seed < FIRST_SEED + TREES; seed++) {
			try {
				runsOn(seed);
			}
			catch (Exception | AssertionError ex) {
				throw new AssertionError("With the seed " + seed + ": " + ex.getMessage(), ex);
			}
		}
		assertThat(this.sane).as("histories whose energy is known").isGreaterThan(1000);
		assertThat(this.fifos).isPositive();
	}

	private void runsOn(long seed) throws IOException {
		Path sysfs = this.directory.resolve(Long.toString(seed));
		History history = new History(new Random(seed), new PowercapTree(sysfs));
		try {
			history.play();
		}
		finally {
			delete(sysfs);
		}
	}

	private static void delete(Path tree) throws IOException {
		if (!Files.exists(tree)) {
			return;
		}
		Files.walkFileTree(tree, new SimpleFileVisitor<>() {

			@Override
			public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
				Files.delete(file);
				return FileVisitResult.CONTINUE;
			}

			@Override
			public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException ex) throws IOException {
				Files.delete(directory);
				return FileVisitResult.CONTINUE;
			}

		});
	}

	/**
	 * One tree and what happens to it.
	 */
	private final class History {

		private final Random random;

		private final PowercapTree tree;

		// By the id of the zone, its counter.
		private final Map<String, Long> counters = new TreeMap<>();

		private final boolean sane;

		private long driven;

		History(Random random, PowercapTree tree) {
			this.random = random;
			this.tree = tree;
			this.sane = random.nextInt(3) == 0;
		}

		void play() throws IOException {
			if (this.sane) {
				buildSane();
			}
			else {
				buildHostile();
			}
			TrackerSettings settings = TrackerSettings.builder()
				.sysfs(this.tree.sysfs())
				.raplIncludeDram(this.random.nextBoolean())
				.raplPreferPsys(this.random.nextBoolean())
				.trackingMode((this.sane || this.random.nextBoolean()) ? TrackingMode.MACHINE : TrackingMode.PROCESS)
				.carbonIntensity(new CarbonIntensity(100))
				.build();
			FakeThreadCpuClock threadClock = new FakeThreadCpuClock();
			threadClock.set(Thread.currentThread(), 0);
			long[] processNanos = new long[1];
			Run run = new Run(settings,
					EmissionsTracker.builder(settings)
						.hostFacts((unused) -> HOST)
						.machineCpu((unused) -> new BusyMachine())
						.threadClock(threadClock)
						.processClock(() -> processNanos[0])
						.collaborators(),
					new TrackerLog(""), 1);
			try {
				run.discover();
				TaskAccount task = run.cpuLedger().account(new TaskDefinitions(10).get("task", TaskKind.METHOD, null));
				long now = System.nanoTime();
				// The first window's length is not known exactly.
				run.closeWindow(now, true);
				this.driven = 0;
				double before = run.figures().total().cpuJoules();
				double start = before;
				TaskFigures last = null;
				int windows = 3 + this.random.nextInt(6);
				for (int i = 0; i < windows; i++) {
					long nanos = nanos();
					act(nanos);
					long execution = run.cpuLedger().current().enter(task);
					threadClock.advance(nanos / 4);
					run.cpuLedger().current().exit(execution, false);
					processNanos[0] += nanos / 3;
					now += nanos;
					run.closeWindow(now, true);
					RunFigures figures = run.figures();
					assertWindow(run, figures, before, nanos);
					before = figures.total().cpuJoules();
					TaskFigures taskFigures = figures.tasks().get(0);
					if (last != null) {
						assertThat(taskFigures.self().joules()).isGreaterThanOrEqualTo(last.self().joules());
					}
					last = taskFigures;
				}
				if (this.sane) {
					HostilePowercapTests.this.sane++;
					assertThat(run.report().problems()).noneMatch(Problem::degrading);
					double expected = this.driven * 1e-6;
					assertThat(before - start).isCloseTo(expected, within(1e-6 * expected));
				}
			}
			finally {
				run.closeSources();
			}
		}

		private void assertWindow(Run run, RunFigures figures, double before, long nanos) {
			double cpu = figures.total().cpuJoules() - before;
			EmissionsReport report = run.report();
			SourceDescription source = report.hardware()
				.stream()
				.filter((hardware) -> hardware.component() == Component.CPU)
				.findFirst()
				.orElseThrow();
			double watts = (source.detail().startsWith("psys") ? 5000 : 1000) * Math.max(1, this.counters.size());
			assertThat(cpu).isFinite().isGreaterThanOrEqualTo(0).isLessThanOrEqualTo(watts * (nanos + 1e9) / 1e9);
			double total = figures.total().joules();
			assertThat(figures.attributedJoules() + figures.unattributed().joules()).isCloseTo(total,
					within(1e-9 * (1 + total)));
			assertThat(figures.attributedJoules()).isNotNegative();
			assertThat(figures.unattributed().idle()).isNotNegative();
			assertThat(figures.unattributed().otherProcesses()).isNotNegative();
			assertThat(figures.unattributed().jvm()).isNotNegative();
			assertThat(figures.unattributed().untracked()).isNotNegative();
			assertThat(report.problems()).allSatisfy((problem) -> {
				assertThat(problem.message()).doesNotContain("failed", "Exception");
				assertThat(problem.advice()).isNotBlank();
			});
		}

		private void buildSane() {
			int packages = 1 + this.random.nextInt(4);
			for (int i = 0; i < packages; i++) {
				long range = this.random.nextBoolean() ? PowercapTree.RANGE : 65_712_999_613L;
				long value = this.random.nextInt(3) == 0 ? range - this.random.nextInt(50_000_000)
						: this.random.nextInt(Integer.MAX_VALUE);
				add("intel-rapl:" + i, "package-" + i, value, range);
				if (this.random.nextBoolean()) {
					add("intel-rapl:" + i + ":0", "core", 0, range);
				}
			}
		}

		private void buildHostile() throws IOException {
			int zones = this.random.nextInt(6);
			List<String> ids = new ArrayList<>();
			for (int i = 0; i < zones; i++) {
				String type = pick(List.of("intel-rapl", "intel-rapl", "intel-rapl-mmio", "intel-rapl-tpmi", "dtpm"));
				String id = (ids.isEmpty() || this.random.nextInt(3) > 0) ? type + ":" + this.random.nextInt(12)
						: pick(ids) + ":" + this.random.nextInt(3);
				if (!ids.contains(id) && id.chars().filter((character) -> character == ':').count() < 3) {
					ids.add(id);
					String name = this.random.nextBoolean() ? "package-" + this.random.nextInt(3) : pick(NAMES);
					add(id, name, this.random.nextInt(Integer.MAX_VALUE),
							pick(List.of(0L, 1000L, 65_712_999_613L, PowercapTree.RANGE, Long.MAX_VALUE)));
					if (this.random.nextInt(8) == 0) {
						Files.writeString(this.tree.directory(id).resolve("max_energy_range_uj"), pick(CONTENTS));
					}
					if (this.random.nextInt(8) == 0) {
						Files.delete(this.tree.directory(id).resolve("name"));
					}
					if (this.random.nextInt(8) == 0) {
						act(id, 1_000_000_000);
					}
				}
			}
			if (this.random.nextInt(10) == 0 && !ids.isEmpty()) {
				Files.createSymbolicLink(this.tree.directory(ids.get(0)).resolve("intel-rapl:99"), Path.of("../.."));
			}
		}

		private void add(String id, String name, long value, long range) {
			this.tree.zone(id, name, value, range);
			this.counters.put(id, value);
		}

		// Tiny, usual and, in hostile ones, so long that counters can have wrapped
		// around.
		private long nanos() {
			int kind = this.random.nextInt(20);
			if (kind == 0) {
				return this.sane ? 1_000_000 : 1;
			}
			return (kind == 1 && !this.sane) ? 400_000_000_000L
					: 1_000_000 + (long) (this.random.nextDouble() * 5_000_000_000L);
		}

		private void act(long nanos) throws IOException {
			for (String id : List.copyOf(this.counters.keySet())) {
				if (this.sane) {
					long microjoules = (long) (this.random.nextDouble() * 500 * nanos / 1000);
					this.tree.advance(id, microjoules);
					this.driven += (id.lastIndexOf(':') != id.indexOf(':')) ? 0 : microjoules;
				}
				else {
					act(id, nanos);
				}
			}
			if (!this.sane && this.random.nextInt(20) == 0) {
				String id = "intel-rapl:" + (20 + this.random.nextInt(5));
				if (!this.counters.containsKey(id)) {
					add(id, "package-" + this.random.nextInt(9), 5, PowercapTree.RANGE);
				}
			}
		}

		private void act(String id, long nanos) throws IOException {
			Path counter = this.tree.counter(id);
			int action = this.random.nextInt(40);
			if (action < 28 || action == 39) {
				if (!Files.isRegularFile(counter)) {
					Files.deleteIfExists(counter);
				}
				this.tree.advance(id, (long) (this.random.nextDouble() * 200 * nanos / 1000));
				return;
			}
			Files.deleteIfExists(counter);
			switch (action) {
				case 28 -> this.tree.set(id, this.random.nextInt(1000));
				case 29 -> this.tree.set(id, this.random.nextLong() & Long.MAX_VALUE >> 1);
				case 30, 31 -> this.tree.write(id, pick(CONTENTS));
				case 32 -> Files.createDirectory(counter);
				case 33 -> Files.createSymbolicLink(counter, Path.of("energy_uj"));
				case 34 -> Files.createSymbolicLink(counter, Path.of("/dev/zero"));
				case 35 -> Files.write(counter, "5\u0000\u00ff".getBytes(StandardCharsets.ISO_8859_1));
				case 36 -> {
					if (this.random.nextInt(20) == 0) {
						this.tree.makeFifo(id);
						HostilePowercapTests.this.fifos++;
					}
				}
				default -> {
					// It is gone.
				}
			}
		}

		private <T> T pick(List<T> some) {
			return some.get(this.random.nextInt(some.size()));
		}

	}

	/**
	 * A machine of four CPUs that is half busy.
	 */
	private static final class BusyMachine implements MachineCpu {

		@Override
		public CpuUsage read(long windowNanos) {
			return new CpuUsage(4, 4 * windowNanos, 2 * windowNanos);
		}

		@Override
		public boolean isReadable() {
			return true;
		}

		@Override
		public void close() {
		}

	}

	/**
	 * Some hundred thousand files come and go, for which a disk can take minutes.
	 */
	private static final class InMemory implements TempDirFactory {

		private static final Path MEMORY = Path.of("/dev/shm");

		@Override
		public Path createTempDirectory(AnnotatedElementContext element, ExtensionContext context) throws IOException {
			return Files.isWritable(MEMORY) ? Files.createTempDirectory(MEMORY, "powercap")
					: Files.createTempDirectory("powercap");
		}

	}

}
