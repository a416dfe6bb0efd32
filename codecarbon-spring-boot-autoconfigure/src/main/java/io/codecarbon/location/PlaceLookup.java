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

package io.codecarbon.location;

import java.util.List;

/**
 * Finds out where this machine is, where nobody has configured it. Thread-safe.
 */
public interface PlaceLookup {

	/**
	 * Looks the place up. Called once a run, on a daemon thread where it may block; a run
	 * waits 2 s for it before energy is priced without.
	 * @return the place, {@link Place#UNKNOWN} if it cannot be found out
	 * @throws InterruptedException if the run has ended meanwhile
	 */
	Place find() throws InterruptedException;

	/**
	 * Returns whom this lookup asks.
	 * @return the names of hosts
	 */
	List<String> hosts();

}
