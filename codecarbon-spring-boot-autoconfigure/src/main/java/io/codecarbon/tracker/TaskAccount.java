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

import java.util.concurrent.atomic.LongAdder;

import org.jspecify.annotations.Nullable;

/**
 * What the executions of a task have used in a run so far. Threads add what they have
 * settled; the sampler reads the sums and keeps what it has published of them.
 */
class TaskAccount {

	private final TaskDefinition definition;

	private final @Nullable TaskAccount parent;

	private final LongAdder cpuNanos = new LongAdder();

	private final LongAdder inclusiveCpuNanos = new LongAdder();

	private final LongAdder wallNanos = new LongAdder();

	private final LongAdder successes = new LongAdder();

	private final LongAdder failures = new LongAdder();

	// Only the sampler touches what follows.

	private long observedCpuNanos;

	private long observedInclusiveCpuNanos;

	private long observedWallNanos;

	private int active;

	private TaskFigures figures;

	TaskAccount(TaskDefinition definition) {
		this(definition, null);
	}

	/**
	 * @param definition the task
	 * @param parent the account that everything is added to as well
	 */
	TaskAccount(TaskDefinition definition, @Nullable TaskAccount parent) {
		this.definition = definition;
		this.parent = parent;
		this.figures = TaskFigures.none(definition);
	}

	TaskDefinition definition() {
		return this.definition;
	}

	/**
	 * Returns the account of the whole task, which this is, or is a part of.
	 * @return the account of the task
	 */
	TaskAccount task() {
		return (this.parent != null) ? this.parent : this;
	}

	/**
	 * Charges CPU time that a thread spent in this task itself.
	 * @param nanos the CPU time
	 */
	void charge(long nanos) {
		this.cpuNanos.add(nanos);
		if (this.parent != null) {
			this.parent.charge(nanos);
		}
	}

	/**
	 * Notes that an execution ended.
	 * @param inclusiveNanos its CPU time with all that ran inside
	 * @param outermost whether no execution of the same task encloses it, which would
	 * count the same time again
	 * @param wall its wall-clock time in nanoseconds
	 * @param failed whether it failed
	 */
	void ended(long inclusiveNanos, boolean outermost, long wall, boolean failed) {
		if (outermost || this.parent != null) {
			this.inclusiveCpuNanos.add(inclusiveNanos);
		}
		this.wallNanos.add(wall);
		(failed ? this.failures : this.successes).increment();
		if (this.parent != null) {
			this.parent.ended(inclusiveNanos, outermost, wall, failed);
		}
	}

	/**
	 * Begins an observation with what is settled. What threads settle from here on until
	 * the sampler has looked at them is seen by the next observation: too little is
	 * corrected later, too much could not be.
	 */
	void observeSettled() {
		this.observedCpuNanos = this.cpuNanos.sum();
		this.observedInclusiveCpuNanos = this.inclusiveCpuNanos.sum();
		this.observedWallNanos = this.wallNanos.sum();
		this.active = 0;
	}

	/**
	 * Adds what a thread has used since it last settled.
	 * @param nanos the CPU time
	 */
	void observeInFlight(long nanos) {
		this.observedCpuNanos += nanos;
		if (this.parent != null) {
			this.parent.observeInFlight(nanos);
		}
	}

	/**
	 * Adds an execution that has not left its thread's stack.
	 * @param inclusiveNanos its CPU time so far with all that ran inside
	 * @param outermost whether no execution of the same task encloses it
	 * @param wall its wall-clock time so far in nanoseconds
	 * @param ended whether it has ended nevertheless
	 */
	void observe(long inclusiveNanos, boolean outermost, long wall, boolean ended) {
		if (outermost || this.parent != null) {
			this.observedInclusiveCpuNanos += inclusiveNanos;
		}
		this.observedWallNanos += Math.max(0, wall);
		this.active += ended ? 0 : 1;
		if (this.parent != null) {
			this.parent.observe(inclusiveNanos, outermost, wall, ended);
		}
	}

	/**
	 * Returns the CPU time that was observed beyond what is published.
	 * @return nanoseconds, never negative
	 */
	long newCpuNanos() {
		return Math.max(0, this.observedCpuNanos - this.figures.cpuNanos());
	}

	long newInclusiveCpuNanos() {
		return Math.max(0, this.observedInclusiveCpuNanos - this.figures.inclusiveCpuNanos());
	}

	long newWallNanos() {
		return Math.max(0, this.observedWallNanos - this.figures.wallNanos());
	}

	int active() {
		return this.active;
	}

	long successes() {
		return this.successes.sum();
	}

	long failures() {
		return this.failures.sum();
	}

	TaskFigures figures() {
		return this.figures;
	}

	void publish(TaskFigures figures) {
		this.figures = figures;
	}

}
