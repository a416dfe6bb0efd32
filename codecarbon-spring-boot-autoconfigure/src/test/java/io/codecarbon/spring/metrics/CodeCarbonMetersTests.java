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

package io.codecarbon.spring.metrics;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import io.codecarbon.location.Place;
import io.codecarbon.spring.RunningTrackers;
import io.codecarbon.tracker.EmissionsReport;
import io.codecarbon.tracker.EmissionsTracker;
import io.codecarbon.tracker.SampleReports;
import io.codecarbon.tracker.TaskKind;
import io.codecarbon.tracker.TrackedTask;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.mockito.BDDMockito.given;
import static org.mockito.Mockito.mock;

class CodeCarbonMetersTests {

	private static final Pattern TYPE = Pattern.compile("# TYPE (\\S+) (\\S+)");

	private final CodeCarbonMeters meters = new CodeCarbonMeters(this::tracker);

	private final EmissionsTracker tracker = RunningTrackers.tracker(List.of(this.meters));

	private EmissionsTracker tracker() {
		return this.tracker;
	}

	@AfterEach
	void stopTracker() {
		this.tracker.close();
	}

	@Test
	void hasThePrometheusNamesAndTagsOfTheContract() {
		PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
		this.meters.bindTo(registry);
		this.tracker.start();
		RunningTrackers.run(method("score"), false);
		this.tracker.flush();
		String scrape = registry.scrape();
		String tags = "project_name=\"shop\",";
		String mode = "tracking_mode=\"machine\"";
		assertThat(scrape).contains(Set
			.of("codecarbon_duration", "codecarbon_emissions", "codecarbon_emissions_rate", "codecarbon_cpu_power",
					"codecarbon_gpu_power", "codecarbon_ram_power", "codecarbon_cpu_energy", "codecarbon_gpu_energy",
					"codecarbon_ram_energy", "codecarbon_energy_consumed", "codecarbon_water_consumed",
					"codecarbon_carbon_intensity")
			.stream()
			.map((name) -> "\n" + name + "{" + tags + mode + "} ")
			.toList());
		assertThat(scrape).contains(
				"\ncodecarbon_energy_joules_total{component=\"cpu\"," + tags
						+ "quality=\"measured\",source=\"fake-meter\"," + mode + "} ",
				"\ncodecarbon_energy_joules_total{component=\"ram\"," + tags
						+ "quality=\"estimated\",source=\"fake-model\"," + mode + "} ",
				"\ncodecarbon_co2e_grams_total{component=\"cpu\"," + tags + mode + "} ",
				"\ncodecarbon_co2e_grams_total{component=\"ram\"," + tags + mode + "} ",
				"\ncodecarbon_task_energy_joules_total{kind=\"method\"," + tags + "quality=\"measured\",task=\"score\","
						+ mode + "} ",
				"\ncodecarbon_task_energy_joules_total{kind=\"method\"," + tags
						+ "quality=\"estimated\",task=\"score\"," + mode + "} ",
				"\ncodecarbon_task_co2e_grams_total{kind=\"method\"," + tags + "task=\"score\"," + mode + "} ",
				"\ncodecarbon_task_invocations_total{kind=\"method\",outcome=\"success\"," + tags + "task=\"score\","
						+ mode + "} 1.0\n",
				"\ncodecarbon_task_invocations_total{kind=\"method\",outcome=\"failure\"," + tags + "task=\"score\","
						+ mode + "} 0.0\n",
				"\ncodecarbon_self_cpu_seconds_total{" + tags + mode + "} ");
		assertThat(List.of("idle", "other-processes", "jvm", "untracked")).allSatisfy((reason) -> assertThat(scrape)
			.contains("\ncodecarbon_unattributed_energy_joules_total{" + tags + "reason=\"" + reason + "\"," + mode));
	}

	@Test
	void whatARunThatIsLockedOutUsesIsUnknown() {
		EmissionsTracker lockedOut = mock(EmissionsTracker.class);
		given(lockedOut.snapshot()).willReturn(SampleReports.builder().state(EmissionsReport.State.LOCKED_OUT).build());
		PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
		new CodeCarbonMeters(() -> lockedOut).bindTo(registry);
		assertThat(registry.scrape().lines()).filteredOn((line) -> line.startsWith("codecarbon"))
			.isNotEmpty()
			.allSatisfy((line) -> assertThat(line).endsWith(" NaN"));
	}

