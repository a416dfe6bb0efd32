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
 * A task whose executions instrumentation reports, at the lowest possible cost.
 * Thread-safe. Neither method ever throws; what fails inside turns tracking of this task
 * off, with one warning.
 *
 * <pre>
 * long execution = task.enter();
 * boolean failed = true;
 * try {
 *     Object result = call();
 *     failed = false;
 *     return result;
 * }
 * finally {
 *     task.exit(execution, failed);
 * }
 * </pre>
 */
public interface TrackedTask {

	/**
	 * Begins an execution on the current thread.
	 * @return its number, to end it with
	 */
	long enter();

	/**
	 * Ends an execution on the thread that began it.
	 * @param execution its number
	 * @param failed whether it failed
	 */
	void exit(long execution, boolean failed);

}
