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

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;

import io.codecarbon.tracker.CpuLedger.CpuSplit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link CpuLedger} and {@link ThreadLedger}.
 */
class CpuLedgerTests {

	private final FakeThreadCpuClock clock = new FakeThreadCpuClock();

	private final TaskDefinitions definitions = new TaskDefinitions(100);

	private CpuLedger ledger;

	private TaskAccount a;

	private TaskAccount b;

	@BeforeEach
	void openLedger() {
		this.clock.set(Thread.currentThread(), 1_000);
		this.ledger = new CpuLedger(this.clock, 5_000, 1L << 40);
		this.a = this.ledger.account(this.definitions.get("a", TaskKind.METHOD, null));
		this.b = this.ledger.account(this.definitions.get("b", TaskKind.METHOD, null));
	}

	@Test
	void chargesATaskWithWhatItsThreadUsedInside() {
		this.clock.advance(10);
		long execution = enter(this.a);
		this.clock.advance(100);
		exit(execution);
		this.clock.advance(1);
		CpuSplit split = observe(5_111);
		assertThat(split).isEqualTo(new CpuSplit(100, 11, 0));
		assertThat(this.a.newCpuNanos()).isEqualTo(100);
		assertThat(this.a.newInclusiveCpuNanos()).isEqualTo(100);
		assertThat(this.a.successes()).isOne();
	}

	@Test
	void givesNestedTasksTheirSelfTimeAndTheOuterOneBothAsInclusiveTime() {
		long outer = enter(this.a);
		this.clock.advance(10);
		long inner = enter(this.b);
		this.clock.advance(200);
		exit(inner);
		this.clock.advance(3_000);
		exit(outer);
		observe(0);
		assertThat(this.a.newCpuNanos()).isEqualTo(3_010);
		assertThat(this.a.newInclusiveCpuNanos()).isEqualTo(3_210);
		assertThat(this.b.newCpuNanos()).isEqualTo(200);
		assertThat(this.b.newInclusiveCpuNanos()).isEqualTo(200);
	}

	@Test
	void countsTheInclusiveTimeOfARecursionOnce() {
		long outer = enter(this.a);
		this.clock.advance(10);
		long inner = enter(this.a);
		this.clock.advance(20);
		observe(0);
		assertThat(this.a.newInclusiveCpuNanos()).isEqualTo(30);
		assertThat(this.a.active()).isEqualTo(2);
		exit(inner);
		exit(outer);
		observe(0);
		assertThat(this.a.newCpuNanos()).isEqualTo(30);
		assertThat(this.a.newInclusiveCpuNanos()).isEqualTo(30);
		assertThat(this.a.successes()).isEqualTo(2);
	}

	@Test
	void chargesAnExecutionThatGoesOnInTheWindowsInWhichItRan() {
		long outer = enter(this.a);
		this.clock.advance(10);
		enter(this.b);
		this.clock.advance(200);
		assertThat(observe(0).tasksNanos()).isEqualTo(210);
		publish(this.a);
		publish(this.b);
		this.clock.advance(1_000);
		assertThat(observe(0).tasksNanos()).isEqualTo(1_000);
		assertThat(this.a.newCpuNanos()).isZero();
		assertThat(this.a.newInclusiveCpuNanos()).isEqualTo(1_000);
		assertThat(this.b.newCpuNanos()).isEqualTo(1_000);
		publish(this.a);
		publish(this.b);
		exit(outer);
		assertThat(observe(0).tasksNanos()).isZero();
	}

	@Test
	void endsAnOuterExecutionWithoutTheInnerOne() {
		long outer = enter(this.a);
		long inner = enter(this.b);
		this.clock.advance(10);
		exit(outer);
		this.clock.advance(100);
		exit(inner);
		this.clock.advance(1_000);
		assertThat(observe(0)).isEqualTo(new CpuSplit(110, 1_000, 0));
		assertThat(this.a.newCpuNanos()).isZero();
		assertThat(this.b.newCpuNanos()).isEqualTo(110);
	}

	@Test
	void endingTwiceEndsOnce() {
		long execution = enter(this.a);
		exit(execution);
		exit(execution);
		assertThat(this.a.successes()).isOne();
	}

	@Test
	void noticesThatAnExecutionFailed() {
		this.ledger.current().exit(enter(this.a), true);
		assertThat(this.a.successes()).isZero();
		assertThat(this.a.failures()).isOne();
	}

	@Test
	void chargesAnExecutionThatAnotherThreadEndedUpToThen() throws Exception {
		long outer = enter(this.a);
		long inner = enter(this.b);
		this.clock.advance(10);
		ThreadLedger own = this.ledger.current();
		CompletableFuture.runAsync(() -> own.exitFromOutside(inner, false)).get();
		this.clock.advance(100);
		assertThat(observe(0).tasksNanos()).isEqualTo(110);
		assertThat(this.a.newCpuNanos()).isEqualTo(100);
		assertThat(this.b.newCpuNanos()).isEqualTo(10);
		assertThat(this.b.active()).isZero();
		publish(this.a);
		publish(this.b);
		exit(outer);
		assertThat(observe(0).tasksNanos()).isZero();
		assertThat(this.b.newInclusiveCpuNanos()).isZero();
		assertThat(this.b.successes()).isOne();
	}

