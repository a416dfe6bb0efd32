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
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

import io.codecarbon.carbon.CarbonIntensityProvider;
import io.codecarbon.carbon.ElectricityMapsProvider;
import io.codecarbon.carbon.GridIntensity;
import io.codecarbon.host.CpuUsage;
import io.codecarbon.host.HostFacts;
import io.codecarbon.host.MachineCpu;
import io.codecarbon.host.ThreadCpuClock;
import io.codecarbon.location.ConfiguredPlace;
import io.codecarbon.location.Place;
import io.codecarbon.location.PlaceLookup;
import io.codecarbon.output.http.FakeReceiver;
import io.codecarbon.power.Component;
import io.codecarbon.power.Reading;
import io.codecarbon.power.SamplingWindow;
import io.codecarbon.power.SourceDescription;
import io.codecarbon.power.model.LoadCurve;
import io.codecarbon.tracker.EmissionsReport.State;
import io.codecarbon.tracker.EmissionsReport.Task;
import io.codecarbon.unit.CarbonIntensity;
import io.codecarbon.unit.Emissions;
import io.codecarbon.unit.Energy;
import io.codecarbon.unit.Power;
import org.assertj.core.data.Percentage;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

/**
 * Tests for {@link EmissionsTracker}.
 */
class EmissionsTrackerTests {

	private static final HostFacts HOST = new HostFacts("Linux-6-x86_64", "x86_64", "Intel Core i7-8700", 12, 1,
			16L << 30);

	private static final Place FRANCE = new ConfiguredPlace("FRA", null, null, null).resolve();

	private final StubPowerSource cpu = new StubPowerSource(Component.CPU, 40);

	private final StubPowerSource ram = new StubPowerSource(Component.RAM, 10);

	private final List<EmissionsTracker> trackers = new ArrayList<>();

	@AfterEach
	void stopTrackers() {
		this.trackers.forEach(EmissionsTracker::stop);
	}

	@Test
	void measuresFromItsStartToItsFlush() {
		EmissionsTracker tracker = started(settings().place(FRANCE));
		Emissions emissions = tracker.flush();
		EmissionsReport report = tracker.snapshot();
		double seconds = report.run().duration().toNanos() / 1e9;
		assertThat(report.run().state()).isEqualTo(State.RUNNING);
		assertThat(report.totals().cpuEnergy().joules()).isCloseTo(40 * seconds, within(1e-9));
		assertThat(report.totals().ramEnergy().joules()).isCloseTo(10 * seconds, within(1e-9));
		assertThat(report.totals().energy().kwh()).isCloseTo(50 * seconds / 3_600_000, within(1e-15));
		assertThat(emissions.kg()).isEqualTo(report.totals().emissions().kg())
			.isCloseTo(report.totals().energy().kwh() * 0.056039, within(1e-15));
		assertThat(report.power().cpu()).isEqualTo(new Power(40));
		assertThat(report.power().gpu()).isNull();
		assertThat(report.carbonIntensity()).isNotNull();
		assertThat(report.carbonIntensity().source()).isEqualTo("country");
		assertThat(report.host()).isEqualTo(HOST);
		assertThat(report.problems()).isEmpty();
	}

	@Test
	void isStoppedBeforeItIsStartedAndKeepsItsLastReportAfterItWasStopped() {
		EmissionsTracker tracker = tracker(settings());
		assertThat(tracker.snapshot().run().state()).isEqualTo(State.STOPPED);
		assertThat(tracker.snapshot().run().id()).isNull();
		assertThat(tracker.flush()).isEqualTo(Emissions.ZERO);
		tracker.start();
		Emissions emissions = tracker.stop();
		assertThat(emissions.kg()).isPositive();
		assertThat(tracker.snapshot().run().state()).isEqualTo(State.STOPPED);
		assertThat(tracker.snapshot().totals().emissions()).isEqualTo(emissions);
		assertThat(tracker.stop()).isEqualTo(emissions);
		assertThat(this.cpu.isClosed()).as("it may be read in another run").isFalse();
	}

	@Test
	void beginsANewRunWhenItIsStartedAgain() {
		EmissionsTracker tracker = started(settings());
		tracker.task("first").close();
		String first = tracker.snapshot().run().id();
		tracker.start();
		assertThat(tracker.snapshot().run().id()).as("already started").isEqualTo(first);
		tracker.stop();
		tracker.start();
		tracker.flush();
		assertThat(tracker.snapshot().run().id()).isNotEqualTo(first);
		assertThat(tracker.snapshot().tasks().byEnergy()).isEmpty();
	}

