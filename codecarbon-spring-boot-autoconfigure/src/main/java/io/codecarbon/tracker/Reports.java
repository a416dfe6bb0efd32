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
import java.util.List;

import io.codecarbon.carbon.GridIntensity;
import io.codecarbon.host.HostFacts;
import io.codecarbon.location.Place;
import io.codecarbon.power.SourceDescription;
import io.codecarbon.tracker.EmissionsReport.Attribution;
import io.codecarbon.tracker.EmissionsReport.Factors;
import io.codecarbon.tracker.EmissionsReport.PowerDraw;
import io.codecarbon.tracker.EmissionsReport.Rule;
import io.codecarbon.tracker.EmissionsReport.SourceEnergy;
import io.codecarbon.tracker.EmissionsReport.State;
import io.codecarbon.tracker.EmissionsReport.Task;
import io.codecarbon.tracker.EmissionsReport.Tasks;
import io.codecarbon.tracker.EmissionsReport.Totals;
import io.codecarbon.tracker.RunFigures.Unattributed;
import io.codecarbon.tracker.TaskFigures.Usage;
import io.codecarbon.unit.Emissions;
import io.codecarbon.unit.Energy;
import io.codecarbon.unit.Power;
import io.codecarbon.unit.Water;
import org.jspecify.annotations.Nullable;

/**
 * Turns the ledger's figures into what users see of them.
 */
final class Reports {

	private Reports() {
	}

	static EmissionsReport empty(TrackerSettings settings) {
		return report(settings, new Window(null, null, settings.place()), State.STOPPED, List.of(), List.of());
	}

	static EmissionsReport lockedOut(TrackerSettings settings, List<OutputStatus> outputs, Problem problem) {
		List<OutputStatus> disabled = outputs.stream()
			.map((output) -> new OutputStatus(output.name(), OutputStatus.State.DISABLED, output.lastSuccessAt(),
					output.lastError(), output.pending(), output.pendingEnergy(), output.detail()))
			.toList();
		return report(settings, new Window(null, null, settings.place()), State.LOCKED_OUT, disabled, List.of(problem));
	}

	static EmissionsReport report(TrackerSettings settings, Window window, State state, List<OutputStatus> outputs,
			List<Problem> problems) {
		RunFigures figures = window.figures();
		EmissionsReport.Run run = new EmissionsReport.Run(window.runId(), settings.projectName(),
				settings.experimentId(), settings.experimentName(), window.startedAt(),
				Duration.ofNanos(figures.nanos()), settings.trackingMode(), state, window.measurements(),
				window.endedAt());
		return new EmissionsReport(run, totals(figures.total(), settings.wue()),
				new PowerDraw(power(figures.cpuWatts()), power(figures.gpuWatts()), power(figures.ramWatts())),
				attribution(settings, figures), window.place(), window.intensity(),
				new Factors(settings.pue(), settings.wue()), window.host(), window.hardware(),
				figures.sources()
					.stream()
					.map((source) -> new SourceEnergy(source.source(), new Energy(source.joules()),
							new Emissions(source.emissionsKg())))
					.toList(),
				outputs, window.tasks(), problems, Duration.ofNanos(window.selfCpuNanos()));
	}

	private static Attribution attribution(TrackerSettings settings, RunFigures figures) {
		Unattributed unattributed = figures.unattributed();
		return new Attribution(
				(settings.idlePower() != null) ? Rule.SHARE_OF_BUSY_TIME_ABOVE_IDLE_POWER : Rule.SHARE_OF_CAPACITY,
				new Energy(figures.attributedJoules()), new Energy(unattributed.idle()),
				new Energy(unattributed.otherProcesses()), new Energy(unattributed.jvm()),
				new Energy(unattributed.untracked()));
	}

	static Tasks tasks(List<TaskFigures> figures, double wue) {
		return new Tasks(figures.size(), () -> figures.stream().map((task) -> task(task, wue)).toList());
	}

	static Task task(TaskFigures figures, double wue) {
		TaskDefinition definition = figures.definition();
		return new Task(definition.name(), definition.kind(), figures.invocations(), figures.failures(),
				figures.active(), Duration.ofNanos(figures.cpuNanos()), Duration.ofNanos(figures.wallNanos()),
				totals(figures.self(), wue), totals(inclusive(figures), wue),
				new Energy(figures.self().measuredJoules()));
	}

	// The clock of a thread is read a moment after what it had settled, so for one window
	// the inclusive figure can be behind.
	private static Usage inclusive(TaskFigures figures) {
		return (figures.inclusive().joules() >= figures.self().joules()) ? figures.inclusive() : figures.self();
	}

	private static Totals totals(Usage usage, double wue) {
		return new Totals(new Energy(usage.cpuJoules()), new Energy(usage.gpuJoules()), new Energy(usage.ramJoules()),
				new Emissions(usage.emissionsKg()), new Water(new Energy(usage.joules()).kwh() * wue));
	}

	private static @Nullable Power power(double watts) {
		return Double.isNaN(watts) ? null : new Power(watts);
	}

	/**
	 * A run at the end of a window. Immutable.
	 *
	 * @param runId the run, {@code null} if there was none
	 * @param startedAt when it was started, {@code null} if it was not
	 * @param measurements how many measurements are complete
	 * @param figures the figures
	 * @param endedAt when the window ended, {@code null} before the first one
	 * @param place where the run is, as far as that is known
	 * @param intensity the carbon intensity that held in the window, {@code null} before
	 * the first one, and while it is not known
	 * @param host the machine, {@code null} before it is known
	 * @param hardware the sources
	 * @param selfCpuNanos the CPU time of the tracker's own threads
	 * @param tasks the tasks
	 */
	record Window(@Nullable String runId, @Nullable Instant startedAt, long measurements, RunFigures figures,
			@Nullable Instant endedAt, Place place, @Nullable GridIntensity intensity, @Nullable HostFacts host,
			List<SourceDescription> hardware, long selfCpuNanos, Tasks tasks) {

		Window(@Nullable String runId, @Nullable Instant startedAt, Place place) {
			this(runId, startedAt, 0, RunFigures.NONE, null, place, null, null, List.of(), 0, Tasks.NONE);
		}

	}

}
