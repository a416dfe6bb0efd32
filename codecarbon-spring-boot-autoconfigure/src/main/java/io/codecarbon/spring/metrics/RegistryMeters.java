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

import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

import io.codecarbon.power.Component;
import io.codecarbon.power.Quality;
import io.codecarbon.power.SourceDescription;
import io.codecarbon.tracker.EmissionsReport;
import io.codecarbon.tracker.EmissionsReport.Attribution;
import io.codecarbon.tracker.EmissionsReport.SourceEnergy;
import io.codecarbon.tracker.EmissionsReport.State;
import io.codecarbon.tracker.EmissionsReport.Task;
import io.codecarbon.tracker.EmissionsTracker;
import io.codecarbon.tracker.TaskKind;
import io.codecarbon.unit.Energy;
import io.codecarbon.unit.Power;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import org.jspecify.annotations.Nullable;

/**
 * The meters of one tracker in one registry. Each reads the tracker's last window when it
 * is read.
 */
final class RegistryMeters {

	private final MeterRegistry registry;

	private final EmissionsTracker tracker;

	private final Tags tags;

	private final Set<Object> registered = new HashSet<>();

	private @Nullable String runId;

	private int sources;

	private int tasks;

	RegistryMeters(MeterRegistry registry, EmissionsTracker tracker) {
		this.registry = registry;
		this.tracker = tracker;
		EmissionsReport.Run run = tracker.snapshot().run();
		this.tags = Tags.of("project_name", run.projectName(), "tracking_mode", run.trackingMode().toString());
	}

	boolean isOf(MeterRegistry registry) {
		return this.registry.equals(registry);
	}

	boolean isClosed() {
		return this.registry.isClosed();
	}

	/**
	 * Registers the meters of the run, and of all sources and tasks that are known.
	 */
	void register() {
		registerGauges();
		unattributed("idle", Attribution::idle);
		unattributed("other-processes", Attribution::otherProcesses);
		unattributed("jvm", Attribution::jvm);
		unattributed("untracked", Attribution::untracked);
		counter("codecarbon.self.cpu", "seconds", "CPU time of the tracker's own threads", Tags.empty(),
				(report) -> report.selfCpu().toNanos() / 1e9);
		registerNew();
	}

	/**
	 * Registers the meters of sources and tasks that have become known since. Cheap where
	 * there are none: a run only ever gets more.
	 */
	synchronized void registerNew() {
		EmissionsReport report = this.tracker.snapshot();
		boolean sameRun = Objects.equals(this.runId, report.run().id());
		if (!sameRun || this.sources != report.sources().size()) {
			this.sources = report.sources().size();
			report.sources().stream().map(SourceEnergy::source).forEach(this::registerSource);
		}
		if (!sameRun || this.tasks != report.tasks().size()) {
			this.tasks = report.tasks().size();
			report.tasks().byEnergy().stream().map(TaskId::of).forEach(this::registerTask);
		}
		this.runId = report.run().id();
	}

	// None has a base unit: registries would add it to the name, and CodeCarbon's names
	// have none.
	private void registerGauges() {
		gauge("codecarbon.duration", "Duration of the run in seconds", (report) -> seconds(report.run()));
		gauge("codecarbon.emissions", "Emissions of the run in kg CO2e", (report) -> report.totals().emissions().kg());
		gauge("codecarbon.emissions.rate", "Mean rate of the run's emissions in kg CO2e per second",
				(report) -> report.totals().emissionsRateKgPerSecond(report.run().duration()));
		gauge("codecarbon.cpu.power", "Power of the CPU in watts", (report) -> watts(report.power().cpu()));
		gauge("codecarbon.gpu.power", "Power of the GPU in watts", (report) -> watts(report.power().gpu()));
		gauge("codecarbon.ram.power", "Power of the RAM in watts", (report) -> watts(report.power().ram()));
		gauge("codecarbon.cpu.energy", "Energy of the CPU in kWh", (report) -> report.totals().cpuEnergy().kwh());
		gauge("codecarbon.gpu.energy", "Energy of the GPU in kWh", (report) -> report.totals().gpuEnergy().kwh());
		gauge("codecarbon.ram.energy", "Energy of the RAM in kWh", (report) -> report.totals().ramEnergy().kwh());
		gauge("codecarbon.energy.consumed", "Energy of the run in kWh", (report) -> report.totals().energy().kwh());
		gauge("codecarbon.water.consumed", "Water of the run in litres", (report) -> report.totals().water().litres());
		gauge("codecarbon.carbon.intensity", "Carbon intensity in force in g CO2e per kWh",
				(report) -> (report.carbonIntensity() != null) ? report.carbonIntensity().intensity().gramsPerKwh()
						: Double.NaN);
	}