	@Test
	void multipliesEnergyByThePueAndTellsTheWater() {
		EmissionsTracker tracker = started(settings().pue(1.5).wue(2));
		tracker.flush();
		EmissionsReport report = tracker.snapshot();
		double seconds = report.run().duration().toNanos() / 1e9;
		assertThat(report.totals().energy().joules()).isCloseTo(75 * seconds, within(1e-9));
		assertThat(report.totals().water().litres()).isCloseTo(2 * report.totals().energy().kwh(), within(1e-15));
		assertThat(report.power().cpu()).isEqualTo(new Power(40));
	}

	@Test
	void countsOnlyTheShareOfThisProcessInProcessMode() {
		EmissionsTracker tracker = started(settings().trackingMode(TrackingMode.PROCESS));
		tracker.flush();
		EmissionsReport report = tracker.snapshot();
		double seconds = report.run().duration().toNanos() / 1e9;
		// The share can be all of it, but for the rounding.
		assertThat(report.totals().energy().joules()).isPositive().isLessThan(50 * seconds + 1e-9);
		assertThat(report.attribution().idle()).isEqualTo(Energy.ZERO);
		assertThat(report.attribution().otherProcesses()).isEqualTo(Energy.ZERO);
	}

	@Test
	void namesTheRuleInForce() {
		assertThat(tracker(settings()).snapshot().attribution().rule()).hasToString("share-of-capacity");
		assertThat(tracker(settings().idlePower(new Power(20))).snapshot().attribution().rule())
			.hasToString("share-of-busy-time-above-idle-power");
	}

	@Test
	void chargesATaskThatIsOpenedInABlock() {
		EmissionsTracker tracker = started(settings());
		try (TaskSpan outer = tracker.task("outer")) {
			assertThat(outer).isNotNull();
			try (TaskSpan inner = tracker.task("inner")) {
				assertThat(inner).isNotNull();
				burn();
			}
			burn();
		}
		tracker.flush();
		Task outer = tracker.snapshot().tasks().named("outer").get(0);
		Task inner = tracker.snapshot().tasks().named("inner").get(0);
		assertThat(outer.kind()).isEqualTo(TaskKind.MANUAL);
		assertThat(outer.invocations()).isOne();
		assertThat(inner.invocations()).isOne();
		assertThat(inner.cpuTime()).isGreaterThanOrEqualTo(Duration.ofMillis(20));
		assertThat(outer.cpuTime()).isGreaterThanOrEqualTo(Duration.ofMillis(20));
		assertThat(outer.inclusiveTotals().energy().joules()).isCloseTo(
				outer.totals().energy().joules() + inner.totals().energy().joules(),
				within(0.2 * outer.totals().energy().joules()));
	}

	@Test
	void reportsOneExecutionOfATaskThatIsStartedAndStopped() {
		EmissionsTracker tracker = started(settings());
		tracker.startTask("train");
		burn();
		tracker.task("inside").close();
		EmissionsReport first = tracker.stopTask("train");
		tracker.startTask("train");
		EmissionsReport second = tracker.stopTask("train");
		assertThat(first.tasks().byEnergy()).extracting(Task::name).containsExactly("train");
		assertThat(first.totals().energy().joules()).isPositive();
		assertThat(first.run().duration()).isGreaterThanOrEqualTo(Duration.ofMillis(20))
			.isLessThanOrEqualTo(tracker.snapshot().run().duration());
		assertThat(second.totals().energy().joules()).isLessThan(first.totals().energy().joules());
		Task task = tracker.snapshot().tasks().named("train").get(0);
		assertThat(task.invocations()).isEqualTo(2);
		assertThat(task.totals().energy().joules()).isCloseTo(first.tasks().byEnergy().get(0).totals().energy().joules()
				+ second.tasks().byEnergy().get(0).totals().energy().joules(), within(1e-9));
	}

	@Test
	void stopsATaskThatAnotherThreadStarted() throws Exception {
		EmissionsTracker tracker = started(settings());
		tracker.startTask("handed-over");
		burn();
		EmissionsReport report = CompletableFuture.supplyAsync(() -> tracker.stopTask("handed-over")).get();
		burn();
		tracker.flush();
		assertThat(report.totals().energy().joules()).isPositive();
		Task task = tracker.snapshot().tasks().named("handed-over").get(0);
		assertThat(task.totals().energy()).isEqualTo(report.tasks().byEnergy().get(0).totals().energy());
		assertThat(task.active()).isZero();
	}

