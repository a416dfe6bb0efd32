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
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import io.codecarbon.host.ThreadCpuClock;
import io.codecarbon.output.csv.CsvEmissionsOutput;
import io.codecarbon.output.csv.OnCsvWrite;
import io.codecarbon.tracker.EmissionsReport;
import io.codecarbon.tracker.OutputStatus;
import io.codecarbon.tracker.Problem;
import io.codecarbon.tracker.SampleReports;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests of {@link Checkpoints} and {@link Recovery}, through the dispatcher. A process
 * that dies is what its directory was like at that moment, with nobody who holds its
 * lock.
 */
@Timeout(60)
@ExtendWith(OutputCaptureExtension.class)
class CheckpointTests {

	private static final String CHECKPOINT = ".codecarbon-" + SampleReports.RUN_ID + ".checkpoint";

	@TempDir
	private Path directory;

	private final ResumableReceiver receiver = new ResumableReceiver();

	private final List<OutputDispatcher> started = new ArrayList<>();

	private Path live;

	private Path dead;

	@BeforeEach
	void createDirectories() throws IOException {
		this.live = Files.createDirectory(this.directory.resolve("live"));
		this.dead = Files.createDirectory(this.directory.resolve("dead"));
	}

	@AfterEach
	void stopAll() {
		this.receiver.release.countDown();
		this.receiver.failure = null;
		this.started.forEach((dispatcher) -> dispatcher.stopped(other(1, 0)));
	}

	@Test
	void anOrdinaryStopLeavesNoCheckpoint() throws Exception {
		OutputDispatcher dispatcher = start(this.live, 1);
		measure(dispatcher, this.live, report(1, 1));
		assertThat(files(this.live)).contains(CHECKPOINT);
		dispatcher.stopped(report(2, 2));
		assertThat(files(this.live)).containsExactly("emissions.csv");
		assertThat(dispatcher.problems()).isEmpty();
		assertThat(dispatcher.outputs()).extracting(OutputStatus::name).containsExactly("csv", "api");
	}

	@Test
	void theNextStartDeliversWhatADeadProcessHasNot(CapturedOutput log) throws Exception {
		OutputDispatcher dispatcher = start(this.live, 2);
		measure(dispatcher, this.live, report(1, 1));
		measure(dispatcher, this.live, report(2, 2));
		Awaitility.await().until(() -> checkpoint(this.live).contains("\"server\":\"run 7\""));
		measure(dispatcher, this.live, report(3, 5));
		die();
		this.receiver.point = Map.of("server", "run 8");
		start(this.dead, -1).stopped(other(1, 0));
		assertThat(this.receiver.calls).containsExactlyInAnyOrder("live 2 of 2", "resume {server=run 7} 3 of 5",
				"out 0 of 0");
		assertThat(rowsOf(SampleReports.RUN_ID)).singleElement().asString().contains(",5.0,");
		assertThat(files(this.dead)).containsExactly("emissions.csv");
		assertThat(log).contains("Recovered run " + SampleReports.RUN_ID);
		start(this.dead, -1).stopped(other(1, 0));
		assertThat(rowsOf(SampleReports.RUN_ID)).hasSize(1);
	}

	@Test
	void aRecoveredRunHasTheSameRowsAsOneThatHasEnded() throws Exception {
		EmissionsReport full = SampleReports.full();
		OutputDispatcher dispatcher = start(this.live, -1);
		measure(dispatcher, this.live, full);
		die();
		dispatcher.stopped(full);
		start(this.dead, -1).stopped(other(0, 0));
		assertThat(rowsOf(SampleReports.RUN_ID)).isNotEmpty()
			.isEqualTo(Files.readAllLines(this.live.resolve("emissions.csv"))
				.stream()
				.filter((row) -> row.contains(SampleReports.RUN_ID))
				.toList());
		String tasks = "emissions_base_" + SampleReports.RUN_ID + ".csv";
		assertThat(this.dead.resolve(tasks)).hasSameTextualContentAs(this.live.resolve(tasks));
	}

