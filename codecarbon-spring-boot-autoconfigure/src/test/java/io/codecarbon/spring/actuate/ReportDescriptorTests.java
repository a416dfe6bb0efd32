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

package io.codecarbon.spring.actuate;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;

import io.codecarbon.carbon.GridIntensity;
import io.codecarbon.location.Place;
import io.codecarbon.power.Component;
import io.codecarbon.power.Quality;
import io.codecarbon.power.SourceDescription;
import io.codecarbon.spring.RunningTrackers;
import io.codecarbon.tracker.EmissionsReport;
import io.codecarbon.tracker.EmissionsTracker;
import io.codecarbon.tracker.OutputStatus;
import io.codecarbon.tracker.Problem;
import io.codecarbon.tracker.SampleReports;
import io.codecarbon.tracker.TaskKind;
import io.codecarbon.tracker.TrackingMode;
import io.codecarbon.unit.CarbonIntensity;
import io.codecarbon.unit.Emissions;
import io.codecarbon.unit.Energy;
import io.codecarbon.unit.Power;
import io.codecarbon.unit.Water;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class ReportDescriptorTests {

	private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

	@Test
	void showsTheRunAndWhatItUsed() {
		ReportDescriptor descriptor = ReportDescriptor.of(report(Place.UNKNOWN, null));
		assertThat(descriptor.run()).isEqualTo(new ReportDescriptor.Run("id-1", "shop", "experiment-1", "base", NOON,
				7200.0, "process", "degraded", 480, NOON.plusSeconds(7200)));
		assertThat(descriptor.totals())
			.isEqualTo(new ReportDescriptor.Totals(4.5, 3.0, 1.0, 0.5, 0.72, 0.72 / 7200, 9.0));
		assertThat(descriptor.power()).isEqualTo(new ReportDescriptor.PowerDraw(42.0, null, 8.0));
		assertThat(descriptor.factors()).isEqualTo(new ReportDescriptor.Factors(1.2, 2.0));
	}

	@Test
	void whatARunThatIsLockedOutUsesIsUnknown() {
		ReportDescriptor descriptor = ReportDescriptor
			.of(SampleReports.builder().state(EmissionsReport.State.LOCKED_OUT).build());
		assertThat(descriptor.run().state()).isEqualTo("locked-out");
		assertThat(descriptor.totals())
			.isEqualTo(new ReportDescriptor.Totals(null, null, null, null, null, null, null));
		assertThat(descriptor.attribution()).isEqualTo(new ReportDescriptor.Attribution("share-of-capacity", null, null,
				new ReportDescriptor.Unattributed(null, null, null, null)));
	}

	@Test
	void attributedAndUnattributedEnergyAddUp() {
		ReportDescriptor descriptor = ReportDescriptor.of(report(Place.UNKNOWN, null));
		assertThat(descriptor.attribution())
			.isEqualTo(new ReportDescriptor.Attribution("share-of-busy-time-above-idle-power", 1.5, 3.0,
					new ReportDescriptor.Unattributed(1.0, 0.5, 0.25, 1.25)));
		assertThat(descriptor.attribution().attributedKwh() + descriptor.attribution().unattributedKwh())
			.isEqualTo(descriptor.totals().energyKwh());
	}

	@Test
	void roundsLatitudeAndLongitudeToOneDecimal() {
		ReportDescriptor descriptor = ReportDescriptor.of(report(new Place("FRA", "France", "paris", "gcp",
				"europe-west9", "n2-standard-4", 48.8566, -2.3499, Place.Source.CONFIGURED), null));
		assertThat(descriptor.location()).isEqualTo(new ReportDescriptor.Location("FRA", "France", "paris", true, "gcp",
				"europe-west9", "n2-standard-4", 48.9, -2.3, "configured"));
	}

	@Test
	void anUnknownPlaceAndIntensityAreThereWithoutValues() {
		ReportDescriptor descriptor = ReportDescriptor.of(report(Place.UNKNOWN, null));
		assertThat(descriptor.location())
			.isEqualTo(new ReportDescriptor.Location(null, null, null, false, null, null, null, null, null, "unknown"));
		assertThat(descriptor.carbonIntensity())
			.isEqualTo(new ReportDescriptor.CarbonIntensity(null, null, null, null, null));
	}

	@Test
	void whatIsNotANumberIsUnknown() {
		ReportDescriptor descriptor = ReportDescriptor
			.of(report(new Place(null, null, null, null, null, Double.NaN, Double.NaN, Place.Source.UNKNOWN), null));
		assertThat(descriptor.location().latitude()).isNull();
		assertThat(descriptor.location().longitude()).isNull();
		assertThat(descriptor.hardware()).extracting(ReportDescriptor.Hardware::uncertaintyPercent)
			.containsExactly(12.5, null);
	}

	@Test
	void showsTheIntensityInForce() {
		GridIntensity intensity = new GridIntensity(new CarbonIntensity(56.04), "electricity-maps", null, NOON,
				"lifecycle");
		assertThat(ReportDescriptor.of(report(Place.UNKNOWN, intensity)).carbonIntensity())
			.isEqualTo(new ReportDescriptor.CarbonIntensity(56.04, "electricity-maps", null, NOON, "lifecycle"));
	}

	@Test
	void showsSourcesOutputsAndProblems() {
		ReportDescriptor descriptor = ReportDescriptor.of(report(Place.UNKNOWN, null));
		assertThat(descriptor.hardware()).containsExactly(
				new ReportDescriptor.Hardware("cpu", "Fake", "tdp-load", "estimated", 12.5, "85 W"),
				new ReportDescriptor.Hardware("gpu", null, "nvml", "measured", null, null));
		assertThat(descriptor.outputs()).containsExactly(
				new ReportDescriptor.Output("csv", "failing", NOON, "Disk full", 3, 2.0, "run 7 at the server"));
		assertThat(descriptor.problems())
			.containsExactly(new ReportDescriptor.Problem(NOON, "csv", "Disk full", "Make room"));
	}

	@Test
	void showsTheTasksThatUsedMostAndHowManyThereAre() {
		try (EmissionsTracker tracker = RunningTrackers.tracker(List.of())) {
			tracker.start();
			IntStream.range(0, 120)
				.forEach((i) -> RunningTrackers.run(tracker.instrument("task-" + i, TaskKind.METHOD, null), false));
			tracker.flush();
			EmissionsReport report = tracker.snapshot();
			ReportDescriptor descriptor = ReportDescriptor.of(report);
			assertThat(descriptor.tasksTotal()).isEqualTo(120);
			assertThat(descriptor.tasks()).hasSize(100)
				.isSortedAccordingTo((one, other) -> Double.compare(other.energyJoules(), one.energyJoules()));
			assertThat(descriptor.tasks().get(0).energyJoules())
				.isEqualTo(report.tasks().byEnergy().get(0).totals().energy().joules())
				.isPositive();
		}
	}

	@Test
	void showsTasksThatDifferInTheirPlaceOnlyAsOne() {
		EmissionsReport.Task one = task("score", TaskKind.METHOD, 100, 40);
		EmissionsReport.Task other = task("score", TaskKind.METHOD, 50, 40);
		EmissionsReport.Task manual = task("score", TaskKind.MANUAL, 120, 0);
		assertThat(TaskDescriptor.byEnergy(List.of(manual, one, other))).containsExactly(
				new TaskDescriptor("score", "method", 20, 4, 2, 3, 6, 150, 2000, 300, "measured"),
				new TaskDescriptor("score", "manual", 10, 2, 1, 1.5, 3, 120, 1000, 240, "estimated"));
	}

	@Test
	void emissionsOfATaskAreInGrams() {
		TaskDescriptor descriptor = TaskDescriptor.byEnergy(List.of(task("score", TaskKind.OTHER, 1, 1))).get(0);
		assertThat(descriptor.kind()).isEqualTo("other");
		assertThat(descriptor.emissionsGrams()).isCloseTo(1000, within(1e-9));
	}

	private static EmissionsReport.Task task(String name, TaskKind kind, double joules, double measured) {
		return new EmissionsReport.Task(name, kind, 10, 2, 1, Duration.ofMillis(1500), Duration.ofSeconds(3),
				totals(joules), totals(2 * joules), new Energy(measured));
	}

	private static EmissionsReport.Totals totals(double joules) {
		return new EmissionsReport.Totals(new Energy(joules), Energy.ZERO, Energy.ZERO, new Emissions(1), Water.ZERO);
	}

	private static EmissionsReport report(Place place, GridIntensity intensity) {
		return new EmissionsReport(
				new EmissionsReport.Run("id-1", "shop", "experiment-1", "base", NOON, Duration.ofHours(2),
						TrackingMode.PROCESS, EmissionsReport.State.DEGRADED, 480, NOON.plusSeconds(7200)),
				new EmissionsReport.Totals(
						Energy.ofKwh(3), Energy.ofKwh(1), Energy.ofKwh(0.5), new Emissions(0.72), new Water(9)),
				new EmissionsReport.PowerDraw(new Power(42), null, new Power(8)),
				new EmissionsReport.Attribution(EmissionsReport.Rule.SHARE_OF_BUSY_TIME_ABOVE_IDLE_POWER,
						Energy.ofKwh(1.5), Energy.ofKwh(1), Energy.ofKwh(0.5), Energy.ofKwh(0.25), Energy.ofKwh(1.25)),
				place, intensity, new EmissionsReport.Factors(1.2, 2), null,
				List.of(new SourceDescription(Component.CPU, "Fake", "tdp-load", Quality.ESTIMATED, 12.5, "85 W"),
						new SourceDescription(Component.GPU, null, "nvml", Quality.MEASURED, Double.NaN, null)),
				List.of(),
				List.of(new OutputStatus("csv", OutputStatus.State.FAILING, NOON, "Disk full", 3, Energy.ofKwh(2),
						"run 7 at the server")),
				EmissionsTracker.noop().snapshot().tasks(),
				List.of(new Problem(NOON, "csv", "Disk full", "Make room", true)), Duration.ZERO);
	}

}