	@Test
	void refusesToStopATaskThatWasNotStarted() {
		EmissionsTracker tracker = started(settings());
		assertThatIllegalArgumentException().isThrownBy(() -> tracker.stopTask("unknown"))
			.withMessage("No task named 'unknown' has been started");
	}

	@Test
	void doesNothingWithTasksWhileItIsStopped() {
		EmissionsTracker tracker = tracker(settings());
		tracker.task("a").close();
		tracker.startTask("b");
		assertThat(tracker.stopTask("b").run().state()).isEqualTo(State.STOPPED);
		TrackedTask task = tracker.instrument("c", TaskKind.METHOD, null);
		task.exit(task.enter(), false);
		assertThat(tracker.snapshot().tasks().byEnergy()).isEmpty();
	}

	@Test
	void ignoresTheEndOfAnExecutionThatBeganInAnEarlierRun() {
		EmissionsTracker tracker = started(settings());
		TrackedTask task = tracker.instrument("task", TaskKind.METHOD, null);
		long earlier = task.enter();
		tracker.stop();
		tracker.start();
		long later = task.enter();
		task.exit(earlier, true);
		tracker.flush();
		assertThat(tracker.snapshot().tasks().named("task").get(0).active()).isOne();
		task.exit(later, false);
		tracker.flush();
		assertThat(tracker.snapshot().tasks().named("task").get(0).invocations()).isOne();
		assertThat(tracker.snapshot().tasks().named("task").get(0).failures()).isZero();
	}

	@Test
	void pricesATaskAtItsOwnPlaceAndTheRunAtItsOwn() {
		EmissionsTracker tracker = started(settings().place(FRANCE));
		TrackedTask task = tracker.instrument("abroad", TaskKind.METHOD,
				new ConfiguredPlace("POL", null, null, null).resolve());
		long execution = task.enter();
		burn();
		task.exit(execution, false);
		tracker.flush();
		EmissionsReport report = tracker.snapshot();
		Task abroad = report.tasks().named("abroad").get(0);
		assertThat(abroad.totals().emissions().kg() / abroad.totals().energy().kwh()).isGreaterThan(0.5);
		assertThat(report.totals().emissions().kg() / report.totals().energy().kwh()).isCloseTo(0.056039, within(1e-9));
	}

	@Test
	void integratesEmissionsOverTheWindowsInWhichAnIntensityHeld() {
		AtomicReference<Double> grams = new AtomicReference<>(100.0);
		CarbonIntensityProvider provider = (place, at) -> new GridIntensity(new CarbonIntensity(grams.get()), "live",
				null, at);
		EmissionsTracker tracker = start(builder(settings()).carbonIntensityProviders(List.of(provider)).build());
		tracker.flush();
		EmissionsReport before = tracker.snapshot();
		grams.set(500.0);
		tracker.flush();
		EmissionsReport after = tracker.snapshot();
		EmissionsReport since = after.since(before);
		assertThat(before.totals().emissions().kg()).isCloseTo(before.totals().energy().kwh() * 0.1, within(1e-15));
		assertThat(since.totals().emissions().kg()).isCloseTo(since.totals().energy().kwh() * 0.5, within(1e-15));
		assertThat(after.carbonIntensity().source()).isEqualTo("live");
	}

	@Test
	void pricesWhatWasUsedBeforeThePlaceWasKnownAtThatPlace() {
		CompletableFuture<Place> answer = new CompletableFuture<>();
		EmissionsTracker tracker = start(builder(settings()).placeLookup(lookup(answer)).build());
		burn(tracker, "early");
		Emissions early = tracker.flush();
		EmissionsReport before = tracker.snapshot();
		assertThat(early).isEqualTo(Emissions.ZERO);
		assertThat(before.totals().energy().joules()).isPositive();
		assertThat(before.carbonIntensity()).isNull();
		assertThat(before.place()).isEqualTo(Place.UNKNOWN);
		answer.complete(FRANCE);
		Awaitility.await().until(() -> tracker.flush().kg() > 0);
		EmissionsReport after = tracker.snapshot();
		assertThat(after.place()).isEqualTo(FRANCE);
		assertThat(after.problems()).isEmpty();
		assertThat(after.totals().emissions().kg()).isCloseTo(after.totals().energy().kwh() * 0.056039, within(1e-15));
		assertThat(after.sources()).allSatisfy((source) -> assertThat(source.emissions().kg())
			.isCloseTo(source.energy().kwh() * 0.056039, within(1e-15)));
		assertThat(after.tasks().named("early")).singleElement().satisfies((task) -> {
			assertThat(task.totals().energy().joules()).isPositive();
			assertThat(task.totals().emissions().kg()).isCloseTo(task.totals().energy().kwh() * 0.056039,
					within(1e-15));
			assertThat(task.inclusiveTotals().emissions().kg())
				.isCloseTo(task.inclusiveTotals().energy().kwh() * 0.056039, within(1e-15));
		});
	}

