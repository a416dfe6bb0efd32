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

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;

import io.codecarbon.tracker.EmissionsTracker;
import io.codecarbon.tracker.TrackerListener;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;

/**
 * Publishes what an {@link EmissionsTracker} reports as meters. Has to be one of the
 * tracker's listeners too, as sources and tasks become known while it runs. Thread-safe;
 * may be bound to several registries.
 * <p>
 * Gauges show the current run and begin again with the next one, as CodeCarbon's do.
 * Counters go on over a restart of the tracker and never fall, but may lack what was used
 * between their last reading and the end of a run.
 */
public final class CodeCarbonMeters implements MeterBinder, TrackerListener {

	private final Supplier<EmissionsTracker> tracker;

	private final List<RegistryMeters> bound = new CopyOnWriteArrayList<>();

	/**
	 * Creates the meters.
	 * @param tracker what to publish; asked for with the first registry, as the tracker
	 * is built with its listeners
	 */
	public CodeCarbonMeters(Supplier<EmissionsTracker> tracker) {
		this.tracker = tracker;
	}

	@Override
	public void bindTo(MeterRegistry registry) {
		RegistryMeters meters = new RegistryMeters(registry, this.tracker.get());
		if (this.bound.stream().noneMatch((other) -> other.isOf(registry))) {
			meters.register();
			this.bound.add(meters);
			// A window may have been closed since.
			meters.registerNew();
		}
	}

	@Override
	public void windowClosed(boolean grown) {
		if (!grown) {
			return;
		}
		List<RegistryMeters> closed = new ArrayList<>();
		for (RegistryMeters meters : this.bound) {
			if (meters.isClosed()) {
				closed.add(meters);
			}
			else {
				meters.registerNew();
			}
		}
		if (!closed.isEmpty()) {
			this.bound.removeAll(closed);
		}
	}

}
