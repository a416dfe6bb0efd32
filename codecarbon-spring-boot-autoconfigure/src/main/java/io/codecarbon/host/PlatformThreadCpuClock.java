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
import java.lang.management.ThreadMXBean;
import java.util.Arrays;

/**
 * The thread clocks of the JVM's MXBean.
 */
final class PlatformThreadCpuClock implements ThreadCpuClock {

	private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

	private static final boolean CURRENT = THREADS.isCurrentThreadCpuTimeSupported() && isEnabled();

	private static final boolean OTHERS = CURRENT && THREADS.isThreadCpuTimeSupported();

	private static final boolean BULK = OTHERS && hasBulk();

	static final ThreadCpuClock INSTANCE = new PlatformThreadCpuClock();

	private PlatformThreadCpuClock() {
	}

	@Override
	public long currentThread() {
		return CURRENT ? THREADS.getCurrentThreadCpuTime() : -1;
	}

	@Override
	public long ofThread(long threadId) {
		return (OTHERS && threadId > 0) ? THREADS.getThreadCpuTime(threadId) : -1;
	}

	@Override
	public long[] ofThreads(long[] threadIds) {
		if (BULK && areValid(threadIds)) {
			return ((com.sun.management.ThreadMXBean) THREADS).getThreadCpuTime(threadIds);
		}
		return Arrays.stream(threadIds).map(this::ofThread).toArray();
	}

	@Override
	public long population() {
		// The started and the ended together: neither ever falls.
		return 2 * THREADS.getTotalStartedThreadCount() - THREADS.getThreadCount();
	}

	@Override
	public long[] liveThreadIds() {
		return THREADS.getAllThreadIds();
	}

	private static boolean areValid(long[] threadIds) {
		for (long threadId : threadIds) {
			if (threadId <= 0) {
				return false;
			}
		}
		return true;
	}

	private static boolean isEnabled() {
		try {
			if (!THREADS.isThreadCpuTimeEnabled()) {
				THREADS.setThreadCpuTimeEnabled(true);
			}
			return true;
		}
		catch (UnsupportedOperationException | SecurityException ex) {
			return false;
		}
	}

	private static boolean hasBulk() {
		try {
			return THREADS instanceof com.sun.management.ThreadMXBean;
		}
		catch (LinkageError ex) {
			// A run-time image without the module jdk.management.
			return false;
		}
	}

}