	@Test
	void pricesAllAtTheWorldsAverageWhereItIsStoppedBeforeThePlaceIsKnown() {
		EmissionsTracker tracker = start(builder(settings()).placeLookup(lookup(new CompletableFuture<>())).build());
		assertThat(tracker.flush()).isEqualTo(Emissions.ZERO);
		Emissions emissions = tracker.stop();
		EmissionsReport report = tracker.snapshot();
		assertThat(emissions.kg()).isCloseTo(report.totals().energy().kwh() * 0.475, within(1e-15));
		assertThat(report.carbonIntensity().source()).isEqualTo("world-average");
	}

	@Test
	void doesNotWaitForAPlaceForLongAndTakesItWhenItComesLate() {
		CompletableFuture<Place> answer = new CompletableFuture<>();
		EmissionsTracker tracker = start(
				builder(settings()).placeLookup(lookup(answer)).window(Duration.ofMillis(50)).build());
		Awaitility.await().until(() -> tracker.snapshot().totals().emissions().kg() > 0);
		EmissionsReport report = tracker.snapshot();
		assertThat(report.carbonIntensity().source()).isEqualTo("world-average");
		assertThat(report.problems()).extracting(Problem::component).containsExactly("location");
		assertThat(report.run().duration()).isGreaterThan(Duration.ofMillis(2200));
		answer.complete(FRANCE);
		Awaitility.await().until(() -> tracker.snapshot().place().equals(FRANCE));
		Awaitility.await().until(() -> tracker.snapshot().carbonIntensity().source().equals("country"));
		assertThat(tracker.snapshot().problems()).isEmpty();
		assertThat(tracker.snapshot().totals().emissions().kg())
			.isGreaterThanOrEqualTo(report.totals().emissions().kg());
	}

	@Test
	void aForcedIntensityNeedsNoPlace() {
		EmissionsTracker tracker = start(builder(settings().carbonIntensity(new CarbonIntensity(300)))
			.placeLookup(lookup(new CompletableFuture<>()))
			.build());
		double kg = tracker.flush().kg();
		assertThat(kg).isCloseTo(tracker.snapshot().totals().energy().kwh() * 0.3, within(1e-15));
	}

	@Test
	void doesNotLookUpAPlaceThatIsConfigured() {
		PlaceLookup lookup = lookup(CompletableFuture.failedFuture(new IllegalStateException("Asked")));
		EmissionsTracker tracker = start(builder(settings().place(FRANCE)).placeLookup(lookup).build());
		assertThat(tracker.flush().kg()).isPositive();
		assertThat(tracker.snapshot().place()).isEqualTo(FRANCE);
	}

	@Test
	void aLookupThatFailsLeavesThePlaceUnknown() {
		PlaceLookup lookup = lookup(CompletableFuture.failedFuture(new IllegalStateException("Broken")));
		EmissionsTracker tracker = start(builder(settings()).placeLookup(lookup).build());
		Awaitility.await().until(() -> tracker.flush().kg() > 0);
		assertThat(tracker.snapshot().carbonIntensity().source()).isEqualTo("world-average");
	}

	@Test
	void pricesWhatWasUsedBeforeAProviderIsReadyAtItsIntensity() {
		CountDownLatch fetched = new CountDownLatch(1);
		CarbonIntensityProvider provider = new CarbonIntensityProvider() {

			@Override
			public @Nullable GridIntensity intensity(Place place, Instant at) {
				return (fetched.getCount() == 0) ? new GridIntensity(new CarbonIntensity(100), "live", null, at) : null;
			}

			@Override
			public void prepare(Place place) throws InterruptedException {
				fetched.await();
			}

			@Override
			public String problem() {
				return "It does not work";
			}

			@Override
			public List<String> hosts() {
				return List.of("intensity.example");
			}

		};
		EmissionsTracker tracker = start(
				builder(settings().place(FRANCE)).carbonIntensityProviders(List.of(provider)).build());
		assertThat(tracker.flush()).isEqualTo(Emissions.ZERO);
		fetched.countDown();
		Awaitility.await().until(() -> tracker.flush().kg() > 0);
		EmissionsReport report = tracker.snapshot();
		assertThat(report.totals().emissions().kg()).isCloseTo(report.totals().energy().kwh() * 0.1, within(1e-15));
		assertThat(report.problems()).extracting(Problem::message).containsExactly("It does not work");
		assertThat(report.run().state()).isEqualTo(State.DEGRADED);
	}