	@Test
	void whatWasOnItsWayCountsAsDelivered(CapturedOutput log) throws Exception {
		OutputDispatcher dispatcher = start(this.live, 1);
		this.receiver.hangs = true;
		measure(dispatcher, this.live, report(1, 1));
		this.receiver.called.await();
		measure(dispatcher, this.live, report(2, 3));
		die();
		this.receiver.hangs = false;
		this.receiver.release.countDown();
		start(this.dead, -1).stopped(other(1, 0));
		assertThat(this.receiver.calls).contains("resume {} 2 of 3");
		assertThat(log).contains("Run " + SampleReports.RUN_ID + " ended while output 'api' delivered");
		assertThat(files(this.dead)).containsExactly("emissions.csv");
	}

	@Test
	void aRecoveryThatFailsIsTriedAgainAtTheNextStart(CapturedOutput log) throws Exception {
		measure(start(this.live, -1), this.live, report(1, 1));
		die();
		this.receiver.failure = new IOException("away");
		start(this.dead, -1).stopped(other(1, 0));
		assertThat(files(this.dead)).contains(CHECKPOINT);
		assertThat(rowsOf(SampleReports.RUN_ID)).hasSize(1);
		assertThat(log).contains("the next start tries again: away");
		this.receiver.failure = null;
		start(this.dead, -1).stopped(other(1, 0));
		assertThat(this.receiver.calls).containsOnlyOnce("resume {} 1 of 1");
		assertThat(rowsOf(SampleReports.RUN_ID)).hasSize(1);
		assertThat(files(this.dead)).doesNotContain(CHECKPOINT);
	}

	@Test
	void whatCouldNotBeDeliveredAtTheEndIsByTheNextStart() throws Exception {
		OutputDispatcher dispatcher = start(this.live, 1);
		measure(dispatcher, this.live, report(1, 1));
		Awaitility.await().until(() -> this.receiver.calls.contains("live 1 of 1"));
		this.receiver.failure = new IOException("away");
		dispatcher.stopped(report(2, 3));
		assertThat(files(this.live)).containsExactly(CHECKPOINT, "emissions.csv");
		this.receiver.failure = null;
		start(this.live, -1).stopped(other(1, 0));
		assertThat(this.receiver.calls).containsExactlyInAnyOrder("live 1 of 1", "resume {server=run 7} 2 of 3",
				"out 0 of 0");
		assertThat(files(this.live)).containsExactly("emissions.csv");
	}

	@Test
	void whatAnAbsentOutputHasNotGotWaitsForIt() throws Exception {
		measure(start(this.live, -1), this.live, report(1, 1));
		die();
		OutputDispatcher withoutApi = dispatcher(this.dead, -1, csv(this.dead));
		withoutApi.started(() -> other(0, 0));
		withoutApi.stopped(other(1, 0));
		assertThat(rowsOf(SampleReports.RUN_ID)).hasSize(1);
		start(this.dead, -1).stopped(other(1, 0));
		assertThat(this.receiver.calls).containsOnlyOnce("resume {} 1 of 1");
		assertThat(rowsOf(SampleReports.RUN_ID)).hasSize(1);
		assertThat(files(this.dead)).doesNotContain(CHECKPOINT);
	}

	@Test
	void aRunThatLivesIsLeftAlone() throws Exception {
		OutputDispatcher dispatcher = start(this.live, -1);
		measure(dispatcher, this.live, report(1, 1));
		start(this.live, -1).stopped(other(1, 0));
		assertThat(this.receiver.calls).containsExactly("out 0 of 0");
		assertThat(files(this.live)).contains(CHECKPOINT);
		dispatcher.stopped(report(2, 2));
		assertThat(this.receiver.calls).containsExactly("out 0 of 0", "out 2 of 2");
	}