	@Test
	void noNameIsBothAGaugeAndACounter() {
		PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
		this.meters.bindTo(registry);
		this.tracker.start();
		RunningTrackers.run(method("score"), false);
		this.tracker.flush();
		Set<String> gauges = names(registry, "gauge");
		Set<String> counters = names(registry, "counter");
		assertThat(gauges).hasSize(12).noneMatch((name) -> name.endsWith("total"));
		assertThat(counters).hasSize(7).allMatch((name) -> name.endsWith("_total"));
		assertThat(gauges).doesNotContainAnyElementsOf(counters)
			.doesNotContainAnyElementsOf(
					counters.stream().map((name) -> name.substring(0, name.length() - "_total".length())).toList());
	}

	@Test
	void gaugesShowTheRunInCodeCarbonsUnits() {
		MeterRegistry registry = started();
		this.tracker.flush();
		this.tracker.stop();
		EmissionsReport report = this.tracker.snapshot();
		assertThat(gauge(registry, "codecarbon.cpu.power")).isCloseTo(40, within(1e-9));
		assertThat(gauge(registry, "codecarbon.ram.power")).isCloseTo(10, within(1e-9));
		assertThat(gauge(registry, "codecarbon.carbon.intensity")).isEqualTo(100);
		assertThat(gauge(registry, "codecarbon.duration")).isEqualTo(report.run().duration().toNanos() / 1e9)
			.isPositive();
		assertThat(gauge(registry, "codecarbon.energy.consumed"))
			.isCloseTo(50 * gauge(registry, "codecarbon.duration") / 3_600_000, within(1e-12));
		assertThat(gauge(registry, "codecarbon.emissions"))
			.isCloseTo(gauge(registry, "codecarbon.energy.consumed") * 0.1, within(1e-12));
		assertThat(gauge(registry, "codecarbon.emissions.rate"))
			.isCloseTo(gauge(registry, "codecarbon.emissions") / gauge(registry, "codecarbon.duration"), within(1e-12));
		assertThat(gauge(registry, "codecarbon.water.consumed"))
			.isCloseTo(gauge(registry, "codecarbon.energy.consumed") * 2, within(1e-12));
		assertThat(gauge(registry, "codecarbon.gpu.energy")).isZero();
	}

	@Test
	void whatIsUnknownIsNotANumber() {
		SimpleMeterRegistry registry = new SimpleMeterRegistry();
		this.meters.bindTo(registry);
		assertThat(gauge(registry, "codecarbon.cpu.power")).isNaN();
		assertThat(gauge(registry, "codecarbon.gpu.power")).isNaN();
		assertThat(gauge(registry, "codecarbon.carbon.intensity")).isNaN();
		assertThat(gauge(registry, "codecarbon.emissions")).isZero();
	}

	@Test
	void energyOfSourcesIsThatOfTasksAndUnattributed() {
		MeterRegistry registry = started();
		RunningTrackers.run(method("score"), false);
		this.tracker.stop();
		assertThat(sum(registry, "codecarbon.energy")).isPositive()
			.isCloseTo(sum(registry, "codecarbon.task.energy") + sum(registry, "codecarbon.unattributed.energy"),
					within(1e-6));
		assertThat(sum(registry, "codecarbon.co2e")).isCloseTo(gauge(registry, "codecarbon.emissions") * 1000,
				within(1e-9));
	}

	@Test
	void splitsTheEnergyOfATaskByQuality() {
		MeterRegistry registry = started();
		RunningTrackers.run(method("score"), false);
		this.tracker.stop();
		double measured = registry.get("codecarbon.task.energy").tag("quality", "measured").functionCounter().count();
		double estimated = registry.get("codecarbon.task.energy").tag("quality", "estimated").functionCounter().count();
		assertThat(estimated).isPositive();
		assertThat(measured).isCloseTo(4 * estimated, within(1e-9));
	}

	@Test
	void countsFailuresApartFromSuccesses() {
		MeterRegistry registry = started();
		TrackedTask task = method("score");
		RunningTrackers.run(task, false);
		RunningTrackers.run(task, true);
		RunningTrackers.run(task, false);
		this.tracker.flush();
		assertThat(invocations(registry, "score", "success")).isEqualTo(2);
		assertThat(invocations(registry, "score", "failure")).isEqualTo(1);
	}

	@Test
	void addsTasksThatDifferInTheirPlaceOnly() {
		MeterRegistry registry = started();
		Place france = new Place("FRA", "France", null, null, null, null, null, Place.Source.CONFIGURED);
		RunningTrackers.run(method("score"), false);
		RunningTrackers.run(this.tracker.instrument("score", TaskKind.METHOD, france), false);
		RunningTrackers.run(this.tracker.instrument("score", TaskKind.MANUAL, null), false);
		this.tracker.flush();
		assertThat(registry.get("codecarbon.task.invocations")
			.tags("task", "score", "kind", "method", "outcome", "success")
			.functionCounter()
			.count()).isEqualTo(2);
		assertThat(registry.get("codecarbon.task.invocations")
			.tags("task", "score", "kind", "manual", "outcome", "success")
			.functionCounter()
			.count()).isEqualTo(1);
	}