	private static PlaceLookup lookup(CompletableFuture<Place> answer) {
		return new PlaceLookup() {

			@Override
			public Place find() throws InterruptedException {
				try {
					return answer.get();
				}
				catch (ExecutionException ex) {
					throw new IllegalStateException(ex.getCause());
				}
			}

			@Override
			public List<String> hosts() {
				return List.of("place.example");
			}

		};
	}

	private static void burn(EmissionsTracker tracker, String task) {
		TaskSpan span = tracker.task(task);
		burn();
		span.close();
	}

	@Test
	void pricesEachWindowAtTheLiveIntensityThatHeldInIt() {
		try (FakeReceiver server = new FakeReceiver()) {
			server.answer(200, "{\"carbonIntensity\":100}");
			EmissionsTracker tracker = builder(settings().place(FRANCE))
				.carbonIntensityProviders(List.of(new ElectricityMapsProvider(server.uri("/v3"), "token", null,
						Duration.ofMillis(1), Duration.ofHours(1))))
				.window(Duration.ofMillis(5))
				.build();
			start(tracker);
			Awaitility.await().until(() -> tracker.snapshot().carbonIntensity() != null);
			long beginning = tracker.snapshot().run().duration().toMillis();
			Awaitility.await().until(() -> tracker.snapshot().run().duration().toMillis() > beginning + 300);
			EmissionsReport clean = tracker.snapshot();
			server.answer(200, "{\"carbonIntensity\":500}");
			Awaitility.await().until(() -> tracker.snapshot().carbonIntensity().intensity().gramsPerKwh() == 500);
			EmissionsReport dirty = tracker.snapshot();
			double end = dirty.run().duration().toNanos() + clean.run().duration().toNanos();
			Awaitility.await().until(() -> tracker.snapshot().run().duration().toNanos() > end);
			EmissionsReport report = tracker.snapshot();
			assertThat(clean.totals().emissions().kg()).isCloseTo(clean.totals().energy().kwh() * 0.1,
					Percentage.withPercentage(0.1));
			EmissionsReport since = report.since(dirty);
			assertThat(since.totals().emissions().kg()).isCloseTo(since.totals().energy().kwh() * 0.5,
					Percentage.withPercentage(0.1));
			double between = dirty.totals().energy().kwh() - clean.totals().energy().kwh();
			assertThat(dirty.totals().emissions().kg() - clean.totals().emissions().kg()).isBetween(between * 0.1,
					between * 0.5);
			assertThat(report.totals().energy().kwh() * 0.5 / report.totals().emissions().kg())
				.as("total energy at the last intensity")
				.isGreaterThan(1.5);
		}
	}

	@Test
	void forcedIntensityWinsOverAProvider() {
		CarbonIntensityProvider provider = (place, at) -> new GridIntensity(new CarbonIntensity(1), "live", null, at);
		EmissionsTracker tracker = start(builder(settings().carbonIntensity(new CarbonIntensity(300)))
			.carbonIntensityProviders(List.of(provider))
			.build());
		tracker.flush();
		assertThat(tracker.snapshot().carbonIntensity().source()).isEqualTo("forced");
	}

	@Test
	void saysThatThePlaceIsUnknownButIsNotDegradedByIt() {
		EmissionsTracker tracker = started(settings());
		tracker.flush();
		EmissionsReport report = tracker.snapshot();
		assertThat(report.run().state()).isEqualTo(State.RUNNING);
		assertThat(report.carbonIntensity().source()).isEqualTo("world-average");
		assertThat(report.problems()).singleElement()
			.satisfies((problem) -> assertThat(problem.advice()).contains("codecarbon.country-iso-code"));
	}

