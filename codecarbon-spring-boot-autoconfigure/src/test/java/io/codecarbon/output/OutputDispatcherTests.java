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
import java.lang.ref.WeakReference;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.Stream;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import io.codecarbon.host.ThreadCpuClock;
import io.codecarbon.tracker.EmissionsReport;
import io.codecarbon.tracker.OutputStatus;
import io.codecarbon.tracker.Problem;
import io.codecarbon.tracker.SampleReports;
import io.codecarbon.unit.Energy;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

/**
 * Tests of {@link OutputDispatcher}.
 */
@Timeout(60)
class OutputDispatcherTests {

	private static final Instant NOW = Instant.parse("2026-11-23T17:28:52Z");

	private static final Duration SHORT = Duration.ofMillis(50);

	private static final Duration LONG = Duration.ofSeconds(30);

	private static final Supplier<Backoff> NEVER = () -> new Backoff(Duration.ofDays(1), Duration.ofDays(1), () -> 1);

	private static final Supplier<Backoff> SOON = () -> new Backoff(Duration.ofMillis(1), Duration.ofMillis(2),
			() -> 1);

	private final RecordingOutput output = new RecordingOutput("recording");

	private final CountDownLatch release = new CountDownLatch(1);

	@AfterEach
	void releaseHungOutputs() {
		this.release.countDown();
	}

	@Test
	void handsOutEveryFewMeasurements() {
		OutputDispatcher dispatcher = dispatcher(3);
		for (int i = 1; i <= 7; i++) {
			measuredAndDelivered(dispatcher, report(i, i));
		}
		dispatcher.stopped(report(7, 7));
		assertThat(this.output.calls).containsExactly("live 3 of 3", "live 3 of 6", "out 1 of 7");
	}

	@Test
	void handsOutNothingLiveWithoutAnInterval() {
		OutputDispatcher dispatcher = dispatcher(-1);
		for (int i = 1; i <= 20; i++) {
			measured(dispatcher, report(i, i));
		}
		dispatcher.flushed(report(20, 20));
		dispatcher.stopped(report(20, 21));
		assertThat(this.output.calls).containsExactly("out 20 of 20", "out 1 of 21");
	}

	@ParameterizedTest
	@ValueSource(ints = { 0, -2 })
	void refusesAnIntervalThatIsNone(int interval) {
		assertThatIllegalArgumentException().isThrownBy(() -> dispatcher(interval));
	}

	@Test
	void hasDeliveredWhenFlushReturns() {
		OutputDispatcher dispatcher = dispatcher(1);
		dispatcher.flushed(report(1, 5));
		assertThat(this.output.calls).containsExactly("out 5 of 5");
		assertThat(dispatcher.outputs())
			.containsExactly(new OutputStatus("recording", OutputStatus.State.OK, NOW, null, 0, Energy.ZERO, null));
		assertThat(dispatcher.problems()).isEmpty();
		dispatcher.stopped(report(1, 5));
	}

	@Test
	void handsOutTheTasksThatHaveRun() {
		OutputDispatcher dispatcher = dispatcher(1);
		EmissionsReport total = SampleReports.builder()
			.kwh(1, 0, 0)
			.tasks(List.of(SampleReports.task("ran", 1, 0), SampleReports.task("runs", 0, 0.25),
					SampleReports.task("never ran", 0, 0)))
			.build();
		dispatcher.stopped(total);
		assertThat(this.output.tasks).singleElement().satisfies((tasks) -> {
			assertThat(tasks).extracting((task) -> task.tasks().byEnergy().get(0).name())
				.containsExactly("runs", "ran");
			assertThat(tasks.get(0).totals().energy().kwh()).isEqualTo(0.25, within(1e-12));
		});
	}

	@Test
	void handsOutNoTasksWhereNoneHasRun() {
		OutputDispatcher dispatcher = dispatcher(1);
		dispatcher.stopped(SampleReports.builder().tasks(List.of(SampleReports.task("never ran", 0, 0))).build());
		assertThat(this.output.tasks).isEmpty();
	}

