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

package io.codecarbon.spring;

import java.util.List;

import io.codecarbon.location.Place;
import io.codecarbon.tracker.EmissionsTracker;
import io.codecarbon.tracker.TrackedTask;
import io.codecarbon.tracker.TrackerListener;
import io.codecarbon.tracker.TrackerSettings;
import io.codecarbon.unit.CarbonIntensity;

/**
 * Trackers that measure fakes.
 */
public final class RunningTrackers {

	private RunningTrackers() {
	}

	/** France by name, at an intensity that is easy to calculate with. */
	public static TrackerSettings settings() {
		return TrackerSettings.builder()
			.projectName("shop")
			.carbonIntensity(new CarbonIntensity(100))
			.place(new Place("FRA", "France", null, null, null, 48.86, 2.3499, Place.Source.CONFIGURED))
			.wue(2)
			.build();
	}

	public static EmissionsTracker tracker(List<? extends TrackerListener> listeners) {
		return tracker(settings(), listeners);
	}

	public static EmissionsTracker tracker(TrackerSettings settings, List<? extends TrackerListener> listeners) {
		return EmissionsTracker.builder(settings)
			.powerSources(List.of(SteadySource.measuredCpu(40), SteadySource.estimatedRam(10)))
			.listeners(listeners)
			.build();
	}

	/** Runs a task that uses some CPU time. */
	public static void run(TrackedTask task, boolean failed) {
		long execution = task.enter();
		long end = System.nanoTime() + 5_000_000;
		while (System.nanoTime() < end) {
			Thread.onSpinWait();
		}
		task.exit(execution, failed);
	}

}