	@Test
	void skipsTheWindowOfASourceThatCannotBeReadAndRecovers() {
		EmissionsTracker tracker = started(settings().place(FRANCE));
		tracker.flush();
		this.cpu.reads(new Reading.Gap("The counter is gone", "Mount it"));
		Energy before = tracker.snapshot().totals().cpuEnergy();
		tracker.flush();
		EmissionsReport gap = tracker.snapshot();
		assertThat(gap.run().state()).isEqualTo(State.DEGRADED);
		assertThat(gap.totals().cpuEnergy()).isEqualTo(before);
		assertThat(gap.power().cpu()).isNull();
		assertThat(gap.power().ram()).isEqualTo(new Power(10));
		assertThat(gap.problems()).singleElement().satisfies((problem) -> {
			assertThat(problem.message()).isEqualTo("The counter is gone");
			assertThat(problem.advice()).isEqualTo("Mount it");
		});
		this.cpu.reads(new Reading.Metered(new Energy(7)));
		tracker.flush();
		assertThat(tracker.snapshot().run().state()).isEqualTo(State.RUNNING);
		assertThat(tracker.snapshot().totals().cpuEnergy().joules()).isCloseTo(before.joules() + 7, within(1e-9));
		assertThat(tracker.snapshot().problems()).isEmpty();
	}

	@Test
	void countsThePartsOfASourceThatCanBeReadAndReportsTheOthers() {
		EmissionsTracker tracker = started(settings().place(FRANCE));
		tracker.flush();
		Reading.Gap first = new Reading.Gap("package-0", "Package 0 is gone", "Mount it");
		Reading.Gap second = new Reading.Gap("package-1", "Package 1 is gone", null);
		this.cpu.reads(new Reading.Metered(new Energy(7), List.of(first, second)));
		Energy before = tracker.snapshot().totals().cpuEnergy();
		tracker.flush();
		EmissionsReport partial = tracker.snapshot();
		assertThat(partial.run().state()).isEqualTo(State.DEGRADED);
		assertThat(partial.totals().cpuEnergy().joules()).isCloseTo(before.joules() + 7, within(1e-9));
		assertThat(partial.power().cpu()).isNull();
		assertThat(partial.problems()).extracting(Problem::message)
			.containsExactly("Package 0 is gone", "Package 1 is gone");
		this.cpu.reads(new Reading.Metered(new Energy(7),
				List.of(new Reading.Gap("package-1", "Package 1 is still gone", null))));
		tracker.flush();
		assertThat(tracker.snapshot().problems()).singleElement().satisfies((problem) -> {
			assertThat(problem.message()).isEqualTo("Package 1 is still gone");
			assertThat(problem.since()).isEqualTo(partial.problems().get(1).since());
		});
	}

	@Test
	void showsADetailOfASourceThatChanges() {
		EmissionsTracker tracker = started(settings().place(FRANCE));
		tracker.flush();
		SourceDescription before = this.cpu.describe();
		SourceDescription after = new SourceDescription(before.component(), before.model(), before.source(),
				before.quality(), before.uncertaintyPercent(), "one die mirrors another");
		this.cpu.describes(after);
		tracker.flush();
		assertThat(tracker.snapshot().hardware()).contains(after).doesNotContain(before);
	}

	@Test
	void survivesASourceThatThrows() {
		EmissionsTracker tracker = started(settings().place(FRANCE));
		this.cpu.reads(null);
		tracker.flush();
		StubPowerSource broken = new StubPowerSource(Component.GPU, 1) {

			@Override
			public Reading read(SamplingWindow window) {
				throw new IllegalStateException("broken");
			}

		};
		EmissionsTracker other = start(builder(settings().place(FRANCE)).powerSources(List.of(broken)).build());
		other.flush();
		assertThat(other.snapshot().run().state()).isEqualTo(State.DEGRADED);
		assertThat(other.snapshot().totals().ramEnergy().joules()).isPositive();
	}

	@Test
	void saysWhenTheMachinesCpuTimeCannotBeReadAndRecovers() {
		AtomicReference<Boolean> readable = new AtomicReference<>(true);
		EmissionsTracker tracker = start(
				builder(settings().place(FRANCE)).machineCpu((settings) -> new StubMachineCpu(readable)).build());
		tracker.flush();
		readable.set(false);
		tracker.flush();
		assertThat(tracker.snapshot().run().state()).isEqualTo(State.DEGRADED);
		assertThat(tracker.snapshot().problems()).singleElement()
			.satisfies((problem) -> assertThat(problem.advice()).contains("codecarbon.host.procfs"));
		readable.set(true);
		tracker.flush();
		assertThat(tracker.snapshot().run().state()).isEqualTo(State.RUNNING);
	}

