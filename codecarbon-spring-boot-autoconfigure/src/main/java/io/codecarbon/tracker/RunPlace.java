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

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import io.codecarbon.carbon.CarbonIntensityProvider;
import io.codecarbon.location.Place;
import io.codecarbon.location.PlaceLookup;
import org.jspecify.annotations.Nullable;

/**
 * Where a run is: known from the beginning, or found out on a thread of its own while
 * windows are being closed. What is used until then is priced when the place is known, or
 * when it is known that waiting for it takes too long.
 */
final class RunPlace {

	// Two services that are given a second each, and some scheduling.
	private static final long PATIENCE_NANOS = Duration.ofMillis(2200).toNanos();

	private static final String NO_LOOKUP = "The place is not looked up where codecarbon.country-iso-code, or "
			+ "codecarbon.cloud-provider and codecarbon.cloud-region, tell it, or codecarbon.lookup-place is false";

	private final @Nullable PlaceLookup lookup;

	private final CarbonIntensityProvider carbonIntensity;

	private final TrackerLog log;

	private volatile Place place;

	private volatile boolean settled;

	private long deadline;

	private @Nullable Thread thread;

	/**
	 * @param configured the place that is configured, if any
	 * @param lookup finds it out, {@code null} if it is known or not to be found out
	 * @param carbonIntensity who may have to fetch something for the place
	 * @param log where to say what fails
	 */
	RunPlace(Place configured, @Nullable PlaceLookup lookup, CarbonIntensityProvider carbonIntensity, TrackerLog log) {
		this.place = configured;
		this.lookup = lookup;
		this.carbonIntensity = carbonIntensity;
		this.log = log;
		this.settled = lookup == null && carbonIntensity.hosts().isEmpty();
	}

	/**
	 * Begins to find out. Called by the sampler, as all but {@link #find} is.
	 */
	void start() {
		if (!this.settled) {
			this.deadline = System.nanoTime() + PATIENCE_NANOS;
			Thread thread = new Thread(this::find, "codecarbon-place");
			thread.setDaemon(true);
			this.thread = thread;
			List<String> hosts = new ArrayList<>((this.lookup != null) ? this.lookup.hosts() : List.of());
			hosts.addAll(this.carbonIntensity.hosts());
			this.log.info("Asks in the background where this machine is, or how clean its electricity is: "
					+ String.join(", ", hosts), (this.lookup != null) ? NO_LOOKUP : null);
			thread.start();
		}
	}

	private void find() {
		try {
			if (this.lookup != null) {
				this.place = this.lookup.find();
			}
			this.carbonIntensity.prepare(this.place);
		}
		catch (InterruptedException ex) {
			// The run has ended.
		}
		catch (RuntimeException | LinkageError ex) {
			this.log.failure("The place could not be looked up", ex);
		}
		finally {
			this.settled = true;
		}
	}

	/**
	 * Whether energy can be priced at the place that is known by now.
	 * @param now the monotonic clock
	 * @return whether nothing is found out any more, or that takes too long
	 */
	boolean isDecided(long now) {
		return this.settled || (this.thread != null && now - this.deadline >= 0);
	}

	Place place() {
		return this.place;
	}

	void stop() {
		if (this.thread != null) {
			this.thread.interrupt();
		}
	}

}
