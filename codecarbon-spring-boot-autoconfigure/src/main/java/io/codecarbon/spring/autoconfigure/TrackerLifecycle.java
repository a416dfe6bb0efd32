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

package io.codecarbon.spring.autoconfigure;

import io.codecarbon.tracker.EmissionsTracker;

import org.springframework.context.SmartLifecycle;

/**
 * Begins a run early in the start of the context, and ends it late in its stop. A context
 * that is paused and restarted begins a new run.
 */
final class TrackerLifecycle implements SmartLifecycle {

	/**
	 * Spring Boot's logging is stopped in the phase {@code Integer.MIN_VALUE + 1}: the
	 * last messages and the outputs to loggers need it.
	 */
	static final int PHASE = Integer.MIN_VALUE + 1024;

	private final EmissionsTracker tracker;

	private volatile boolean running;

	TrackerLifecycle(EmissionsTracker tracker) {
		this.tracker = tracker;
	}

	@Override
	public void start() {
		this.tracker.start();
		this.running = true;
	}

	@Override
	public void stop() {
		this.running = false;
		this.tracker.stop();
	}

	@Override
	public boolean isRunning() {
		return this.running;
	}

	@Override
	public int getPhase() {
		return PHASE;
	}

}
