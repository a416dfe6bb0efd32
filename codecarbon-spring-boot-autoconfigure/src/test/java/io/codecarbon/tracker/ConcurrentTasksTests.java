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

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;

import io.codecarbon.annotation.TrackEmissions;
import io.codecarbon.host.ThreadCpuClock;
import io.codecarbon.power.Component;
import io.codecarbon.spring.autoconfigure.CodeCarbonAopAutoConfiguration;
import io.codecarbon.tracker.EmissionsReport.Attribution;
import io.codecarbon.tracker.EmissionsReport.Task;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

/**
 * What annotated methods are charged when many threads call them at once, with the real
 * clocks.
 */
class ConcurrentTasksTests {

	private static final int CALLERS = 32;

	private static final int CALLS = 10;

	private static final ThreadCpuClock CLOCK = ThreadCpuClock.platform();

	// 0: the sampler closes windows as fast as it can.
	@ParameterizedTest
	@ValueSource(longs = { 1000, 100, 0 })
	void chargesEachTaskWithWhatItsBodiesUsedAndLosesNothing(long windowMillis) {
		WindowChecks checks = new WindowChecks();
		EmissionsTracker tracker = tracker(windowMillis, checks);
		checks.tracker.set(tracker);
		run(tracker, (work) -> {
			Map<Long, Long> before = threadClocks();
			tracker.start();
			callConcurrently(CALLERS, () -> {
				for (int i = 0; i < CALLS; i++) {
					work.light();
					work.heavy();
				}
			}, () -> {
				tracker.flush();
				RunFigures figures = ((DefaultEmissionsTracker) tracker).figures();
				double threads = nanosSince(before);
				double tasks = figures.tasks().stream().mapToLong(TaskFigures::cpuNanos).sum();
				assertThat(tasks + figures.untrackedCpuNanos()).isCloseTo(threads,
						within(threads * 0.001 + 10_000_000));
			});
			EmissionsReport report = tracker.snapshot();
			assertThat(nanos(report, "Work.light")).isCloseTo(work.lightNanos(), withinPercentage(1));
			assertThat(nanos(report, "Work.heavy")).isCloseTo(work.heavyNanos(), withinPercentage(1));
			assertThat(task(report, "Work.light").invocations()).isEqualTo(CALLERS * CALLS);
			assertThat(task(report, "Work.heavy").energy()).isGreaterThan(2 * task(report, "Work.light").energy());
			assertThat(task(report, "Work.heavy").task().active()).isZero();
			tracker.stop();
			assertThat(checks.windows.sum()).isPositive();
			assertThat(checks.failure.get()).isNull();
		});
	}

	@ParameterizedTest
	@ValueSource(longs = { 1000, 0 })
	void givesNestedCallsTheirSelfTimeAndTheOuterOneTheInclusiveTime(long windowMillis) {
		WindowChecks checks = new WindowChecks();
		EmissionsTracker tracker = tracker(windowMillis, checks);
		checks.tracker.set(tracker);
		run(tracker, (work) -> {
			tracker.start();
			callConcurrently(8, () -> {
				for (int i = 0; i < CALLS; i++) {
					work.nested();
				}
			}, tracker::flush);
			EmissionsReport report = tracker.snapshot();
			double outer = nanos(report, "Work.nested");
			double inner = nanos(report, "Work.light");
			assertThat(outer).isCloseTo(work.nestedNanos() - work.lightNanos(), withinPercentage(2));
			assertThat(inner).isCloseTo(work.lightNanos(), withinPercentage(1));
			Task task = task(report, "Work.nested").task();
			double perNano = task.totals().energy().joules() / outer;
			assertThat(task.inclusiveTotals().energy().joules()).isGreaterThan(task.totals().energy().joules())
				.isCloseTo((outer + inner) * perNano, withinPercentage((windowMillis == 0) ? 100 : 25));
			tracker.stop();
			assertThat(checks.failure.get()).isNull();
		});
	}