	@Test
	void tellsListenersOfMeasurementsFlushesAndTheEnd() {
		List<String> told = new CopyOnWriteArrayList<>();
		TrackerListener listener = new TrackerListener() {

			@Override
			public void measured(long measurements, Supplier<EmissionsReport> total) {
				told.add("measured " + total.get().run().measurements());
			}

			@Override
			public void flushed(EmissionsReport total) {
				told.add("flushed");
			}

			@Override
			public void stopped(EmissionsReport total) {
				told.add("stopped " + total.run().state());
				throw new IllegalStateException("ignored");
			}

		};
		EmissionsTracker tracker = start(
				builder(settings().measurementInterval(Duration.ofMillis(50))).listeners(List.of(listener)).build());
		Awaitility.await().until(() -> told.contains("measured 3"));
		tracker.flush();
		tracker.stop();
		assertThat(told).startsWith("measured 1", "measured 2", "measured 3")
			.contains("flushed")
			.endsWith("stopped stopped");
		assertThat(tracker.snapshot().run().measurements()).isGreaterThanOrEqualTo(3);
	}

	@Test
	void showsWhatListenersSayOfTheirOutputs() {
		Problem problem = new Problem(Instant.EPOCH, "csv", "disk full", "make room", true);
		TrackerListener listener = new TrackerListener() {

			@Override
			public List<OutputStatus> outputs() {
				return List.of(new OutputStatus("csv", OutputStatus.State.FAILING, null, "disk full", 1, null, null));
			}

			@Override
			public List<Problem> problems() {
				return List.of(problem);
			}

			@Override
			public long cpuNanos() {
				return Duration.ofHours(1).toNanos();
			}

		};
		EmissionsTracker tracker = start(builder(settings().place(FRANCE)).listeners(List.of(listener)).build());
		tracker.flush();
		EmissionsReport report = tracker.snapshot();
		assertThat(report.outputs()).extracting(OutputStatus::name).containsExactly("csv");
		assertThat(report.problems()).containsExactly(problem);
		assertThat(report.run().state()).isEqualTo(State.DEGRADED);
		assertThat(report.selfCpu()).isGreaterThan(Duration.ofHours(1));
	}

	@Test
	void stopsInBoundedTimeWhileASourceHangs() throws Exception {
		CountDownLatch hanging = new CountDownLatch(1);
		CountDownLatch release = new CountDownLatch(1);
		StubPowerSource source = new StubPowerSource(Component.GPU, 1) {

			@Override
			public Reading read(SamplingWindow window) {
				hanging.countDown();
				try {
					release.await();
				}
				catch (InterruptedException ex) {
					Thread.currentThread().interrupt();
				}
				return super.read(window);
			}

		};
		EmissionsTracker tracker = start(
				builder(settings().measurementInterval(Duration.ofMillis(10))).powerSources(List.of(source)).build());
		hanging.await();
		try {
			assertThat(CompletableFuture.supplyAsync(tracker::stop).get(10, TimeUnit.SECONDS)).isNotNull();
		}
		finally {
			release.countDown();
		}
	}

	@Test
	void stopsAsUsualOnAThreadThatIsInterrupted() {
		EmissionsTracker tracker = started(settings());
		Thread.currentThread().interrupt();
		Emissions emissions = tracker.stop();
		assertThat(Thread.interrupted()).isTrue();
		assertThat(emissions.kg()).isPositive();
	}

	@Test
	void goesOnAfterAWindowThatCouldNotBeClosed() {
		AtomicReference<Error> error = new AtomicReference<>();
		CarbonIntensityProvider provider = (place, at) -> {
			if (error.get() != null) {
				throw error.get();
			}
			return null;
		};
		EmissionsTracker tracker = start(
				builder(settings().place(FRANCE)).carbonIntensityProviders(List.of(provider)).build());
		tracker.flush();
		error.set(new AssertionError("once"));
		tracker.flush();
		assertThat(tracker.snapshot().run().state()).isEqualTo(State.DEGRADED);
		error.set(new NoClassDefFoundError("is passed over"));
		tracker.flush();
		assertThat(tracker.snapshot().run().state()).isEqualTo(State.RUNNING);
		assertThat(tracker.snapshot().carbonIntensity().source()).isEqualTo("country");
	}

	@Test
	void countsNothingThatAMeterSawBeforeTheRun() {
		AtomicReference<Double> joules = new AtomicReference<>(1_000_000.0);
		StubPowerSource meter = new StubPowerSource(Component.GPU, 0) {

			@Override
			public Reading read(SamplingWindow window) {
				return new Reading.Metered(new Energy(joules.getAndSet(0.0)));
			}

		};
		EmissionsTracker tracker = start(builder(settings()).powerSources(List.of(meter)).build());
		tracker.flush();
		joules.set(3.0);
		tracker.flush();
		assertThat(tracker.snapshot().totals().gpuEnergy().joules()).isEqualTo(3);
	}