	private void registerSource(SourceDescription source) {
		SourceId id = SourceId.of(source);
		if (this.registered.add(id)) {
			counter("codecarbon.energy", "joules", "Energy by component and source",
					Tags.of("component", id.component().toString(), "source", id.source(), "quality",
							id.quality().toString()),
					(report) -> sum(report.sources(),
							(energy) -> SourceId.of(energy.source()).equals(id) ? energy.energy().joules() : 0));
		}
		Component component = id.component();
		if (this.registered.add(component)) {
			counter("codecarbon.co2e", "grams", "Emissions by component", Tags.of("component", component.toString()),
					(report) -> sum(report.sources(), (energy) -> (energy.source().component() == component)
							? energy.emissions().kg() * 1000 : 0));
		}
	}

	private void registerTask(TaskId id) {
		if (!this.registered.add(id)) {
			return;
		}
		taskEnergy(id, Quality.MEASURED, (task) -> task.measuredEnergy().joules());
		taskEnergy(id, Quality.ESTIMATED, (task) -> task.totals().energy().joules() - task.measuredEnergy().joules());
		task("codecarbon.task.co2e", "grams", "Emissions of a task itself", id, Tags.empty(),
				(task) -> task.totals().emissions().kg() * 1000);
		taskInvocations(id, "success", (task) -> task.invocations() - task.failures());
		taskInvocations(id, "failure", Task::failures);
	}

	private void taskEnergy(TaskId id, Quality quality, ToDoubleFunction<Task> figure) {
		task("codecarbon.task.energy", "joules", "Energy of a task itself", id, Tags.of("quality", quality.toString()),
				figure);
	}

	private void taskInvocations(TaskId id, String outcome, ToDoubleFunction<Task> figure) {
		task("codecarbon.task.invocations", null, "Executions of a task that have ended", id,
				Tags.of("outcome", outcome), figure);
	}

	// Tasks that differ in their place only are one: no tag tells them apart.
	private void task(String name, @Nullable String unit, String description, TaskId id, Tags tags,
			ToDoubleFunction<Task> figure) {
		counter(name, unit, description, Tags.of("task", id.name(), "kind", id.kind().toString()).and(tags),
				(report) -> sum(report.tasks().named(id.name()),
						(task) -> (task.kind() == id.kind()) ? figure.applyAsDouble(task) : 0));
	}

	private void unattributed(String reason, Function<Attribution, Energy> figure) {
		counter("codecarbon.unattributed.energy", "joules", "Energy of no task, by reason", Tags.of("reason", reason),
				(report) -> figure.apply(report.attribution()).joules());
	}

	private void counter(String name, @Nullable String unit, String description, Tags tags,
			ToDoubleFunction<EmissionsReport> figure) {
		FunctionCounter.builder(name, this.tracker, new GrowingFigure(figure))
			.baseUnit(unit)
			.description(description)
			.tags(this.tags.and(tags))
			.register(this.registry);
	}

	private void gauge(String name, String description, ToDoubleFunction<EmissionsReport> figure) {
		Gauge.builder(name, this.tracker, (tracker) -> known(figure, tracker.snapshot()))
			.description(description)
			.tags(this.tags)
			.register(this.registry);
	}

	private static double known(ToDoubleFunction<EmissionsReport> figure, EmissionsReport report) {
		return (report.run().state() == State.LOCKED_OUT) ? Double.NaN : figure.applyAsDouble(report);
	}

	private static double seconds(EmissionsReport.Run run) {
		return run.duration().toNanos() / 1e9;
	}

	private static double watts(@Nullable Power power) {
		return (power != null) ? power.watts() : Double.NaN;
	}

	private static <T> double sum(List<T> parts, ToDoubleFunction<T> figure) {
		return parts.stream().mapToDouble(figure).sum();
	}

	/** What tells the energy meters of sources apart: two alike cards are one. */
	private record SourceId(Component component, String source, Quality quality) {

		static SourceId of(SourceDescription source) {
			return new SourceId(source.component(), source.source(), source.quality());
		}

	}

	private record TaskId(String name, TaskKind kind) {

		static TaskId of(Task task) {
			return new TaskId(task.name(), task.kind());
		}

	}

}
