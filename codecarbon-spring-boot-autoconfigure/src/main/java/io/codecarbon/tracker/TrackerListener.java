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
import java.util.function.Supplier;

/**
 * Is told what happens to a run. All but {@link #flushed} and {@link #stopped} are called
 * by the thread that samples, so they return at once. What a listener throws is logged
 * and otherwise ignored.
 */
public interface TrackerListener {

	/**
	 * A run has begun.
	 * @param total the run, put together when it is asked for
	 */
	default void started(Supplier<EmissionsReport> total) {
	}

	/**
	 * A window was closed.
	 * @param grown whether there are sources or tasks that were not there before in the
	 * run
	 */
	default void windowClosed(boolean grown) {
	}

	/**
	 * A measurement is complete.
	 * @param measurements how many measurements of the run are
	 * @param total the run so far, put together when it is asked for
	 */
	default void measured(long measurements, Supplier<EmissionsReport> total) {
	}

	/**
	 * The run was asked to hand out what it has. Called by the thread that asked, and may
	 * wait a bounded time for it to be handed out.
	 * @param total the run so far
	 */
	default void flushed(EmissionsReport total) {
	}

	/**
	 * The run has ended. Called by the thread that ended it, and may wait a bounded time
	 * for what was measured to be handed out.
	 * @param total the whole run
	 */
	default void stopped(EmissionsReport total) {
	}

	/**
	 * Returns how the outputs behind this listener are doing. Called by any thread.
	 * @return their states
	 */
	default List<OutputStatus> outputs() {
		return List.of();
	}

	/**
	 * Returns what is wrong with the outputs behind this listener. Called by any thread.
	 * @return their problems
	 */
	default List<Problem> problems() {
		return List.of();
	}

	/**
	 * Returns the CPU time that threads of this listener have used. Called by any thread.
	 * @return nanoseconds
	 */
	default long cpuNanos() {
		return 0;
	}

}