	@Test
	void keepsTheDeltaUntilADeliverySucceeds() {
		OutputDispatcher dispatcher = dispatcher(1);
		dispatcher.flushed(report(1, 2));
		this.output.failure = new IOException("nobody at home");
		dispatcher.flushed(report(2, 3));
		dispatcher.flushed(report(3, 5));
		dispatcher.flushed(report(4, 8));
		this.output.failure = null;
		dispatcher.flushed(report(5, 13));
		dispatcher.stopped(report(6, 14));
		assertThat(this.output.calls).containsExactly("out 2 of 2", "out 11 of 13", "out 1 of 14");
	}

	@Test
	void deltasAddUpToTheTotalWhateverFails() {
		OutputDispatcher dispatcher = dispatcher(2);
		double kwh = 0;
		for (int i = 1; i <= 100; i++) {
			kwh += 1e-5 / i;
			this.output.failure = (i % 3 == 0) ? new IOException("no") : null;
			if (i % 5 == 0) {
				dispatcher.flushed(report(i, kwh));
			}
			else {
				measured(dispatcher, report(i, kwh));
			}
		}
		this.output.failure = null;
		EmissionsReport total = report(100, kwh);
		dispatcher.stopped(total);
		assertThat(this.output.deltas.stream().mapToDouble((delta) -> delta.totals().energy().joules()).sum())
			.isEqualTo(total.totals().energy().joules(), within(1e-9));
		assertThat(this.output.deltas.stream().mapToDouble((delta) -> delta.totals().emissions().kg()).sum())
			.isEqualTo(total.totals().emissions().kg(), within(1e-9));
		assertThat(this.output.deltas.stream().mapToLong((delta) -> delta.run().duration().toNanos()).sum())
			.isEqualTo(total.run().duration().toNanos());
	}

	@Test
	void beginsANewDeltaWithANewRun() {
		OutputDispatcher dispatcher = dispatcher(1);
		dispatcher.stopped(report(4, 4));
		dispatcher.flushed(report("second", 1, 3));
		dispatcher.stopped(report("second", 2, 5));
		assertThat(this.output.calls).containsExactly("out 4 of 4", "out 3 of 3", "out 2 of 5");
	}

	@Test
	void ignoresWhatComesAfterTheEndOfARun() {
		OutputDispatcher dispatcher = dispatcher(1);
		dispatcher.stopped(report(4, 4));
		measured(dispatcher, report(5, 5));
		dispatcher.flushed(report("second", 1, 3));
		measured(dispatcher, report(6, 6));
		dispatcher.stopped(report("second", 2, 5));
		assertThat(this.output.calls).containsExactly("out 4 of 4", "out 3 of 3", "out 2 of 5");
	}

	@Test
	void itsThreadIsADaemonThatEndsWithTheRun() {
		OutputDispatcher dispatcher = dispatcher(1);
		dispatcher.flushed(report(1, 1));
		Thread first = this.output.thread;
		assertThat(first).isNotNull().isNotSameAs(Thread.currentThread());
		assertThat(first.isDaemon()).isTrue();
		dispatcher.stopped(report(1, 1));
		Awaitility.await().until(() -> !first.isAlive());
		dispatcher.flushed(report("second", 1, 1));
		assertThat(this.output.thread).isNotSameAs(first);
		dispatcher.stopped(report("second", 1, 1));
	}

	static Stream<Throwable> failures() {
		return Stream.of(new IOException("no"), new IllegalArgumentException("no"), new NoClassDefFoundError("no"),
				new StackOverflowError(), new OutOfMemoryError("no"), new InterruptedException(), new Throwable());
	}

	@ParameterizedTest
	@MethodSource("failures")
	void survivesWhateverAnOutputThrows(Throwable failure) {
		OutputDispatcher dispatcher = dispatcher(1);
		this.output.failure = failure;
		dispatcher.flushed(report(1, 1));
		assertThat(dispatcher.outputs()).extracting(OutputStatus::state).containsExactly(OutputStatus.State.FAILING);
		this.output.failure = null;
		dispatcher.stopped(report(2, 2));
		assertThat(this.output.calls).containsExactly("out 2 of 2");
	}

