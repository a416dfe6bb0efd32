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

import java.util.Map;

import io.codecarbon.tracker.EmissionsReport;

/**
 * An output that can go on with a run whose process has died before all was delivered.
 */
public interface ResumableOutput extends EmissionsOutput {

	/**
	 * Returns what another process needs to go on with the current run, such as the
	 * number that the receiver has given to it. It is written to the checkpoint of the
	 * run, so it contains no secrets. Called by the thread of this output after each
	 * delivery.
	 * @return names and values, empty if nothing is needed
	 */
	Map<String, String> resumePoint();

	/**
	 * Whether it does no harm to resume a run that the receiver has already got, because
	 * {@link #resume} looks before it delivers. Where it does harm, a delivery during
	 * which the process died counts as made. The default is that it does.
	 * @return whether resuming twice does no harm
	 */
	default boolean isRepeatable() {
		return false;
	}

	/**
	 * Delivers what is left of a run of a process that has died. Changes nothing about
	 * the current run.
	 * @param resumePoint what {@link #resumePoint()} said when that run was last
	 * delivered, empty if it never was
	 * @param total that run, up to its last checkpoint
	 * @param delta what the receiver has not got of it
	 * @throws Exception if it cannot be delivered
	 */
	void resume(Map<String, String> resumePoint, EmissionsReport total, EmissionsReport delta) throws Exception;

}