	@Test
	void keepsWhatADeadThreadUsedAndEndsItsExecutions() throws Exception {
		Thread thread = new Thread(() -> {
			this.clock.set(Thread.currentThread(), 0);
			enter(this.a);
			this.clock.advance(10);
			exit(enter(this.b));
			this.clock.advance(7);
		});
		thread.start();
		thread.join();
		this.clock.remove(thread);
		CpuSplit split = observe(5_017);
		assertThat(split.tasksNanos()).isEqualTo(10);
		assertThat(split.jvmNanos()).as("what it used after it last settled is not known to be its").isEqualTo(7);
		assertThat(this.a.active()).isZero();
		assertThat(this.a.successes()).isOne();
	}

	@Test
	void keepsWhatWasInFlightWhenAThreadDiesAndGoesOnCountingOthers() throws Exception {
		CountDownLatch observed = new CountDownLatch(1);
		CountDownLatch entered = new CountDownLatch(1);
		Thread thread = new Thread(() -> {
			this.clock.set(Thread.currentThread(), 0);
			enter(this.a);
			this.clock.advance(600);
			entered.countDown();
			try {
				observed.await();
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
			}
		});
		thread.start();
		entered.await();
		assertThat(observe(0).tasksNanos()).isEqualTo(600);
		publish(this.a);
		observed.countDown();
		thread.join();
		this.clock.remove(thread);
		long execution = enter(this.a);
		this.clock.advance(50);
		exit(execution);
		assertThat(observe(0).tasksNanos()).isEqualTo(50);
	}

	@Test
	void forgetsAStackThatWasCutShort() {
		ThreadLedger own = this.ledger.current();
		TaskAccount overflowing = new TaskAccount(this.definitions.get("overflowing", TaskKind.METHOD, null)) {

			@Override
			void charge(long nanos) {
				throw new StackOverflowError();
			}

		};
		long execution = own.enter(overflowing);
		this.clock.advance(10);
		assertThatExceptionOfType(StackOverflowError.class).isThrownBy(() -> own.exit(execution, false));
		long next = enter(this.a);
		this.clock.advance(7);
		exit(next);
		this.clock.advance(1);
		assertThat(observe(0)).isEqualTo(new CpuSplit(7, 11, 0));
	}

	@Test
	void countsWhatAThreadUsedBeforeItsFirstTaskAsUntrackedOnce() {
		this.clock.advance(10);
		assertThat(observe(0).untrackedNanos()).isEqualTo(10);
		this.clock.advance(20);
		long execution = enter(this.a);
		this.clock.advance(40);
		exit(execution);
		assertThat(observe(0)).isEqualTo(new CpuSplit(40, 20, 0));
	}

	@Test
	void countsAThreadThatWasStartedLaterFromItsBeginning() {
		Thread other = new Thread(() -> {
		});
		this.clock.set(other, 500);
		assertThat(observe(0).untrackedNanos()).isEqualTo(500);
		this.clock.advance(other, 5);
		assertThat(observe(0).untrackedNanos()).isEqualTo(5);
	}

	@Test
	void doesNotCountWhatANativeThreadUsedBeforeItBecameAJavaThread() {
		Thread attached = new Thread(() -> {
		});
		long longAgo = Duration.ofHours(1).toNanos();
		this.clock.set(attached, longAgo);
		assertThat(observe(0).untrackedNanos()).isZero();
		this.clock.advance(attached, 5);
		assertThat(observe(0).untrackedNanos()).isEqualTo(5);
	}

	@Test
	void countsWhatNoThreadUsedAsTheJvmsAndIgnoresTheStepsOfTheProcessClock() {
		this.clock.advance(100);
		assertThat(observe(5_400)).isEqualTo(new CpuSplit(0, 100, 300));
		this.clock.advance(100);
		assertThat(observe(5_400)).isEqualTo(new CpuSplit(0, 100, 0));
		assertThat(observe(5_520)).isEqualTo(new CpuSplit(0, 0, 20));
	}

	@Test
	void countsExecutionsOfAThreadWhoseClockCannotBeReadButChargesNothing() {
		this.clock.remove(Thread.currentThread());
		long execution = enter(this.a);
		exit(execution);
		assertThat(observe(-1)).isEqualTo(new CpuSplit(0, 0, 0));
		assertThat(this.a.successes()).isOne();
		assertThat(this.ledger.isClockUnreadable()).isTrue();
	}

	@Test
	void chargesNothingMoreOnceTheClockOfAThreadIsLost() {
		long first = enter(this.a);
		this.clock.advance(10);
		exit(first);
		this.clock.remove(Thread.currentThread());
		long second = enter(this.a);
		exit(second);
		assertThat(observe(-1).tasksNanos()).isEqualTo(10);
		assertThat(this.a.successes()).isEqualTo(2);
	}

	@Test
	void givesTheExecutionsBeyondTheBoundToOneTask() {
		TaskDefinitions few = new TaskDefinitions(2);
		assertThat(few.get("1", TaskKind.METHOD, null).name()).isEqualTo("1");
		assertThat(few.get("2", TaskKind.METHOD, null).name()).isEqualTo("2");
		assertThat(few.get("3", TaskKind.METHOD, null)).isSameAs(few.other());
		assertThat(few.get("1", TaskKind.METHOD, null).name()).isEqualTo("1");
	}

	private long enter(TaskAccount account) {
		return this.ledger.current().enter(account);
	}

	private void exit(long execution) {
		this.ledger.current().exit(execution, false);
	}

	private CpuSplit observe(long processNanos) {
		return this.ledger.observe(System.nanoTime(), processNanos, true);
	}

	private static void publish(TaskAccount account) {
		TaskFigures last = account.figures();
		account.publish(new TaskFigures(account.definition(), last.cpuNanos() + account.newCpuNanos(),
				last.inclusiveCpuNanos() + account.newInclusiveCpuNanos(), 0, 0, 0, 0, last.self(), last.inclusive()));
	}

}
