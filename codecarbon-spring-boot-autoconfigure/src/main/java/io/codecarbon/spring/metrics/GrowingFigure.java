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

package io.codecarbon.spring.metrics;

import java.util.function.ToDoubleFunction;

import io.codecarbon.tracker.EmissionsReport;
import io.codecarbon.tracker.EmissionsTracker;
import org.jspecify.annotations.Nullable;

/**
 * A figure that never falls, whatever the tracker does. A difference or a sum can fall by
 * a rounding error, which Prometheus takes for a restart and adds the whole figure once
 * more; a new run begins at 0, which registries that send steps take for a negative one.
 * Thread-safe.
 */
final class GrowingFigure implements ToDoubleFunction<EmissionsTracker> {

	private final ToDoubleFunction<EmissionsReport> figure;

	private @Nullable String runId;

	private double ofRun;

	private double ofEarlierRuns;

	/**
	 * Creates a figure.
	 * @param figure the figure of the current run
	 */
	GrowingFigure(ToDoubleFunction<EmissionsReport> figure) {
		this.figure = figure;
	}

	@Override
	public synchronized double applyAsDouble(EmissionsTracker tracker) {
		// Within the lock, so that no thread comes late with an older window.
		EmissionsReport report = tracker.snapshot();
		if (report.run().state() == EmissionsReport.State.LOCKED_OUT) {
			return Double.NaN;
		}
		String runId = report.run().id();
		if (runId != null && !runId.equals(this.runId)) {
			this.runId = runId;
			this.ofEarlierRuns += this.ofRun;
			this.ofRun = 0;
		}
		this.ofRun = Math.max(this.ofRun, this.figure.applyAsDouble(report));
		return this.ofEarlierRuns + this.ofRun;
	}

}
