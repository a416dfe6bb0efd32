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

package io.codecarbon.carbon;

import java.time.Instant;
import java.util.List;

import io.codecarbon.location.Place;
import org.jspecify.annotations.Nullable;

/**
 * Knows the carbon intensity of the grid at a place. Asked once a window, on the thread
 * that samples, so an implementation answers at once from memory; what it must fetch it
 * fetches on a thread of its own.
 */
@FunctionalInterface
public interface CarbonIntensityProvider {

	/**
	 * Returns the carbon intensity at a place.
	 * @param place the place
	 * @param at the time for which it is asked
	 * @return the intensity, or {@code null} if this provider does not know it
	 */
	@Nullable GridIntensity intensity(Place place, Instant at);

	/**
	 * Fetches what is needed to answer for the place of a run. Called once a run, if any
	 * provider names {@link #hosts() hosts}, as soon as the place is known, on a daemon
	 * thread where it may block: energy used until then is priced when it returns, or
	 * after 2 s.
	 * @param place the place
	 * @throws InterruptedException if the run has ended meanwhile
	 */
	default void prepare(Place place) throws InterruptedException {
	}

	/**
	 * Returns what keeps this provider from answering now, which the run shows as a
	 * problem. Called once a window: the same problem is the same string.
	 * @return a sentence without secrets, {@code null} if nothing does
	 */
	default @Nullable String problem() {
		return null;
	}

	/**
	 * Returns whom this provider asks over the network.
	 * @return the names of hosts
	 */
	default List<String> hosts() {
		return List.of();
	}

}
