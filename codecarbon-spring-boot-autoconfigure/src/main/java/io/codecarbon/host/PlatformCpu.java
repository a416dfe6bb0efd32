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

import java.lang.management.ManagementFactory;

import org.jspecify.annotations.Nullable;

import com.sun.management.OperatingSystemMXBean;

/**
 * The machine's CPU time by the JVM's MXBean, for platforms without procfs. It answers
 * for the time since anybody in this JVM asked it last, so it is coarser.
 */
final class PlatformCpu implements MachineCpu {

	private boolean readable;

	PlatformCpu() {
		this.readable = isLoad(load());
	}

	@Override
	public @Nullable CpuUsage read(long windowNanos) {
		double load = load();
		this.readable = isLoad(load);
		if (!this.readable) {
			return null;
		}
		int cpus = Runtime.getRuntime().availableProcessors();
		return CpuUsage.of(cpus, windowNanos, (1 - load) * cpus * windowNanos);
	}

	@Override
	public boolean isReadable() {
		return this.readable;
	}

	@Override
	public void close() {
		this.readable = false;
	}

	private static boolean isLoad(double load) {
		return load >= 0 && load <= 1;
	}

	private static double load() {
		try {
			return (ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean system)
					? system.getCpuLoad() : Double.NaN;
		}
		catch (LinkageError ex) {
			// A run-time image without the module jdk.management.
			return Double.NaN;
		}
	}

}
