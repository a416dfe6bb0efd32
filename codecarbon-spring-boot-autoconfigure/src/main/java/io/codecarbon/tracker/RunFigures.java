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

import java.util.List;

import io.codecarbon.power.SourceDescription;
import io.codecarbon.tracker.TaskFigures.Usage;

/**
 * What a run has used up to the end of a window. Immutable; no sum is ever less than in
 * the window before. Energy includes the PUE; power, in watts, does not.
 *
 * @param nanos the length of the run by the monotonic clock
 * @param total the energy of the run, and what it emitted
 * @param attributedJoules the energy of all tasks
 * @param unattributed the energy of no task, by reason
 * @param cpuWatts the last window's power of the processors, NaN where unknown
 * @param gpuWatts the last window's power of the graphics processors, NaN where unknown
 * @param ramWatts the last window's power of the memory, NaN where unknown
 * @param sources the energy by source
 * @param untrackedCpuNanos the CPU time of the application's threads outside of tasks
 * @param jvmCpuNanos the CPU time of the JVM's own threads
 * @param tasks the tasks
 */
record RunFigures(long nanos, Usage total, double attributedJoules, Unattributed unattributed, double cpuWatts,
		double gpuWatts, double ramWatts, List<SourceFigures> sources, long untrackedCpuNanos, long jvmCpuNanos,
		List<TaskFigures> tasks) {

	static final RunFigures NONE = new RunFigures(0, Usage.NONE, 0, Unattributed.NONE, Double.NaN, Double.NaN,
			Double.NaN, List.of(), 0, 0, List.of());

	/**
	 * Energy of no task, in joules.
	 *
	 * @param idle capacity that nobody used
	 * @param otherProcesses other processes, and what the hypervisor gave to others
	 * @param jvm the JVM's own threads
	 * @param untracked threads of this application outside of tasks
	 */
	record Unattributed(double idle, double otherProcesses, double jvm, double untracked) {

		static final Unattributed NONE = new Unattributed(0, 0, 0, 0);

		double joules() {
			return this.idle + this.otherProcesses + this.jvm + this.untracked;
		}

		Unattributed plus(Unattributed other) {
			return new Unattributed(this.idle + other.idle, this.otherProcesses + other.otherProcesses,
					this.jvm + other.jvm, this.untracked + other.untracked);
		}

	}

	/**
	 * The energy of a source.
	 *
	 * @param source the source
	 * @param joules its energy
	 * @param emissionsKg what it emitted
	 */
	record SourceFigures(SourceDescription source, double joules, double emissionsKg) {
	}

}