	@Test
	void survivesAnOutputThatInterruptsItsThread() {
		OutputDispatcher dispatcher = dispatcher(1);
		this.output.before = () -> {
			assertThat(Thread.currentThread().isInterrupted()).isFalse();
			Thread.currentThread().interrupt();
		};
		dispatcher.flushed(report(1, 1));
		dispatcher.stopped(report(2, 2));
		assertThat(this.output.calls).containsExactly("out 1 of 1", "out 1 of 2");
	}

	@Test
	@ExtendWith(OutputCaptureExtension.class)
	void aFailingOutputIsAProblemUntilItSucceeds(CapturedOutput log) {
		OutputDispatcher dispatcher = new OutputDispatcher(List.of(this.output), 1, "blue", null, LONG,
				Clock.fixed(NOW, ZoneOffset.UTC), ThreadCpuClock.platform(), NEVER);
		dispatcher.flushed(report(1, 1));
		this.output.failure = new IOException(
				"POST https://user:hunter2@example.org/v1?token=hunter2 was refused\n\tat some.Frame(Some.java:1)");
		dispatcher.flushed(report(2, 2));
		dispatcher.flushed(report(3, 3));
		String error = "POST https://example.org/v1 was refused";
		assertThat(dispatcher.outputs()).containsExactly(new OutputStatus("recording", OutputStatus.State.FAILING, NOW,
				error, 1, new Energy(report(3, 3).totals().energy().joules() - report(1, 1).totals().energy().joules()),
				null));
		assertThat(dispatcher.problems()).singleElement()
			.returns(NOW, Problem::since)
			.returns("recording", Problem::component)
			.returns("Output 'recording' fails: " + error, Problem::message)
			.returns(true, Problem::degrading)
			.extracting(Problem::advice)
			.isNotNull();
		assertThat(log.getAll()).containsOnlyOnce("[blue] Output 'recording' fails: " + error)
			.doesNotContain("hunter2");
		this.output.failure = null;
		dispatcher.flushed(report(4, 4));
		assertThat(dispatcher.outputs())
			.containsExactly(new OutputStatus("recording", OutputStatus.State.OK, NOW, error, 0, Energy.ZERO, null));
		assertThat(dispatcher.problems()).isEmpty();
		assertThat(log.getAll()).containsOnlyOnce("[blue] Output 'recording' works again");
		this.output.failure = new IOException("again");
		dispatcher.flushed(report(5, 5));
		assertThat(log.getAll()).containsOnlyOnce("Output 'recording' fails: again");
	}

	@Test
	void tasksThatAreNotTakenMakeAnOutputFailButDoNotRepeatTheDelta() {
		OutputDispatcher dispatcher = dispatcher(1);
		this.output.taskFailure = new IOException("no tasks");
		EmissionsReport total = SampleReports.builder()
			.kwh(1, 0, 0)
			.tasks(List.of(SampleReports.task("a", 1, 0.5)))
			.build();
		dispatcher.flushed(total);
		assertThat(dispatcher.outputs()).extracting(OutputStatus::lastError).containsExactly("no tasks");
		dispatcher.stopped(SampleReports.builder().kwh(3, 0, 0).build());
		assertThat(this.output.calls).containsExactly("out 1 of 1", "out 2 of 3");
	}

	@Test
	void aHungOutputDelaysNeitherMeasurementsNorTheOthers() throws Exception {
		CountDownLatch hangs = hang(this.output);
		RecordingOutput other = new RecordingOutput("other");
		OutputDispatcher dispatcher = dispatcher(1, SHORT, NEVER, this.output, other);
		measured(dispatcher, report(1, 1));
		hangs.await();
		int measurements = 10 * OutputWorker.MAX_MISSED;
		CompletableFuture.runAsync(() -> {
			for (int i = 2; i <= measurements; i++) {
				int delivered = i;
				measured(dispatcher, report(i, i));
				Awaitility.await()
					.pollInterval(Duration.ofMillis(1))
					.until(() -> other.calls.contains("live 1 of " + delivered));
			}
		}).get(30, TimeUnit.SECONDS);
		assertThat(dispatcher.outputs()).extracting(OutputStatus::state, OutputStatus::pending)
			.startsWith(tuple(OutputStatus.State.FAILING, 2));
		assertThat(dispatcher.problems()).extracting(Problem::component).containsExactly("recording");
		this.release.countDown();
		dispatcher.stopped(report(measurements, measurements));
		Awaitility.await().until(() -> dispatcher.outputs().get(0).pending() == 0);
		assertThat(energyOf(this.output.deltas)).isEqualTo(measurements, within(1e-9));
		assertThat(this.output.calls).hasSizeLessThanOrEqualTo(3);
	}