	@Test
	void oneOfSeveralThatStartTogetherRecovers() throws Exception {
		measure(start(this.live, -1), this.live, report(1, 1));
		die();
		List<OutputDispatcher> dispatchers = IntStream.range(0, 8)
			.mapToObj((i) -> start(this.dead, -1, false))
			.toList();
		ExecutorService executor = Executors.newFixedThreadPool(8);
		try {
			executor.invokeAll(dispatchers.stream().<Callable<Void>>map((dispatcher) -> () -> {
				EmissionsReport run = SampleReports.builder().runId(UUID.randomUUID().toString()).build();
				dispatcher.started(() -> run);
				dispatcher.stopped(run);
				return null;
			}).toList());
		}
		finally {
			executor.shutdownNow();
		}
		assertThat(this.receiver.calls).containsOnlyOnce("resume {} 1 of 1");
		assertThat(rowsOf(SampleReports.RUN_ID)).hasSize(1);
		assertThat(files(this.dead)).containsExactly("emissions.csv");
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "{", "{}", "null", "[1]", "garbage", "{\"format\":2}", "half" })
	void whatIsNoCheckpointIsSetAside(String content, CapturedOutput log) throws Exception {
		measure(start(this.live, -1), this.live, report(1, 1));
		die();
		String half = checkpoint(this.dead).substring(0, 500);
		Files.writeString(this.dead.resolve(CHECKPOINT), content.equals("half") ? half : content);
		start(this.dead, -1).stopped(other(1, 0));
		assertThat(files(this.dead)).containsExactly(CHECKPOINT + ".bad", "emissions.csv");
		assertThat(log.getAll()).containsOnlyOnce("Not a checkpoint that can be read");
	}

	@Test
	@EnabledOnOs(OS.LINUX)
	void linksAreNotFollowed() throws Exception {
		Path precious = Files.writeString(this.directory.resolve("precious"), "kept");
		String prefix = ".codecarbon-" + SampleReports.RUN_ID;
		Files.createSymbolicLink(this.live.resolve(prefix + ".tmp"), precious);
		Files.createSymbolicLink(this.live.resolve(CHECKPOINT), precious);
		OutputDispatcher dispatcher = start(this.live, -1);
		measure(dispatcher, this.live, report(1, 1));
		assertThat(this.live.resolve(CHECKPOINT)).isRegularFile()
			.satisfies((file) -> assertThat(Files.isSymbolicLink(file)).isFalse());
		dispatcher.stopped(report(1, 1));
		Files.createSymbolicLink(this.live.resolve(prefix + ".lock"), precious);
		OutputDispatcher second = start(this.live, -1);
		second.measured(1, () -> report(1, 1));
		Awaitility.await().until(() -> !second.problems().isEmpty());
		assertThat(precious).hasContent("kept");
		Files.delete(this.live.resolve(prefix + ".lock"));
	}

	@Test
	void aDirectoryThatIsNotThereIsAProblemAndNoMore() throws Exception {
		OutputDispatcher dispatcher = start(this.directory.resolve("missing"), 1);
		dispatcher.measured(1, () -> report(1, 1));
		Awaitility.await().until(() -> dispatcher.problems().size() == 1);
		assertThat(dispatcher.problems()).extracting(Problem::component).containsExactly("checkpoint");
		Awaitility.await().until(() -> this.receiver.calls.contains("live 1 of 1"));
		Files.createDirectory(this.directory.resolve("missing"));
		dispatcher.stopped(report(2, 2));
		assertThat(dispatcher.problems()).isEmpty();
	}

	@Test
	void thereIsNoneWhereNothingCanResume() throws Exception {
		OutputDispatcher dispatcher = dispatcher(this.live, -1, new EmissionsOutput() {

			@Override
			public String name() {
				return "simple";
			}

			@Override
			public void out(EmissionsReport total, EmissionsReport delta) {
			}

		});
		dispatcher.started(() -> report(0, 0));
		dispatcher.measured(1, () -> report(1, 1));
		dispatcher.stopped(report(1, 1));
		assertThat(files(this.live)).isEmpty();
	}

	@Test
	void aRunThatHasMeasuredNothingLeavesNoRow() throws Exception {
		start(this.live, -1);
		Awaitility.await().until(() -> files(this.live).contains(CHECKPOINT));
		die();
		start(this.dead, -1).stopped(other(1, 0));
		assertThat(rowsOf(SampleReports.RUN_ID)).isEmpty();
		assertThat(this.receiver.calls).containsExactly("out 0 of 0");
		assertThat(files(this.dead)).containsExactly("emissions.csv");
	}

	@Test
	void whatHangsAtTheEndIsDeliveredByTheNextStart() throws Exception {
		OutputDispatcher dispatcher = start(this.live, -1);
		measure(dispatcher, this.live, report(1, 1));
		this.receiver.hangs = true;
		dispatcher.stopped(report(2, 2));
		assertThat(dispatcher.outputs()).extracting(OutputStatus::state)
			.containsExactly(OutputStatus.State.OK, OutputStatus.State.FAILING);
		this.receiver.hangs = false;
		start(this.live, -1).stopped(other(1, 0));
		assertThat(this.receiver.calls).containsExactlyInAnyOrder("resume {server=run 7} 2 of 2", "out 0 of 0");
		assertThat(files(this.live)).containsExactly("emissions.csv");
	}

	@Test
	void aFlushIsNotRepeated() throws Exception {
		OutputDispatcher dispatcher = start(this.live, -1);
		measure(dispatcher, this.live, report(1, 1));
		dispatcher.flushed(report(2, 2));
		die();
		start(this.dead, -1).stopped(other(1, 0));
		assertThat(rowsOf(SampleReports.RUN_ID)).hasSize(1);
		assertThat(this.receiver.calls).containsExactly("out 2 of 2", "out 0 of 0");
	}

	@Test
	void noSecretOfAFailureIsKept(CapturedOutput log) throws Exception {
		Logger logger = (Logger) LoggerFactory.getLogger("io.codecarbon");
		logger.setLevel(Level.DEBUG);
		try {
			this.receiver.failure = new IOException("POST https://user:hunter2@example.org/?key=hunter2: no",
					new IOException("https://example.org/?key=hunter2"));
			OutputDispatcher dispatcher = start(this.live, 1);
			measure(dispatcher, this.live, report(1, 1));
			dispatcher.flushed(report(2, 2));
			die();
			OutputDispatcher second = start(this.dead, 1);
			second.stopped(other(1, 1));
			assertThat(log).contains("POST https://example.org/ no", "the next start tries again");
			assertThat(log.getAll()).doesNotContain("hunter2");
			assertThat(Stream.of(dispatcher, second)
				.flatMap((some) -> Stream.of(some, some.outputs(), some.problems()))
				.map(Object::toString)).noneMatch((text) -> text.contains("hunter2"));
			for (String file : files(this.dead)) {
				assertThat(this.dead.resolve(file)).content().doesNotContain("hunter2");
			}
			assertThat(checkpoint(this.live)).doesNotContain("hunter2");
		}
		finally {
			logger.setLevel(null);
		}
	}

	@Test
	void whatIsDeliveredLateIsNotDeliveredAgain() throws Exception {
		this.receiver.hangs = true;
		this.receiver.deaf = true;
		OutputDispatcher dispatcher = start(this.live, -1);
		measure(dispatcher, this.live, report(1, 1));
		dispatcher.stopped(report(2, 2));
		assertThat(files(this.live)).containsExactly(CHECKPOINT, "emissions.csv");
		this.receiver.release.countDown();
		Awaitility.await().until(() -> files(this.live).equals(List.of("emissions.csv")));
		assertThat(this.receiver.calls).containsExactly("out 2 of 2");
	}

	@Test
	void aReceiverThatIsAwayIsAskedOnceHoweverManyRunsWaitForIt() throws Exception {
		OutputDispatcher dispatcher = start(this.live, -1);
		measure(dispatcher, this.live, report(1, 1));
		for (int i = 0; i < 3; i++) {
			String run = "0000000" + i + "-0000-4000-8000-000000000000";
			Files.writeString(this.dead.resolve(CHECKPOINT.replace(SampleReports.RUN_ID, run)),
					checkpoint(this.live).replace(SampleReports.RUN_ID, run));
		}
		this.receiver.failure = new IOException("away");
		OutputDispatcher next = start(this.dead, -1);
		Path csv = this.dead.resolve("emissions.csv");
		Awaitility.await().until(() -> Files.exists(csv) && Files.readAllLines(csv).size() == 4);
		assertThat(this.receiver.attempts).hasValue(1);
		this.receiver.failure = null;
		next.stopped(other(1, 0));
		start(this.dead, -1).stopped(other(1, 0));
		assertThat(this.receiver.calls).filteredOn((call) -> call.startsWith("resume")).hasSize(3);
		assertThat(files(this.dead)).containsExactly("emissions.csv");
	}

	/** A copy of the directory, whose locks nobody holds. */
	private void die() throws IOException {
		for (String file : files(this.live)) {
			Files.copy(this.live.resolve(file), this.dead.resolve(file));
		}
	}

	private void measure(OutputDispatcher dispatcher, Path directory, EmissionsReport total) {
		dispatcher.measured(total.run().measurements(), () -> total);
		Awaitility.await()
			.until(() -> files(directory).contains(CHECKPOINT)
					&& checkpoint(directory).contains("\"run\":{\"id\":\"" + SampleReports.RUN_ID)
					&& checkpoint(directory).contains("\"measurements\":" + total.run().measurements() + ","));
	}

	private OutputDispatcher start(Path directory, int interval) {
		return start(directory, interval, true);
	}

	private OutputDispatcher start(Path directory, int interval, boolean start) {
		OutputDispatcher dispatcher = dispatcher(directory, interval, csv(directory), this.receiver);
		if (start) {
			boolean first = this.started.size() == 1;
			dispatcher.started(() -> first ? report(0, 0) : other(0, 0));
		}
		return dispatcher;
	}

	private OutputDispatcher dispatcher(Path directory, int interval, EmissionsOutput... outputs) {
		OutputDispatcher dispatcher = new OutputDispatcher(List.of(outputs), interval, "", directory,
				Duration.ofSeconds(1), Clock.fixed(Instant.EPOCH, ZoneOffset.UTC), ThreadCpuClock.platform(),
				() -> new Backoff(Duration.ofMillis(1), Duration.ofMillis(100), () -> 1));
		this.started.add(dispatcher);
		return dispatcher;
	}

	private static CsvEmissionsOutput csv(Path directory) {
		return new CsvEmissionsOutput(directory, "emissions.csv", OnCsvWrite.APPEND);
	}

	private List<String> rowsOf(String runId) throws IOException {
		return Files.readAllLines(this.dead.resolve("emissions.csv"))
			.stream()
			.filter((row) -> row.contains(runId))
			.toList();
	}

	private static String checkpoint(Path directory) throws IOException {
		return Files.readString(directory.resolve(CHECKPOINT));
	}

	private static List<String> files(Path directory) throws IOException {
		try (Stream<Path> files = Files.list(directory)) {
			return files.map((file) -> file.getFileName().toString())
				.filter((file) -> !file.endsWith(".lock") && !file.endsWith(".tmp"))
				.sorted()
				.toList();
		}
	}

	private static EmissionsReport report(long measurements, double kwh) {
		return SampleReports.builder().measurements(measurements).seconds((double) measurements).kwh(kwh, 0, 0).build();
	}

	private static EmissionsReport other(long measurements, double kwh) {
		return SampleReports.builder()
			.runId("c0ffee00-0000-4000-8000-000000000000")
			.measurements(measurements)
			.seconds((double) measurements)
			.kwh(kwh, 0, 0)
			.build();
	}

	/**
	 * A receiver that gives a number to each run.
	 */
	private static final class ResumableReceiver implements ResumableOutput {

		private final List<String> calls = new CopyOnWriteArrayList<>();

		private final CountDownLatch called = new CountDownLatch(1);

		private final CountDownLatch release = new CountDownLatch(1);

		private volatile Map<String, String> point = Map.of("server", "run 7");

		private final AtomicInteger attempts = new AtomicInteger();

		private volatile boolean hangs;

		private volatile boolean deaf;

		private volatile Exception failure;

		@Override
		public String name() {
			return "api";
		}

		@Override
		public void out(EmissionsReport total, EmissionsReport delta) throws Exception {
			receive("out", total, delta);
		}

		@Override
		public void liveOut(EmissionsReport total, EmissionsReport delta) throws Exception {
			receive("live", total, delta);
		}

		@Override
		public Map<String, String> resumePoint() {
			return this.point;
		}

		@Override
		public void resume(Map<String, String> resumePoint, EmissionsReport total, EmissionsReport delta)
				throws Exception {
			receive("resume " + resumePoint, total, delta);
		}

		private void awaitRelease() throws InterruptedException {
			while (true) {
				try {
					this.release.await();
					return;
				}
				catch (InterruptedException ex) {
					if (!this.deaf) {
						throw ex;
					}
				}
			}
		}

		private void receive(String call, EmissionsReport total, EmissionsReport delta) throws Exception {
			this.attempts.incrementAndGet();
			if (this.failure != null) {
				throw this.failure;
			}
			if (this.hangs) {
				this.called.countDown();
				awaitRelease();
			}
			this.calls.add(call + " " + Math.round(delta.totals().energy().kwh()) + " of "
					+ Math.round(total.totals().energy().kwh()));
		}

	}

}
