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

package io.codecarbon.power.rapl;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/**
 * Drives the counters of a {@link PowercapTree} by the monotonic clock, as the hardware
 * does, and knows how far.
 */
public final class PowercapDriver implements AutoCloseable {

	private static final long STEP_NANOS = 5_000_000;

	private final PowercapTree tree;

	private final Map<String, Double> watts;

	private final Map<String, Long> driven = new LinkedHashMap<>();

	private final long start = System.nanoTime();

	private final Thread thread = new Thread(this::drive, "powercap-driver");

	private volatile boolean closed;

	/**
	 * Begins to drive.
	 * @param tree the tree
	 * @param watts the power of the zones by their ids
	 */
	public PowercapDriver(PowercapTree tree, Map<String, Double> watts) {
		this.tree = tree;
		this.watts = Map.copyOf(watts);
		this.thread.setDaemon(true);
		this.thread.start();
	}

	/**
	 * Returns the energy by which all counters have moved.
	 * @return joules
	 */
	public synchronized double joules() {
		return this.driven.values().stream().mapToLong(Long::longValue).sum() / 1e6;
	}

	/**
	 * Lets the counters stand still for a moment, so that others can be compared to them.
	 * @param action what happens meanwhile
	 * @return what the action returned
	 */
	public synchronized <T> T standingStill(Supplier<T> action) {
		return action.get();
	}

	private void drive() {
		while (!this.closed) {
			LockSupport.parkNanos(STEP_NANOS);
			synchronized (this) {
				double micros = (System.nanoTime() - this.start) / 1e3;
				this.watts.forEach((id, power) -> {
					long target = (long) (power * micros);
					this.tree.advance(id, target - this.driven.getOrDefault(id, 0L));
					this.driven.put(id, target);
				});
			}
		}
	}

	@Override
	public void close() {
		this.closed = true;
		try {
			this.thread.join();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

}
