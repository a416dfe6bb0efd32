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
 * Reads how much CPU time platform threads have used, in nanoseconds of user and kernel
 * mode since they started. What cannot be read is -1: a thread that has ended, a virtual
 * thread, a JVM that does not support it. Never throws. Implementations are thread-safe.
 */
public interface ThreadCpuClock {

	/**
	 * Returns the CPU time of the calling thread.
	 * @return nanoseconds, or -1
	 */
	long currentThread();

	/**
	 * Returns the CPU time of a thread.
	 * @param threadId its Java thread id
	 * @return nanoseconds, or -1
	 */
	long ofThread(long threadId);

	/**
	 * Returns the CPU times of several threads, which is cheaper than one by one.
	 * @param threadIds their Java thread ids
	 * @return as many figures in the same order, each in nanoseconds, or -1
	 */
	long[] ofThreads(long[] threadIds);

	/**
	 * Returns a number that changes whenever a platform thread has started or ended,
	 * which is cheaper than to list them. The JVM may list a thread a moment after it has
	 * counted it.
	 * @return any number
	 */
	long population();

	/**
	 * Returns which platform threads are alive now. The JVM's own (GC, JIT) are not among
	 * them.
	 * @return their Java thread ids
	 */
	long[] liveThreadIds();

	/**
	 * Returns the clock of this JVM. Turns on the measurement of thread CPU time where it
	 * is supported but off.
	 * @return the clock
	 */
	static ThreadCpuClock platform() {
		return PlatformThreadCpuClock.INSTANCE;
	}

	/**
	 * Returns whether a thread is virtual.
	 * @param thread the thread
	 * @return whether it is virtual, {@code false} before Java 21
	 */
	static boolean isVirtual(Thread thread) {
		return VirtualThreads.contain(thread);
	}

}
