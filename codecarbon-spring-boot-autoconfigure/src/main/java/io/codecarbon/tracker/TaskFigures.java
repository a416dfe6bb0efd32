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

/**
 * What a task has used up to the end of a window. Immutable; no figure is ever less than
 * in the window before. What is inclusive counts what ran inside the task as well.
 *
 * @param definition the task
 * @param cpuNanos CPU time
 * @param inclusiveCpuNanos inclusive CPU time
 * @param wallNanos wall-clock time, summed over the executions
 * @param invocations executions that have ended
 * @param failures executions that have failed
 * @param active executions that were going on at the end of the window
 * @param self energy of the task itself
 * @param inclusive inclusive energy
 */
record TaskFigures(TaskDefinition definition, long cpuNanos, long inclusiveCpuNanos, long wallNanos, long invocations,
		long failures, int active, Usage self, Usage inclusive) {

	static TaskFigures none(TaskDefinition definition) {
		return new TaskFigures(definition, 0, 0, 0, 0, 0, 0, Usage.NONE, Usage.NONE);
	}

	/**
	 * Energy and what it emitted.
	 *
	 * @param cpuJoules energy of the processors
	 * @param gpuJoules energy of the graphics processors
	 * @param ramJoules energy of the memory
	 * @param measuredJoules how much of it was read from meters
	 * @param emissionsKg emissions at the task's own price
	 */
	record Usage(double cpuJoules, double gpuJoules, double ramJoules, double measuredJoules, double emissionsKg) {

		static final Usage NONE = new Usage(0, 0, 0, 0, 0);

		double joules() {
			return this.cpuJoules + this.gpuJoules + this.ramJoules;
		}

		Usage at(double kgPerJoule) {
			return new Usage(this.cpuJoules, this.gpuJoules, this.ramJoules, this.measuredJoules,
					joules() * kgPerJoule);
		}

		Usage plus(Usage other) {
			return new Usage(this.cpuJoules + other.cpuJoules, this.gpuJoules + other.gpuJoules,
					this.ramJoules + other.ramJoules, this.measuredJoules + other.measuredJoules,
					this.emissionsKg + other.emissionsKg);
		}

	}

}