	@Test
	void aFlushIsNotDroppedForMeasurements() throws Exception {
		CountDownLatch hangs = hang(this.output);
		OutputDispatcher dispatcher = dispatcher(1, SHORT);
		measured(dispatcher, report(1, 1));
		hangs.await();
		dispatcher.flushed(report(1, 2));
		for (int i = 2; i <= 30; i++) {
			measured(dispatcher, report(i, i + 1));
		}
		this.release.countDown();
		dispatcher.stopped(report(30, 31));
		assertThat(this.output.calls).startsWith("live 1 of 1", "out 30 of 31");
	}

	@Test
	void stopReturnsInTimeAndLetsGoOfAHungOutput() throws Exception {
		CountDownLatch hangs = new CountDownLatch(1);
		CountDownLatch interrupted = new CountDownLatch(1);
		this.output.before = () -> {
			hangs.countDown();
			try {
				new CountDownLatch(1).await();
			}
			catch (InterruptedException ex) {
				interrupted.countDown();
			}
		};
		OutputDispatcher dispatcher = dispatcher(1, SHORT);
		measured(dispatcher, report(1, 1));
		hangs.await();
		this.output.before = () -> {
		};
		dispatcher.stopped(report(2, 2));
		assertThat(dispatcher.outputs()).extracting(OutputStatus::lastError).containsExactly("It does not answer");
		interrupted.await();
		Awaitility.await().until(() -> this.output.calls.contains("out 1 of 2"));
		Awaitility.await().until(() -> dispatcher.problems().isEmpty());
	}

	@Test
	void anOutputThatHungInOneRunIsNeverCalledByTwoThreads() throws Exception {
		CountDownLatch hangs = hang(this.output);
		OutputDispatcher dispatcher = dispatcher(1, SHORT);
		measured(dispatcher, report(1, 1));
		hangs.await();
		Thread hung = this.output.thread;
		dispatcher.stopped(report(2, 2));
		measured(dispatcher, report("second", 1, 3));
		this.release.countDown();
		dispatcher.stopped(report("second", 2, 5));
		Awaitility.await().until(() -> dispatcher.outputs().get(0).pending() == 0);
		assertThat(this.output.calls).startsWith("live 1 of 1", "out 1 of 2").last().asString().endsWith(" of 5");
		assertThat(energyOf(this.output.deltas)).isEqualTo(7, within(1e-9));
		assertThat(this.output.thread).isSameAs(hung);
		Awaitility.await().until(() -> !hung.isAlive());
	}

	@Test
	void anInterruptedCallerDoesNotWait() throws Exception {
		CountDownLatch hangs = hang(this.output);
		OutputDispatcher dispatcher = dispatcher(1, Duration.ofHours(1));
		measured(dispatcher, report(1, 1));
		hangs.await();
		Thread.currentThread().interrupt();
		dispatcher.flushed(report(2, 2));
		assertThat(Thread.interrupted()).isTrue();
	}

	@Test
	void countsTheCpuTimeOfItsThreads() {
		OutputDispatcher dispatcher = dispatcher(1);
		assertThat(dispatcher.cpuNanos()).isZero();
		dispatcher.stopped(report(1, 1));
		assertThat(dispatcher.cpuNanos()).isPositive();
	}

