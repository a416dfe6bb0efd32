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

import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ThreadCpuClock} and {@link ProcessCpu}.
 */
class ThreadCpuClockTests {

	private final ThreadCpuClock clock = ThreadCpuClock.platform();

	@Test
	void runsWhileTheThreadWorks() {
		long process = ProcessCpu.nanos();
		long start = this.clock.currentThread();
		assertThat(start).isPositive();
		while (this.clock.currentThread() - start < 30_000_000) {
			Thread.onSpinWait();
		}
		assertThat(this.clock.ofThread(Thread.currentThread().getId())).isGreaterThanOrEqualTo(start + 30_000_000);
		assertThat(ProcessCpu.nanos()).isGreaterThanOrEqualTo(process + 20_000_000);
	}

	@Test
	void readsManyThreadsAtOnce() {
		long self = Thread.currentThread().getId();
		long before = this.clock.currentThread();
		long[] times = this.clock.ofThreads(new long[] { Long.MAX_VALUE, self });
		assertThat(times).hasSize(2);
		assertThat(times[0]).isEqualTo(-1);
		assertThat(times[1]).isGreaterThanOrEqualTo(before);
		assertThat(this.clock.ofThreads(new long[0])).isEmpty();
	}

	@Test
	void answersMinusOneForWhatIsNoThread() throws InterruptedException {
		Thread ended = new Thread(() -> {
		});
		ended.start();
		ended.join();
		assertThat(this.clock.ofThread(ended.getId())).isEqualTo(-1);
		assertThat(this.clock.ofThread(0)).isEqualTo(-1);
		assertThat(this.clock.ofThread(-5)).isEqualTo(-1);
		assertThat(this.clock.ofThreads(new long[] { ended.getId(), 0, -5 })).containsExactly(-1, -1, -1);
	}

	@Test
	void listsTheThreadsThatAreAlive() {
		assertThat(this.clock.liveThreadIds()).contains(Thread.currentThread().getId());
	}

	@Test
	void hasAnotherPopulationAfterAThreadHasStartedAndAfterItHasEnded() throws InterruptedException {
		CountDownLatch end = new CountDownLatch(1);
		long before = this.clock.population();
		Thread thread = new Thread(() -> {
			try {
				end.await();
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
			}
		});
		thread.start();
		assertThat(this.clock.population()).isNotEqualTo(before);
		long between = this.clock.population();
		end.countDown();
		thread.join();
		Awaitility.await().untilAsserted(() -> assertThat(this.clock.population()).isNotIn(before, between));
	}

	@Test
	void doesNotTakeAPlatformThreadForAVirtualOne() {
		assertThat(ThreadCpuClock.isVirtual(Thread.currentThread())).isFalse();
	}

	@Test
	@Tag("newest-jdk")
	@EnabledForJreRange(min = JRE.JAVA_21)
	void hasNoClockForAVirtualThread() throws Exception {
		AtomicBoolean virtual = new AtomicBoolean();
		long[] times = new long[2];
		Runnable work = () -> {
			virtual.set(ThreadCpuClock.isVirtual(Thread.currentThread()));
			times[0] = this.clock.currentThread();
			times[1] = this.clock.ofThread(Thread.currentThread().getId());
		};
		Thread thread = (Thread) Thread.class.getMethod("startVirtualThread", Runnable.class).invoke(null, work);
		thread.join();
		assertThat(virtual).isTrue();
		assertThat(Arrays.stream(times)).containsExactly(-1L, -1L);
	}

}
