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

import java.nio.file.Path;
import java.util.Locale;

import org.jspecify.annotations.Nullable;

/**
 * The CPU time of the whole machine, whatever limits this process has. Read once a window
 * by one thread; not thread-safe. The first window begins when it is opened.
 */
public interface MachineCpu extends AutoCloseable {

	/**
	 * Returns the CPU time of the window since the last call. Never throws.
	 * @param windowNanos the time since the last call by the monotonic clock, in
	 * nanoseconds
	 * @return the CPU time, or {@code null} where it, or where the window began, could
	 * not be read; the next window after a good reading is known again
	 */
	@Nullable CpuUsage read(long windowNanos);

	/**
	 * Returns whether the last reading, or the one at opening, found figures.
	 * @return whether the machine's CPU time can be read
	 */
	boolean isReadable();

	/**
	 * Releases what is held. May be called more than once.
	 */
	@Override
	void close();

	/**
	 * Opens the best way of this platform: {@code stat} below {@code procfs} on Linux,
	 * and wherever else there is such a file; else the platform's MXBean. Never throws.
	 * @param procfs where the host's procfs is mounted
	 * @return the CPU time of the machine
	 */
	static MachineCpu open(Path procfs) {
		ProcStat stat = new ProcStat(procfs.resolve("stat"));
		// On Linux the MXBean is no way out: it answers for the container, not the host.
		if (stat.isReadable() || System.getProperty("os.name", "").toLowerCase(Locale.ROOT).startsWith("linux")) {
			return stat;
		}
		stat.close();
		return new PlatformCpu();
	}

}