	@Test
	void triesAgainWithTheNewestReport() {
		OutputDispatcher dispatcher = dispatcher(1, LONG, SOON);
		this.output.failure = new IOException("no");
		dispatcher.flushed(report(1, 1));
		measured(dispatcher, report(2, 2));
		measured(dispatcher, report(3, 3));
		assertThat(dispatcher.outputs().get(0).pendingEnergy()).isEqualTo(report(3, 3).totals().energy());
		this.output.failure = null;
		Awaitility.await().until(() -> this.output.calls.contains("out 3 of 3"));
		assertThat(this.output.calls).hasSize(1);
		dispatcher.stopped(report(3, 4));
		assertThat(this.output.calls).containsExactly("out 3 of 3", "out 1 of 4");
	}

	@Test
	void triesAtTheEndAsLongAsThereIsTime() {
		OutputDispatcher dispatcher = dispatcher(1, LONG, SOON);
		AtomicInteger attempts = new AtomicInteger();
		this.output.before = () -> {
			if (attempts.incrementAndGet() < 5) {
				throw new IllegalStateException("busy");
			}
		};
		dispatcher.stopped(report(1, 1));
		assertThat(this.output.calls).containsExactly("out 1 of 1");
		assertThat(attempts).hasValue(5);
	}

	@Test
	void givesUpWhereTheReceiverIsAwayAtTheEnd() {
		OutputDispatcher dispatcher = dispatcher(1, SHORT, SOON);
		this.output.failure = new IOException("away");
		dispatcher.stopped(report(1, 1));
		assertThat(dispatcher.outputs()).extracting(OutputStatus::lastError).containsExactly("away");
		Awaitility.await().until(() -> !this.output.thread.isAlive());
		this.output.failure = null;
		dispatcher.stopped(report("second", 1, 2));
		assertThat(this.output.calls).containsExactly("out 2 of 2");
	}

	@Test
	void doesNotInsistWhereItIsRefused() {
		OutputDispatcher dispatcher = dispatcher(1, LONG, SOON);
		AtomicInteger attempts = new AtomicInteger();
		this.output.before = attempts::incrementAndGet;
		this.output.failure = new DeliveryRefusedException("401: the API key is not valid");
		dispatcher.flushed(report(1, 1));
		assertThat(dispatcher.outputs()).extracting(OutputStatus::state, OutputStatus::lastError)
			.containsExactly(tuple(OutputStatus.State.FAILING, "401: the API key is not valid"));
		measured(dispatcher, report(2, 2));
		Awaitility.await().until(() -> attempts.get() == 2);
		dispatcher.flushed(report(2, 3));
		assertThat(attempts).hasValue(3);
		dispatcher.stopped(report(2, 4));
		assertThat(attempts).hasValue(4);
		assertThat(this.output.calls).isEmpty();
	}

	/** As many as a receiver that is down for a quarter of an hour misses. */
	@Test
	void losesNothingAndKeepsNothingOldWhileTheReceiverIsDown() {
		OutputDispatcher dispatcher = dispatcher(1, LONG, SOON);
		this.output.failure = new IOException("down");
		List<WeakReference<EmissionsReport>> offered = new ArrayList<>();
		double kwh = 0;
		for (int i = 1; i <= 60; i++) {
			kwh += 1e-5 / i;
			EmissionsReport report = report(i, kwh);
			offered.add(new WeakReference<>(report));
			measured(dispatcher, report);
		}
		assertThat(dispatcher.outputs().get(0).pending()).isLessThanOrEqualTo(2);
		Awaitility.await().until(() -> {
			System.gc();
			return offered.stream().filter((report) -> report.get() != null).count() <= 2;
		});
		this.output.failure = null;
		Awaitility.await().until(() -> dispatcher.outputs().get(0).pending() == 0);
		dispatcher.stopped(report(61, kwh + 1e-5));
		assertThat(energyOf(this.output.deltas)).isEqualTo(kwh + 1e-5, within(1e-9 * kwh));
		assertThat(this.output.calls).hasSize(2);
	}

