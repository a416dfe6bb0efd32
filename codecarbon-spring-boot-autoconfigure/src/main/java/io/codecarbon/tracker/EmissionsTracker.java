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

import io.codecarbon.location.Place;
import io.codecarbon.unit.Emissions;
import org.jspecify.annotations.Nullable;

/**
 * Tracks the energy and the emissions of this process, or of the machine it runs on, and
 * shares them among the tasks that the process works on. Thread-safe. May be started
 * again after it was stopped, which begins a new run.
 *
 * <pre>
 * try (EmissionsTracker tracker = EmissionsTracker.create(TrackerSettings.builder().build())) {
 *     tracker.start();
 *     try (TaskSpan span = tracker.task("train")) {
 *         train();
 *     }
 * }
 * </pre>
 */
public interface EmissionsTracker extends AutoCloseable {

	/**
	 * Begins a run. Does nothing while one is going on. Returns at once: what the machine
	 * offers is found out in the background. Where only one run of a user may go on and
	 * another one does, nothing is tracked until this tracker is stopped and started
	 * again.
	 */
	void start();

	/**
	 * Ends the run: closes its last window and hands out what was measured, within a
	 * bounded time. Does nothing but return the result while no run is going on.
	 * @return the emissions of the run
	 */
	Emissions stop();

	/**
	 * Closes the current window and hands out what was measured so far.
	 * @return the emissions of the run so far; 0 while the place is being looked up, for
	 * 2 s at most
	 */
	Emissions flush();

	/**
	 * Returns the run as it was at the end of the last window.
	 * @return a report of the current run, or of the last
	 */
	EmissionsReport snapshot();

	/**
	 * Begins an execution of a task on the current thread.
	 * @param name the name of the task
	 * @return the execution, to be closed
	 */
	TaskSpan task(String name);

	/**
	 * Begins an execution of a task on the current thread. Prefer {@link #task(String)}
	 * where it can be closed in the same block.
	 * @param name the name of the task
	 */
	void startTask(String name);

	/**
	 * Ends the execution of a task that was begun last, from whatever thread, and closes
	 * the current window.
	 * @param name the name of the task
	 * @return a report of this one execution, with all that ran inside it
	 * @throws IllegalArgumentException if no execution of the task is going on
	 */
	EmissionsReport stopTask(String name);

	/**
	 * Returns a task for instrumentation to report executions of.
	 * @param name the name of the task
	 * @param kind its kind
	 * @param place where its energy is priced, {@code null} for the run's place
	 * @return the task
	 */
	TrackedTask instrument(String name, TaskKind kind, @Nullable Place place);

	/**
	 * Stops.
	 */
	@Override
	default void close() {
		stop();
	}

	/**
	 * Returns a tracker with the hardware and the figures that come with the library.
	 * @param settings what to track and how
	 * @return a tracker that is not yet started
	 */
	static EmissionsTracker create(TrackerSettings settings) {
		return builder(settings).build();
	}

	/**
	 * Returns a builder of a tracker that has sources, providers or listeners of its own.
	 * @param settings what to track and how
	 * @return a builder
	 */
	static EmissionsTrackerBuilder builder(TrackerSettings settings) {
		return new EmissionsTrackerBuilder(settings);
	}

	/**
	 * Returns a tracker that tracks nothing.
	 * @return a tracker that is always stopped
	 */
	static EmissionsTracker noop() {
		return NoopEmissionsTracker.INSTANCE;
	}

}