	@Test
	void passesExceptionsOnAndCountsThemAsFailures() {
		EmissionsTracker tracker = tracker(1000, new WindowChecks());
		run(tracker, (work) -> {
			tracker.start();
			IllegalStateException thrown = new IllegalStateException("business");
			try {
				work.fail(thrown);
			}
			catch (IllegalStateException ex) {
				assertThat(ex).isSameAs(thrown);
			}
			tracker.flush();
			assertThat(task(tracker.snapshot(), "Work.fail").task().failures()).isOne();
			tracker.stop();
		});
	}

	private static EmissionsTracker tracker(long windowMillis, TrackerListener listener) {
		return EmissionsTracker.builder(TrackerSettings.builder().build())
			.window(Duration.ofMillis(windowMillis))
			.powerSources(List.of(new StubPowerSource(Component.CPU, 40), new StubPowerSource(Component.RAM, 10)))
			.listeners(List.of(listener))
			.build();
	}

	private static void run(EmissionsTracker tracker, CheckedConsumer test) {
		new ApplicationContextRunner().withConfiguration(AutoConfigurations.of(CodeCarbonAopAutoConfiguration.class))
			.withUserConfiguration(WorkConfiguration.class)
			.withBean(EmissionsTracker.class, () -> tracker)
			.run((context) -> {
				Work work = context.getBean(Work.class);
				// What first calls spend on loading and interpreting classes is charged,
				// but
				// the bodies do not see it.
				tracker.start();
				for (int i = 0; i < 20_000; i++) {
					work.nested();
					work.heavy();
				}
				tracker.stop();
				work.begin();
				test.accept(work);
			});
	}

	private static void callConcurrently(int callers, Runnable calls, Runnable whileThreadsLive) throws Exception {
		ExecutorService executor = Executors.newFixedThreadPool(callers);
		CyclicBarrier barrier = new CyclicBarrier(callers);
		List<Future<?>> futures = new ArrayList<>();
		for (int i = 0; i < callers; i++) {
			futures.add(executor.submit(() -> {
				barrier.await();
				calls.run();
				return null;
			}));
		}
		for (Future<?> future : futures) {
			future.get();
		}
		whileThreadsLive.run();
		executor.shutdown();
	}

	private static Map<Long, Long> threadClocks() {
		Map<Long, Long> clocks = new HashMap<>();
		for (long id : CLOCK.liveThreadIds()) {
			clocks.put(id, CLOCK.ofThread(id));
		}
		return clocks;
	}

	private static double nanosSince(Map<Long, Long> before) {
		double sum = 0;
		for (long id : CLOCK.liveThreadIds()) {
			sum += CLOCK.ofThread(id) - before.getOrDefault(id, 0L);
		}
		return sum;
	}

	private static double nanos(EmissionsReport report, String name) {
		return task(report, name).task().cpuTime().toNanos();
	}

	private static NamedTask task(EmissionsReport report, String name) {
		return new NamedTask(report.tasks().named(name).get(0));
	}

	private record NamedTask(Task task) {

		long invocations() {
			return this.task.invocations();
		}

		double energy() {
			return this.task.totals().energy().joules();
		}

	}

	@FunctionalInterface
	interface CheckedConsumer {

		void accept(Work work) throws Exception;

	}

	@Configuration(proxyBeanMethods = false)
	static class WorkConfiguration {

		@Bean
		Work work(ObjectProvider<Work> self) {
			return new Work(self::getObject);
		}

	}

	/**
	 * Bodies that burn CPU time and keep their own count of it.
	 */
	static class Work {

		private volatile long unit;

		private final LongAdder lightNanos = new LongAdder();

		private final LongAdder heavyNanos = new LongAdder();

		private final LongAdder nestedNanos = new LongAdder();

		private final Supplier<Work> self;

		Work(Supplier<Work> self) {
			this.self = self;
		}

		@TrackEmissions
		public void light() {
			this.lightNanos.add(burn(this.unit));
		}

