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
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.LongSupplier;

import io.codecarbon.carbon.CarbonIntensityProvider;
import io.codecarbon.carbon.CompositeCarbonIntensityProvider;
import io.codecarbon.carbon.ForcedCarbonIntensityProvider;
import io.codecarbon.carbon.TableCarbonIntensityProvider;
import io.codecarbon.data.GridTables;
import io.codecarbon.host.HostFacts;
import io.codecarbon.host.MachineCpu;
import io.codecarbon.host.ProcessCpu;
import io.codecarbon.host.ThreadCpuClock;
import io.codecarbon.location.Place;
import io.codecarbon.location.PlaceLookup;
import io.codecarbon.power.PowerSource;
import io.codecarbon.unit.CarbonIntensity;
import org.jspecify.annotations.Nullable;

/**
 * Builds an {@link EmissionsTracker}. Not thread-safe.
 */
public final class EmissionsTrackerBuilder {

	private static final Duration WINDOW = Duration.ofSeconds(1);

	private final TrackerSettings settings;

	private final List<PowerSource> powerSources = new ArrayList<>();

	private final List<CarbonIntensityProvider> carbonIntensityProviders = new ArrayList<>();

	private GridTables gridTables = GridTables.bundled();

	private @Nullable PlaceLookup placeLookup;

	private final List<TrackerListener> listeners = new ArrayList<>();

	private ThreadCpuClock threadClock = ThreadCpuClock.platform();

	private LongSupplier processClock = ProcessCpu::nanos;

	private Function<TrackerSettings, MachineCpu> machineCpu = (settings) -> MachineCpu.open(settings.procfs());

	private Function<TrackerSettings, HostFacts> hostFacts = (settings) -> HostFacts.discover(settings.procfs());

	private Duration window = WINDOW;

	private RunLock runLock = RunLock.ofUser();

	EmissionsTrackerBuilder(TrackerSettings settings) {
		this.settings = settings;
	}

	/**
	 * Adds sources of power readings, which replace the built-in one of their component.
	 * They may be read in several runs, and are closed by whoever made them.
	 * @param sources the sources
	 * @return this builder
	 */
	public EmissionsTrackerBuilder powerSources(List<? extends PowerSource> sources) {
		this.powerSources.addAll(sources);
		return this;
	}

	/**
	 * Adds providers of the carbon intensity, which are asked before the built-in tables
	 * are.
	 * @param providers the providers, in the order in which they are asked
	 * @return this builder
	 */
	public EmissionsTrackerBuilder carbonIntensityProviders(List<? extends CarbonIntensityProvider> providers) {
		this.carbonIntensityProviders.addAll(providers);
		return this;
	}

	/**
	 * Sets the tables that figures are taken from where no provider knows better.
	 * @param tables the tables
	 * @return this builder
	 */
	public EmissionsTrackerBuilder gridTables(GridTables tables) {
		this.gridTables = tables;
		return this;
	}

	/**
	 * Sets who finds out where this machine is. Nobody is asked, and the place is
	 * unknown, where none is set; nor is one that is set where the settings tell the
	 * place.
	 * @param lookup the lookup
	 * @return this builder
	 */
	public EmissionsTrackerBuilder placeLookup(PlaceLookup lookup) {
		this.placeLookup = lookup;
		return this;
	}

	/**
	 * Adds listeners.
	 * @param listeners the listeners
	 * @return this builder
	 */
	public EmissionsTrackerBuilder listeners(List<? extends TrackerListener> listeners) {
		this.listeners.addAll(listeners);
		return this;
	}

	EmissionsTrackerBuilder threadClock(ThreadCpuClock threadClock) {
		this.threadClock = threadClock;
		return this;
	}

	EmissionsTrackerBuilder processClock(LongSupplier processClock) {
		this.processClock = processClock;
		return this;
	}

	EmissionsTrackerBuilder machineCpu(Function<TrackerSettings, MachineCpu> machineCpu) {
		this.machineCpu = machineCpu;
		return this;
	}

	EmissionsTrackerBuilder hostFacts(Function<TrackerSettings, HostFacts> hostFacts) {
		this.hostFacts = hostFacts;
		return this;
	}

	/**
	 * Sets the length of a window: the hook of tests that want many.
	 * @param window the length; zero lets the sampler run as fast as it can
	 * @return this builder
	 */
	EmissionsTrackerBuilder window(Duration window) {
		this.window = window;
		return this;
	}

	EmissionsTrackerBuilder runLock(RunLock runLock) {
		this.runLock = runLock;
		return this;
	}

	/**
	 * Builds the tracker.
	 * @return a tracker that is not yet started
	 */
	public EmissionsTracker build() {
		return new DefaultEmissionsTracker(this.settings, collaborators());
	}

	private CarbonIntensityProvider carbonIntensity() {
		List<CarbonIntensityProvider> providers = new ArrayList<>();
		CarbonIntensity forced = this.settings.carbonIntensity();
		if (forced != null) {
			providers.add(new ForcedCarbonIntensityProvider(forced));
		}
		providers.addAll(this.carbonIntensityProviders);
		providers.add(new TableCarbonIntensityProvider(this.gridTables));
		return new CompositeCarbonIntensityProvider(providers);
	}

	Collaborators collaborators() {
		return new Collaborators(Clock.systemUTC(), this.threadClock, this.processClock, this.machineCpu,
				this.hostFacts, BuiltInSources::discover, List.copyOf(this.powerSources), carbonIntensity(),
				(this.settings.place().source() == Place.Source.UNKNOWN) ? this.placeLookup : null,
				List.copyOf(this.listeners), this.window, this.runLock);
	}

}
