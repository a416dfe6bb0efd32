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

package io.codecarbon.tracker;

import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import io.codecarbon.host.ThreadCpuClock;

/**
 * A clock of threads that only a test advances.
 */
class FakeThreadCpuClock implements ThreadCpuClock {

	private final Map<Long, Long> nanos = new ConcurrentHashMap<>();

	void advance(long nanos) {
		advance(Thread.currentThread(), nanos);
	}

	void advance(Thread thread, long nanos) {
		this.nanos.merge(thread.getId(), nanos, Long::sum);
	}

	void set(Thread thread, long nanos) {
		this.nanos.put(thread.getId(), nanos);
	}

	void remove(Thread thread) {
		this.nanos.remove(thread.getId());
	}

	@Override
	public long currentThread() {
		return ofThread(Thread.currentThread().getId());
	}

	@Override
	public long ofThread(long threadId) {
		return this.nanos.getOrDefault(threadId, -1L);
	}

	@Override
	public long[] ofThreads(long[] threadIds) {
		return Arrays.stream(threadIds).map(this::ofThread).toArray();
	}

	@Override
	public long population() {
		return this.nanos.keySet().hashCode();
	}

	@Override
	public long[] liveThreadIds() {
		return this.nanos.keySet().stream().mapToLong(Long::longValue).toArray();
	}

}