	@Test
	void whatIsNotTakenLiveBelongsToTheNextFlush() {
		List<EmissionsReport> deltas = new CopyOnWriteArrayList<>();
		OutputDispatcher dispatcher = dispatcher(1, LONG, NEVER, new FlushedOutput(deltas));
		measured(dispatcher, report(1, 1));
		measured(dispatcher, report(2, 2));
		Awaitility.await().until(() -> dispatcher.outputs().get(0).pending() == 0);
		assertThat(dispatcher.outputs()).containsExactly(new OutputStatus("flushed", OutputStatus.State.OK, null, null,
				0, report(2, 2).totals().energy(), null));
		dispatcher.flushed(report(3, 3));
		measured(dispatcher, report(4, 4));
		dispatcher.stopped(report(5, 5));
		assertThat(deltas).extracting((delta) -> Math.round(delta.totals().energy().kwh())).containsExactly(3L, 2L);
	}

	@Test
	void aProxyTakesLiveWhatItsTargetTakes() {
		List<EmissionsReport> deltas = new CopyOnWriteArrayList<>();
		FlushedOutput target = new FlushedOutput(deltas);
		EmissionsOutput proxy = (EmissionsOutput) Proxy.newProxyInstance(getClass().getClassLoader(),
				new Class<?>[] { EmissionsOutput.class }, (self, method, arguments) -> {
					try {
						return method.invoke(target, arguments);
					}
					catch (InvocationTargetException ex) {
						throw ex.getCause();
					}
				});
		OutputDispatcher dispatcher = dispatcher(1, LONG, NEVER, proxy);
		measured(dispatcher, report(1, 1));
		Awaitility.await().until(() -> dispatcher.outputs().get(0).pending() == 0);
		dispatcher.stopped(report(3, 3));
		assertThat(deltas).extracting((delta) -> Math.round(delta.totals().energy().kwh())).containsExactly(3L);
		assertThat(dispatcher.problems()).isEmpty();
	}

	@Test
	void aFlushIsMadeOnceThoughItsTasksFailAndMoreIsMeasured() {
		List<EmissionsReport> deltas = new CopyOnWriteArrayList<>();
		AtomicInteger attempts = new AtomicInteger();
		OutputDispatcher dispatcher = dispatcher(1, LONG, SOON, new FlushedOutput(deltas) {

			@Override
			public void taskOut(List<EmissionsReport> tasks) throws IOException {
				attempts.incrementAndGet();
				throw new IOException("no room");
			}

		});
		measured(dispatcher, report(1, 1));
		Awaitility.await().until(() -> dispatcher.outputs().get(0).pending() == 0);
		dispatcher.flushed(SampleReports.builder()
			.measurements(2)
			.seconds(2.0)
			.kwh(2, 0, 0)
			.tasks(List.of(SampleReports.task("a", 1, 0.5)))
			.build());
		for (int i = 3; i < 20; i++) {
			int before = attempts.get();
			measured(dispatcher, report(i, i));
			Awaitility.await().until(() -> attempts.get() > before);
		}
		assertThat(deltas).hasSize(1);
	}

	@Test
	void showsWhatAnOutputHasToTell() {
		this.output.detail = () -> "run 7 at the server";
		OutputDispatcher dispatcher = dispatcher(1);
		assertThat(dispatcher.outputs()).extracting(OutputStatus::detail).containsExactly("run 7 at the server");
		this.output.detail = () -> {
			throw new IllegalStateException();
		};
		assertThat(dispatcher.outputs()).extracting(OutputStatus::detail).containsOnlyNulls();
	}

	@Test
	@ExtendWith(OutputCaptureExtension.class)
	void evenAtDebugNoSecretOfAnAddressIsLogged(CapturedOutput log) {
		Logger logger = (Logger) LoggerFactory.getLogger(OutputDispatcher.class);
		logger.setLevel(Level.DEBUG);
		try {
			this.output.failure = new IOException("PUT https://a:hunter2@b/c?d=hunter2 failed",
					new IOException("https://hunter2@b: no route"));
			OutputDispatcher dispatcher = dispatcher(1);
			dispatcher.flushed(report(1, 1));
			assertThat(log.getAll())
				.contains("PUT https://b/c failed", "https://b: no route", "at io.codecarbon.output")
				.doesNotContain("hunter2");
		}
		finally {
			logger.setLevel(null);
		}
	}

	private static double energyOf(List<EmissionsReport> deltas) {
		return deltas.stream().mapToDouble((delta) -> delta.totals().energy().kwh()).sum();
	}

