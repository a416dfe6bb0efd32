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

package io.codecarbon.host;

/**
 * The CPU time that the machine had and did not use in a window. Immutable.
 *
 * @param cpus the logical CPUs that were online at the end of the window, at least 1
 * @param capacityNanos the CPU time that they offered, in nanoseconds
 * @param idleNanos the part of it in which they were idle or waited for I/O, in
 * nanoseconds, 0 to {@code capacityNanos}
 */
public record CpuUsage(int cpus, long capacityNanos, long idleNanos) {

	static CpuUsage of(int cpus, long windowNanos, double idleNanos) {
		long capacity = cpus * Math.max(0, windowNanos);
		return new CpuUsage(cpus, capacity, Math.max(0, Math.min(capacity, (long) idleNanos)));
	}

	/**
	 * Returns the CPU time that was in use: by processes, by the kernel, or by other
	 * virtual machines (steal).
	 * @return nanoseconds, 0 to {@link #capacityNanos()}
	 */
	public long busyNanos() {
		return this.capacityNanos - this.idleNanos;
	}

	/**
	 * Returns the share of the capacity that was in use.
	 * @return 0 to 1, NaN for a window without length
	 */
	public double load() {
		return (double) busyNanos() / this.capacityNanos;
	}

}