		@TrackEmissions
		public void heavy() {
			this.heavyNanos.add(burn(3 * this.unit));
		}

		@TrackEmissions
		public void nested() {
			long start = CLOCK.currentThread();
			burn(this.unit);
			this.self.get().light();
			burn(this.unit);
			this.nestedNanos.add(CLOCK.currentThread() - start);
		}

		@TrackEmissions
		public void fail(RuntimeException exception) {
			throw exception;
		}

		void begin() {
			this.unit = 4_000_000;
			this.lightNanos.reset();
			this.heavyNanos.reset();
			this.nestedNanos.reset();
		}

		double lightNanos() {
			return this.lightNanos.sum();
		}

		double heavyNanos() {
			return this.heavyNanos.sum();
		}

		double nestedNanos() {
			return this.nestedNanos.sum();
		}

		private static long burn(long nanos) {
			long start = CLOCK.currentThread();
			long now = start;
			while (now - start < nanos) {
				now = CLOCK.currentThread();
			}
			return now - start;
		}

	}

	/**
	 * Holds each window to what must always be true.
	 */
	static class WindowChecks implements TrackerListener {

		final AtomicReference<EmissionsTracker> tracker = new AtomicReference<>();

		final AtomicReference<Throwable> failure = new AtomicReference<>();

		final LongAdder windows = new LongAdder();

		private EmissionsReport last;

		@Override
		public void windowClosed(boolean grown) {
			try {
				EmissionsReport report = this.tracker.get().snapshot();
				check(report);
				this.last = report;
				this.windows.increment();
			}
			catch (Throwable ex) {
				this.failure.compareAndSet(null, ex);
			}
		}

		private void check(EmissionsReport report) {
			Attribution attribution = report.attribution();
			double total = report.totals().energy().joules();
			assertThat(attribution.attributed().joules() + attribution.unattributed().joules()).isCloseTo(total,
					within(1e-9 * Math.max(1, total)));
			double tasks = report.tasks()
				.byEnergy()
				.stream()
				.mapToDouble((task) -> task.totals().energy().joules())
				.sum();
			assertThat(tasks).isCloseTo(attribution.attributed().joules(), within(1e-9 * Math.max(1, total)));
			if (this.last != null && report.run().id().equals(this.last.run().id())) {
				checkThatNothingFell(report, this.last);
			}
		}

		private void checkThatNothingFell(EmissionsReport report, EmissionsReport last) {
			// A quantity refuses to be negative.
			report.since(last);
			Attribution now = report.attribution();
			Attribution before = last.attribution();
			assertThat(now.attributed().joules()).isGreaterThanOrEqualTo(before.attributed().joules());
			assertThat(now.idle().joules()).isGreaterThanOrEqualTo(before.idle().joules());
			assertThat(now.otherProcesses().joules()).isGreaterThanOrEqualTo(before.otherProcesses().joules());
			assertThat(now.jvm().joules()).isGreaterThanOrEqualTo(before.jvm().joules());
			assertThat(now.untracked().joules()).isGreaterThanOrEqualTo(before.untracked().joules());
			for (Task task : last.tasks().byEnergy()) {
				Task later = report.tasks().named(task.name()).get(0);
				assertThat(later.cpuTime()).isGreaterThanOrEqualTo(task.cpuTime());
				assertThat(later.wallTime()).isGreaterThanOrEqualTo(task.wallTime());
				assertThat(later.invocations()).isGreaterThanOrEqualTo(task.invocations());
				assertThat(later.totals().energy().joules()).isGreaterThanOrEqualTo(task.totals().energy().joules());
				assertThat(later.totals().emissions().kg()).isGreaterThanOrEqualTo(task.totals().emissions().kg());
				assertThat(later.inclusiveTotals().energy().joules())
					.isGreaterThanOrEqualTo(task.inclusiveTotals().energy().joules());
			}
		}

	}

}
