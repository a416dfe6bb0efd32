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

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.LongSupplier;

import io.codecarbon.carbon.CarbonIntensityProvider;
import io.codecarbon.host.HostFacts;
import io.codecarbon.host.MachineCpu;
import io.codecarbon.host.ThreadCpuClock;
import io.codecarbon.location.PlaceLookup;
import io.codecarbon.power.Component;
import io.codecarbon.power.PowerSource;
import org.jspecify.annotations.Nullable;

/**
 * What a tracker works with.
 *
 * @param clock the wall clock
 * @param threadClock the CPU clock of threads
 * @param processClock the CPU clock of this process
 * @param machineCpu opens the CPU clock of the machine
 * @param hostFacts finds out about the machine; may be slow
 * @param builtInSources finds the sources of the components that the user gave none for
 * @param powerSources the sources that were given by the user
 * @param carbonIntensity knows the carbon intensity
 * @param placeLookup finds out where the machine is, {@code null} if nobody is asked
 * @param listeners whom to tell
 * @param window the length of a window, at most that of a measurement
 * @param runLock the lock that a run holds where only one may go on
 */
record Collaborators(Clock clock, ThreadCpuClock threadClock, LongSupplier processClock,
		Function<TrackerSettings, MachineCpu> machineCpu, Function<TrackerSettings, HostFacts> hostFacts,
		SourceDiscovery builtInSources, List<PowerSource> powerSources, CarbonIntensityProvider carbonIntensity,
		@Nullable PlaceLookup placeLookup, List<TrackerListener> listeners, Duration window, RunLock runLock) {

	RunPlace runPlace(TrackerSettings settings, TrackerLog log) {
		return new RunPlace(settings.place(), this.placeLookup, this.carbonIntensity, log);
	}

	/**
	 * Chooses the sources of power and energy.
	 */
	@FunctionalInterface
	interface SourceDiscovery {

		/**
		 * Returns the sources of the components that have none yet.
		 * @param settings what to track and how
		 * @param host the machine
		 * @param cpuTimeReadable whether the CPU time of the machine can be read
		 * @param covered the components that have a source
		 * @param problems where to say what cannot be used, and why
		 * @return the sources
		 */
		List<PowerSource> discover(TrackerSettings settings, HostFacts host, boolean cpuTimeReadable,
				Set<Component> covered, Problems problems);

	}

}
