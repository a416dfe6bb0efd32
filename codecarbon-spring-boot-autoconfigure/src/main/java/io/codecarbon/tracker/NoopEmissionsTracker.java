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
 * Tracks nothing.
 */
final class NoopEmissionsTracker implements EmissionsTracker {

	static final EmissionsTracker INSTANCE = new NoopEmissionsTracker();

	static final TaskSpan SPAN = () -> {
	};

	private static final TrackedTask TASK = new TrackedTask() {

		@Override
		public long enter() {
			return 0;
		}

		@Override
		public void exit(long execution, boolean failed) {
		}

	};

	private final EmissionsReport report = Reports.empty(TrackerSettings.builder().build());

	private NoopEmissionsTracker() {
	}

	@Override
	public void start() {
	}

	@Override
	public Emissions stop() {
		return Emissions.ZERO;
	}

	@Override
	public Emissions flush() {
		return Emissions.ZERO;
	}

	@Override
	public EmissionsReport snapshot() {
		return this.report;
	}

	@Override
	public TaskSpan task(String name) {
		return SPAN;
	}

	@Override
	public void startTask(String name) {
	}

	@Override
	public EmissionsReport stopTask(String name) {
		return this.report;
	}

	@Override
	public TrackedTask instrument(String name, TaskKind kind, @Nullable Place place) {
		return TASK;
	}

}