	@Test
	void survivesAListenerThatThrowsWhateverItIsAsked() {
		TrackerListener listener = new TrackerListener() {

			@Override
			public List<OutputStatus> outputs() {
				throw new IllegalStateException("outputs");
			}

			@Override
			public long cpuNanos() {
				throw new IllegalStateException("cpuNanos");
			}

		};
		EmissionsTracker tracker = start(builder(settings().place(FRANCE)).listeners(List.of(listener)).build());
		assertThat(tracker.flush().kg()).isPositive();
		assertThat(tracker.snapshot().run().state()).isEqualTo(State.DEGRADED);
	}

	@Test
	void twoTrackersInOneProcessShareNothing() {
		EmissionsTracker first = started(settings());
		EmissionsTracker second = started(settings());
		first.task("only-first").close();
		first.flush();
		second.flush();
		assertThat(second.snapshot().tasks().byEnergy()).isEmpty();
		assertThat(first.snapshot().tasks().byEnergy()).hasSize(1);
	}

	@Test
	void estimatesTheComponentsThatNobodyGaveASourceFor() {
		EmissionsTracker tracker = EmissionsTracker
			.builder(settings().cpuPower(new Power(100)).ramPower(new Power(20)).place(FRANCE).build())
			.hostFacts((settings) -> HOST)
			.build();
		this.trackers.add(tracker);
		tracker.start();
		tracker.flush();
		EmissionsReport report = tracker.snapshot();
		assertThat(report.hardware()).extracting((source) -> source.component() + " " + source.source())
			.containsExactly("cpu forced-load", "ram forced");
		assertThat(report.power().ram()).isEqualTo(new Power(20));
		assertThat(report.power().cpu().watts()).isBetween(10.0, 100.0);
	}

	@Test
	void estimatesByTheLoadCurveOfTheSettings() {
		for (LoadCurve curve : LoadCurve.values()) {
			TrackerSettings settings = settings().cpuLoadCurve(curve).build();
			EmissionsTracker tracker = EmissionsTracker.builder(settings).hostFacts((any) -> HOST).build();
			this.trackers.add(tracker);
			tracker.start();
			tracker.flush();
			assertThat(tracker.snapshot().hardware().get(0).detail()).endsWith("load curve " + curve);
		}
	}

	@Test
	void theTrackerThatTracksNothingIsAlwaysStopped() {
		EmissionsTracker tracker = EmissionsTracker.noop();
		tracker.start();
		tracker.startTask("a");
		tracker.task("b").close();
		assertThat(tracker.stopTask("a").run().state()).isEqualTo(State.STOPPED);
		assertThat(tracker.flush()).isEqualTo(Emissions.ZERO);
		assertThat(tracker.stop()).isEqualTo(Emissions.ZERO);
	}

	private static TrackerSettings.Builder settings() {
		return TrackerSettings.builder();
	}

	private EmissionsTrackerBuilder builder(TrackerSettings.Builder settings) {
		return EmissionsTracker.builder(settings.build())
			.hostFacts((unused) -> HOST)
			.powerSources(List.of(this.cpu, this.ram));
	}

	private EmissionsTracker tracker(TrackerSettings.Builder settings) {
		EmissionsTracker tracker = builder(settings).build();
		this.trackers.add(tracker);
		return tracker;
	}

	private EmissionsTracker started(TrackerSettings.Builder settings) {
		return start(builder(settings).build());
	}

	private EmissionsTracker start(EmissionsTracker tracker) {
		this.trackers.add(tracker);
		tracker.start();
		return tracker;
	}

	private static void burn() {
		long end = ThreadCpuClock.platform().currentThread() + 20_000_000;
		while (ThreadCpuClock.platform().currentThread() < end) {
			Thread.onSpinWait();
		}
	}

	/**
	 * The CPU time of a half busy machine that a test can hide.
	 */
	private record StubMachineCpu(AtomicReference<Boolean> readable) implements MachineCpu {

		@Override
		public @Nullable CpuUsage read(long windowNanos) {
			return this.readable.get() ? new CpuUsage(4, 4 * windowNanos, 2 * windowNanos) : null;
		}

		@Override
		public boolean isReadable() {
			return this.readable.get();
		}

		@Override
		public void close() {
		}

	}

}