	@Test
	void publishesTasksThatAppearLaterInAllRegistries() {
		SimpleMeterRegistry first = new SimpleMeterRegistry();
		CompositeMeterRegistry second = new CompositeMeterRegistry();
		SimpleMeterRegistry child = new SimpleMeterRegistry();
		this.meters.bindTo(first);
		this.meters.bindTo(second);
		this.tracker.start();
		RunningTrackers.run(method("early"), false);
		this.tracker.flush();
		second.add(child);
		RunningTrackers.run(method("late"), false);
		this.tracker.flush();
		assertThat(List.of(first, child)).allSatisfy((registry) -> {
			assertThat(invocations(registry, "early", "success")).isEqualTo(1);
			assertThat(invocations(registry, "late", "success")).isEqualTo(1);
		});
	}

	@Test
	void publishesWhatIsKnownAlreadyWhenBoundLate() {
		this.tracker.start();
		RunningTrackers.run(method("score"), false);
		this.tracker.flush();
		SimpleMeterRegistry registry = new SimpleMeterRegistry();
		this.meters.bindTo(registry);
		assertThat(invocations(registry, "score", "success")).isEqualTo(1);
	}

	@Test
	void toleratesBeingBoundToARegistryTwice() {
		MeterRegistry registry = started();
		this.meters.bindTo(registry);
		RunningTrackers.run(method("score"), false);
		this.tracker.flush();
		assertThat(registry.getMeters()).doesNotHaveDuplicates().extracting(Meter::getId).doesNotHaveDuplicates();
		assertThat(invocations(registry, "score", "success")).isEqualTo(1);
	}

	@Test
	void forgetsARegistryThatIsClosed() {
		SimpleMeterRegistry registry = new SimpleMeterRegistry();
		this.meters.bindTo(registry);
		registry.close();
		this.tracker.start();
		RunningTrackers.run(method("score"), false);
		this.tracker.flush();
		assertThat(registry.find("codecarbon.task.invocations").meters()).isEmpty();
		assertThat(this.tracker.snapshot().problems()).isEmpty();
	}

	@Test
	void countersGoOnOverARestart() {
		MeterRegistry registry = started();
		RunningTrackers.run(method("score"), false);
		this.tracker.stop();
		double energy = sum(registry, "codecarbon.energy");
		assertThat(invocations(registry, "score", "success")).isEqualTo(1);
		this.tracker.start();
		this.tracker.flush();
		assertThat(sum(registry, "codecarbon.energy")).isGreaterThan(energy);
		assertThat(invocations(registry, "score", "success")).isEqualTo(1);
		RunningTrackers.run(method("score"), false);
		this.tracker.flush();
		assertThat(invocations(registry, "score", "success")).isEqualTo(2);
	}

	@Test
	void aCounterDoesNotFallWithItsFigure() {
		this.tracker.start();
		List<Double> figures = new ArrayList<>(List.of(3.0, 2.999999999, 4.0));
		GrowingFigure figure = new GrowingFigure((report) -> figures.remove(0));
		assertThat(figure.applyAsDouble(this.tracker)).isEqualTo(3);
		assertThat(figure.applyAsDouble(this.tracker)).isEqualTo(3);
		assertThat(figure.applyAsDouble(this.tracker)).isEqualTo(4);
	}

	private MeterRegistry started() {
		SimpleMeterRegistry registry = new SimpleMeterRegistry();
		this.meters.bindTo(registry);
		this.tracker.start();
		return registry;
	}

	private TrackedTask method(String name) {
		return this.tracker.instrument(name, TaskKind.METHOD, null);
	}

	private static double gauge(MeterRegistry registry, String name) {
		return registry.get(name).gauge().value();
	}

	private static double sum(MeterRegistry registry, String name) {
		return registry.get(name).functionCounters().stream().mapToDouble((counter) -> counter.count()).sum();
	}

	private static double invocations(MeterRegistry registry, String task, String outcome) {
		return registry.get("codecarbon.task.invocations")
			.tags("task", task, "outcome", outcome)
			.functionCounter()
			.count();
	}

	private static Set<String> names(PrometheusMeterRegistry registry, String type) {
		return TYPE.matcher(registry.scrape())
			.results()
			.filter((result) -> result.group(2).equals(type))
			.map((MatchResult result) -> result.group(1))
			.collect(Collectors.toCollection(TreeSet::new));
	}

}
