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
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;

import io.codecarbon.carbon.GridIntensity;
import io.codecarbon.host.HostFacts;
import io.codecarbon.location.Place;
import io.codecarbon.power.Quality;
import io.codecarbon.power.SourceDescription;
import io.codecarbon.unit.Emissions;
import io.codecarbon.unit.Energy;
import io.codecarbon.unit.Power;
import io.codecarbon.unit.Water;
import org.jspecify.annotations.Nullable;

/**
 * What is known about a run, or about one task in it, up to the end of a window.
 * Immutable. All energy includes the PUE; power does not.
 *
 * @param run the run
 * @param totals what it used
 * @param power the last window's power
 * @param attribution how its energy is shared
 * @param place where it runs
 * @param carbonIntensity the intensity that held in the last window, {@code null} before
 * the first and while the place is being looked up: energy is priced once it is known
 * @param factors what energy is multiplied by
 * @param host the machine, {@code null} before it is known
 * @param hardware the sources of power and energy
 * @param sources the energy by source
 * @param outputs how the outputs are doing
 * @param tasks the tasks
 * @param problems what does not work
 * @param selfCpu the CPU time of the tracker's own threads
 */
public record EmissionsReport(Run run, Totals totals, PowerDraw power, Attribution attribution, Place place,
		@Nullable GridIntensity carbonIntensity, Factors factors, @Nullable HostFacts host,
		List<SourceDescription> hardware, List<SourceEnergy> sources, List<OutputStatus> outputs, Tasks tasks,
		List<Problem> problems, Duration selfCpu) {

	/**
	 * Returns what has been used since an earlier report of the same run.
	 * @param earlier the earlier report, {@code null} for the beginning of the run
	 * @return a report whose duration and totals are the difference
	 */
	public EmissionsReport since(@Nullable EmissionsReport earlier) {
		if (earlier == null) {
			return this;
		}
		return with(this.run.withDuration(this.run.duration().minus(earlier.run.duration())),
				this.totals.minus(earlier.totals), this.tasks);
	}

	/**
	 * Returns a report of one task: its own energy, without what ran inside it in other
	 * tasks, so that the reports of all tasks add up.
	 * @param task a task of this report
	 * @return a report whose duration and totals are those of the task
	 */
	public EmissionsReport of(Task task) {
		return with(this.run.withDuration(task.wallTime()), task.totals(), Tasks.of(task));
	}

	/**
	 * Returns a report of each task that has run, or runs.
	 * @return the reports by energy, largest first
	 */
	public List<EmissionsReport> ofTasks() {
		return this.tasks.byEnergy()
			.stream()
			.filter((task) -> task.invocations() > 0 || task.totals().energy().joules() > 0)
			.map(this::of)
			.toList();
	}

	EmissionsReport with(Run run, Totals totals, Tasks tasks) {
		return new EmissionsReport(run, totals, this.power, this.attribution, this.place, this.carbonIntensity,
				this.factors, this.host, this.hardware, this.sources, this.outputs, tasks, this.problems, this.selfCpu);
	}

	/**
	 * The run.
	 *
	 * @param id a UUID, {@code null} if no run was ever started
	 * @param projectName the name of the project
	 * @param experimentId the identifier of the experiment
	 * @param experimentName the name of the experiment
	 * @param startedAt when it was started, {@code null} if no run was ever started
	 * @param duration its length by the monotonic clock
	 * @param trackingMode whose energy it counts
	 * @param state what it is doing
	 * @param measurements how many measurements are complete
	 * @param lastMeasuredAt the end of the last window, {@code null} before the first
	 */
	public record Run(@Nullable String id, String projectName, String experimentId, String experimentName,
			@Nullable Instant startedAt, Duration duration, TrackingMode trackingMode, State state, long measurements,
			@Nullable Instant lastMeasuredAt) {

		Run withDuration(Duration duration) {
			return new Run(this.id, this.projectName, this.experimentId, this.experimentName, this.startedAt, duration,
					this.trackingMode, this.state, this.measurements, this.lastMeasuredAt);
		}

	}

	/**
	 * What a run is doing.
	 */
	public enum State {

		/** It is finding out what it can measure. */
		STARTING,

		/** It measures, or estimates. */
		RUNNING,

		/** Something that worked, or was asked for, does not work. */
		DEGRADED,

		/** Another run of this user goes on, so nothing is measured or known. */
		LOCKED_OUT,

		/** It has ended, or was never started. */
		STOPPED;

		@Override
		public String toString() {
			return name().toLowerCase(Locale.ROOT).replace('_', '-');
		}

	}

	/**
	 * What was used and emitted. A component that the machine does not have used nothing.
	 *
	 * @param cpuEnergy the energy of the processors
	 * @param gpuEnergy the energy of the graphics processors
	 * @param ramEnergy the energy of the memory
	 * @param emissions what all of it emitted
	 * @param water the water that the data centre used
	 */
	public record Totals(Energy cpuEnergy, Energy gpuEnergy, Energy ramEnergy, Emissions emissions, Water water) {

		static final Totals NONE = new Totals(Energy.ZERO, Energy.ZERO, Energy.ZERO, Emissions.ZERO, Water.ZERO);

		/**
		 * Returns the energy of all components.
		 * @return the sum
		 */
		public Energy energy() {
			return this.cpuEnergy.plus(this.gpuEnergy).plus(this.ramEnergy);
		}

		/**
		 * Returns the mean rate of the emissions.
		 * @param duration the time in which they were emitted
		 * @return kilograms per second, 0 for no time
		 */
		public double emissionsRateKgPerSecond(Duration duration) {
			double seconds = duration.toNanos() / 1e9;
			return (seconds > 0) ? this.emissions.kg() / seconds : 0;
		}

		Totals minus(Totals earlier) {
			return new Totals(minus(this.cpuEnergy, earlier.cpuEnergy), minus(this.gpuEnergy, earlier.gpuEnergy),
					minus(this.ramEnergy, earlier.ramEnergy),
					new Emissions(this.emissions.kg() - earlier.emissions.kg()),
					new Water(this.water.litres() - earlier.water.litres()));
		}

		private static Energy minus(Energy later, Energy earlier) {
			return new Energy(later.joules() - earlier.joules());
		}

	}

	/**
	 * Power by component, {@code null} for one that the machine does not have or that
	 * could not be read.
	 *
	 * @param cpu the power of the processors
	 * @param gpu the power of the graphics processors
	 * @param ram the power of the memory
	 */
	public record PowerDraw(@Nullable Power cpu, @Nullable Power gpu, @Nullable Power ram) {

		static final PowerDraw UNKNOWN = new PowerDraw(null, null, null);

	}

	/**
	 * How energy is shared. The attributed and the unattributed energy add up to the
	 * total.
	 *
	 * @param rule the rule in force
	 * @param attributed the energy of all tasks
	 * @param idle the energy of capacity that nobody used
	 * @param otherProcesses the energy of other processes
	 * @param jvm the energy of the JVM's own threads
	 * @param untracked the energy of the application's threads outside of tasks
	 */
	public record Attribution(Rule rule, Energy attributed, Energy idle, Energy otherProcesses, Energy jvm,
			Energy untracked) {

		/**
		 * Returns the energy of no task.
		 * @return the sum of all reasons
		 */
		public Energy unattributed() {
			return this.idle.plus(this.otherProcesses).plus(this.jvm).plus(this.untracked);
		}

	}

	/**
	 * By which rule energy is shared.
	 */
	public enum Rule {

		/** By CPU time over the capacity of the machine. */
		SHARE_OF_CAPACITY,

		/**
		 * The configured idle power goes to nobody, the rest by CPU time over busy time.
		 */
		SHARE_OF_BUSY_TIME_ABOVE_IDLE_POWER;

		@Override
		public String toString() {
			return name().toLowerCase(Locale.ROOT).replace('_', '-');
		}

	}

	/**
	 * What energy is multiplied by.
	 *
	 * @param pue the power usage effectiveness of the data centre, at least 1
	 * @param wue its water usage effectiveness in litres per kWh
	 */
	public record Factors(double pue, double wue) {
	}

	/**
	 * The energy of one source.
	 *
	 * @param source the source
	 * @param energy its energy in the run
	 * @param emissions what it emitted
	 */
	public record SourceEnergy(SourceDescription source, Energy energy, Emissions emissions) {
	}

	/**
	 * A task. What is inclusive counts what ran inside it, in other tasks, as well.
	 *
	 * @param name its name
	 * @param kind its kind
	 * @param invocations executions that have ended
	 * @param failures executions that have failed
	 * @param active executions that are going on
	 * @param cpuTime the CPU time of the task itself
	 * @param wallTime wall-clock time, summed over the executions
	 * @param totals energy and emissions of the task itself
	 * @param inclusiveTotals inclusive energy and emissions
	 * @param measuredEnergy how much of its own energy was read from meters
	 */
	public record Task(String name, TaskKind kind, long invocations, long failures, int active, Duration cpuTime,
			Duration wallTime, Totals totals, Totals inclusiveTotals, Energy measuredEnergy) {

		/**
		 * Returns how most of the task's energy came about.
		 * @return measured if meters saw more than half of it
		 */
		public Quality quality() {
			return (this.measuredEnergy.joules() > this.totals.energy().joules() / 2) ? Quality.MEASURED
					: Quality.ESTIMATED;
		}

	}

	/**
	 * The tasks of a run. Immutable.
	 */
	public static final class Tasks {

		static final Tasks NONE = new Tasks(0, List::of);

		private final int size;

		private final Supplier<List<Task>> tasks;

		private volatile @Nullable Index index;

		// Sorted when first asked for: sorting a thousand tasks is too much for each
		// window, and for each of a thousand meters.
		Tasks(int size, Supplier<List<Task>> tasks) {
			this.size = size;
			this.tasks = tasks;
		}

		static Tasks of(Task task) {
			return of(List.of(task));
		}

		/**
		 * Returns tasks.
		 * @param tasks the tasks, in any order
		 * @return the same
		 */
		public static Tasks of(List<Task> tasks) {
			List<Task> copy = List.copyOf(tasks);
			return new Tasks(copy.size(), () -> copy);
		}

		/**
		 * Returns how many tasks there are, which costs nothing.
		 * @return their number
		 */
		public int size() {
			return this.size;
		}

		/**
		 * Returns all tasks.
		 * @return the tasks by energy, largest first
		 */
		public List<Task> byEnergy() {
			return index().byEnergy();
		}

		/**
		 * Returns the tasks of a name.
		 * @param name the name
		 * @return the tasks of that name, of whatever kind, by energy
		 */
		public List<Task> named(String name) {
			return index().byName().getOrDefault(name, List.of());
		}

		private Index index() {
			Index index = this.index;
			if (index == null) {
				index = Index.of(this.tasks.get());
				this.index = index;
			}
			return index;
		}

		private record Index(List<Task> byEnergy, Map<String, List<Task>> byName) {

			static Index of(List<Task> tasks) {
				List<Task> byEnergy = tasks.stream()
					.sorted(Comparator.comparingDouble((Task task) -> task.totals().energy().joules())
						.reversed()
						.thenComparing(Task::name))
					.toList();
				Map<String, List<Task>> byName = new HashMap<>();
				for (Task task : byEnergy) {
					byName.merge(task.name(), List.of(task),
							(some, more) -> Stream.concat(some.stream(), more.stream()).toList());
				}
				return new Index(byEnergy, byName);
			}

		}

	}

}
