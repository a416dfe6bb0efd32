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

package io.codecarbon.output;

import java.util.List;

import io.codecarbon.tracker.EmissionsReport;
import org.jspecify.annotations.Nullable;

/**
 * Takes what a run has measured. Called by one thread of its own, never by one of the
 * application or by the one that samples, so an implementation may block and need not be
 * thread-safe. What it throws counts as a failure to deliver: it is tried again after a
 * second, then less and less often, at least once a minute, with all that has come since.
 * Nothing is lost, as each delta begins where the last successful delivery ended. Its
 * thread is interrupted where it does not answer in time after the run has ended.
 */
public interface EmissionsOutput {

	/**
	 * The name of this output.
	 * @return a short name, in lower case with hyphens
	 */
	String name();

	/**
	 * Takes the run so far, when it is flushed and when it ends.
	 * @param total the run so far
	 * @param delta what came since the last delivery that succeeded
	 * @throws Exception if it cannot be delivered
	 */
	void out(EmissionsReport total, EmissionsReport delta) throws Exception;

	/**
	 * Takes the run so far, every few measurements. An output that does not override this
	 * takes none, so that the delta of its next {@link #out} has all of it.
	 * @param total the run so far
	 * @param delta what came since the last delivery that succeeded
	 * @throws Exception if it cannot be delivered
	 */
	default void liveOut(EmissionsReport total, EmissionsReport delta) throws Exception {
		throw new LiveOutputNotTakenException();
	}

	/**
	 * Takes the tasks, when the run is flushed and when it ends. The default does
	 * nothing.
	 * @param tasks a report for each task that has run, its totals being the task's own
	 * @throws Exception if they cannot be delivered
	 */
	default void taskOut(List<EmissionsReport> tasks) throws Exception {
	}

	/**
	 * Returns what people may want to know about this output, such as the number that the
	 * receiver has given to the run. Called by any thread; contains no secrets. The
	 * default is nothing.
	 * @return one line, or {@code null}
	 */
	default @Nullable String detail() {
		return null;
	}

}
