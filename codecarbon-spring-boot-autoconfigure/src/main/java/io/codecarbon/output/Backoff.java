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

package io.codecarbon.output;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.DoubleSupplier;

/**
 * How long to wait before a failed delivery is tried again: exponential, with full jitter
 * so that many senders do not come back together (M. Brooker, "Exponential Backoff And
 * Jitter", AWS Architecture Blog, 2015). Not thread-safe.
 */
final class Backoff {

	private static final Duration FIRST = Duration.ofSeconds(1);

	private static final Duration LONGEST = Duration.ofSeconds(60);

	private final Duration longest;

	private final Duration first;

	private final DoubleSupplier random;

	private Duration bound;

	/**
	 * @param first the longest time before the first retry
	 * @param longest the longest time before any retry
	 * @param random numbers from 0 to 1
	 */
	Backoff(Duration first, Duration longest, DoubleSupplier random) {
		this.first = first;
		this.longest = longest;
		this.random = random;
		this.bound = first;
	}

	static Backoff ofNetworks() {
		return new Backoff(FIRST, LONGEST, () -> ThreadLocalRandom.current().nextDouble());
	}

	Duration next() {
		Duration delay = Duration.ofNanos((long) (this.bound.toNanos() * this.random.getAsDouble()));
		Duration doubled = this.bound.multipliedBy(2);
		this.bound = (doubled.compareTo(this.longest) < 0) ? doubled : this.longest;
		return delay;
	}

	void reset() {
		this.bound = this.first;
	}

}
