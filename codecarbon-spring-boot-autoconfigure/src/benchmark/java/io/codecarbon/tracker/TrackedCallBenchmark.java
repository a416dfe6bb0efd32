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

import java.util.concurrent.TimeUnit;

import io.codecarbon.host.ThreadCpuClock;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * The cost of entering and leaving an execution: with the clock of threads, with a clock
 * that costs nothing, and that of two readings of the clock alone.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class TrackedCallBenchmark {

	private static final ThreadCpuClock CLOCK = ThreadCpuClock.platform();

	private CpuLedger ledger;

	private TaskAccount account;

	private CpuLedger stubLedger;

	private TaskAccount stubAccount;

	@Setup
	public void open() {
		TaskDefinition task = new TaskDefinitions(1).get("task", TaskKind.METHOD, null);
		this.ledger = new CpuLedger(CLOCK, 0, 1);
		this.account = this.ledger.account(task);
		this.stubLedger = new CpuLedger(new StubClock(), 0, 1);
		this.stubAccount = this.stubLedger.account(task);
	}

	@Benchmark
	public void enterAndExit() {
		long execution = this.ledger.current().enter(this.account);
		this.ledger.current().exit(execution, false);
	}

	@Benchmark
	public void enterAndExitWithoutClock() {
		long execution = this.stubLedger.current().enter(this.stubAccount);
		this.stubLedger.current().exit(execution, false);
	}

	@Benchmark
	public long twoClockReads() {
		long first = CLOCK.currentThread();
		return CLOCK.currentThread() - first;
	}

	/**
	 * A clock that costs nothing.
	 */
	private static final class StubClock implements ThreadCpuClock {

		private long now;

		@Override
		public long currentThread() {
			return this.now++;
		}

		@Override
		public long ofThread(long threadId) {
			return this.now;
		}

		@Override
		public long[] ofThreads(long[] threadIds) {
			return new long[threadIds.length];
		}

		@Override
		public long population() {
			return 0;
		}

		@Override
		public long[] liveThreadIds() {
			return new long[0];
		}

	}

}
