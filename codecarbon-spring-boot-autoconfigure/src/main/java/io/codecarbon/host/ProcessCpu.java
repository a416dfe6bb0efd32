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
import java.util.function.LongSupplier;

import com.sun.management.OperatingSystemMXBean;

/**
 * The CPU time of this process. Thread-safe.
 */
public final class ProcessCpu {

	// Looked up once: finding the bean costs many times what reading it does.
	private static final LongSupplier CLOCK = find();

	private ProcessCpu() {
	}

	/**
	 * Returns the CPU time that this process has used, in user and kernel mode, over all
	 * its threads, those of the JVM included. It moves in steps of 10 ms on Linux.
	 * @return nanoseconds since the start of the process, or -1 where it cannot be read
	 */
	public static long nanos() {
		return CLOCK.getAsLong();
	}

	private static LongSupplier find() {
		try {
			if (ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean system) {
				return system::getProcessCpuTime;
			}
		}
		catch (LinkageError ex) {
			// A run-time image without the module jdk.management.
		}
		return () -> -1;
	}

}