	private static void measuredAndDelivered(OutputDispatcher dispatcher, EmissionsReport total) {
		measured(dispatcher, total);
		Awaitility.await()
			.pollInterval(Duration.ofMillis(1))
			.until(() -> dispatcher.outputs().stream().allMatch((output) -> output.pending() == 0));
	}

	private static void measured(OutputDispatcher dispatcher, EmissionsReport total) {
		dispatcher.measured(total.run().measurements(), () -> total);
	}

	private CountDownLatch hang(RecordingOutput output) {
		CountDownLatch hangs = new CountDownLatch(1);
		output.before = () -> {
			hangs.countDown();
			boolean released = false;
			while (!released) {
				try {
					this.release.await();
					released = true;
				}
				catch (InterruptedException ex) {
					// The worst kind: it does not even listen.
				}
			}
		};
		return hangs;
	}

	private OutputDispatcher dispatcher(int interval) {
		return dispatcher(interval, LONG);
	}

	private OutputDispatcher dispatcher(int interval, Duration timeout) {
		return dispatcher(interval, timeout, NEVER);
	}

	private OutputDispatcher dispatcher(int interval, Duration timeout, Supplier<Backoff> backoff) {
		return dispatcher(interval, timeout, backoff, this.output);
	}

	private static OutputDispatcher dispatcher(int interval, Duration timeout, Supplier<Backoff> backoff,
			EmissionsOutput... outputs) {
		return new OutputDispatcher(List.of(outputs), interval, "", null, timeout, Clock.fixed(NOW, ZoneOffset.UTC),
				ThreadCpuClock.platform(), backoff);
	}

	private static EmissionsReport report(long measurements, double kwh) {
		return report(SampleReports.RUN_ID, measurements, kwh);
	}

	private static EmissionsReport report(String runId, long measurements, double kwh) {
		return SampleReports.builder()
			.runId(runId)
			.measurements(measurements)
			.seconds((double) measurements)
			.kwh(kwh, 0, 0)
			.build();
	}

	private static final class RecordingOutput implements EmissionsOutput {

		private final List<String> calls = new CopyOnWriteArrayList<>();

		private final List<EmissionsReport> deltas = new CopyOnWriteArrayList<>();

		private final List<List<EmissionsReport>> tasks = new ArrayList<>();

		private final String name;

		private volatile Runnable before = () -> {
		};

		private volatile Throwable failure;

		private volatile Throwable taskFailure;

		private volatile Supplier<String> detail = () -> null;

		private volatile Thread thread;

		private RecordingOutput(String name) {
			this.name = name;
		}

		@Override
		public String name() {
			return this.name;
		}

		@Override
		public void out(EmissionsReport total, EmissionsReport delta) {
			record("out", total, delta);
		}

		@Override
		public void liveOut(EmissionsReport total, EmissionsReport delta) {
			record("live", total, delta);
		}

		@Override
		public String detail() {
			return this.detail.get();
		}

		@Override
		public void taskOut(List<EmissionsReport> tasks) {
			throwUnchecked(this.taskFailure);
			this.tasks.add(tasks);
		}

		private void record(String call, EmissionsReport total, EmissionsReport delta) {
			this.thread = Thread.currentThread();
			this.before.run();
			throwUnchecked(this.failure);
			this.deltas.add(delta);
			this.calls.add(call + " " + Math.round(delta.totals().energy().kwh()) + " of "
					+ Math.round(total.totals().energy().kwh()));
		}

		@SuppressWarnings("unchecked")
		private static <E extends Throwable> void throwUnchecked(Throwable failure) throws E {
			if (failure != null) {
				throw (E) failure;
			}
		}

	}

	/**
	 * An output that takes nothing live.
	 */
	private static class FlushedOutput implements EmissionsOutput {

		private final List<EmissionsReport> deltas;

		private FlushedOutput(List<EmissionsReport> deltas) {
			this.deltas = deltas;
		}

		@Override
		public String name() {
			return "flushed";
		}

		@Override
		public void out(EmissionsReport total, EmissionsReport delta) {
			this.deltas.add(delta);
		}

	}

}
