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

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;

import io.codecarbon.host.ThreadCpuClock;
import org.jspecify.annotations.Nullable;

/**
 * Splits the CPU time of this process in a run: what its tasks used, what its threads
 * used outside of tasks, and what the JVM used for itself. The threads of the application
 * enter and leave executions; the sampler observes.
 */
final class CpuLedger {

	private static final long[] NO_THREADS = {};

	// Not static: two runs share nothing. The ledger of a thread must not keep the
	// tracker's class loader alive in a thread that outlives the application.
	@SuppressWarnings("ThreadLocalUsage")
	private final ThreadLocal<@Nullable WeakReference<ThreadLedger>> local = new ThreadLocal<>();

	private final ThreadCpuClock clock;

	private final long firstId;

	private volatile TaskAccount[] accounts = new TaskAccount[16];

	private final List<TaskAccount> partAccounts = new CopyOnWriteArrayList<>();

	private final Queue<ThreadLedger> opened = new ConcurrentLinkedQueue<>();

	private volatile boolean clockUnreadable;

	// Only the sampler touches what follows.

	private final List<ThreadLedger> ledgers = new ArrayList<>();

	private final Set<Long> threadsWithLedger = new HashSet<>();

	// Whether the threads have to be listed, however many there are.
	private boolean listThreads = true;

	private long population;

	private long[] countedThreads = NO_THREADS;

	private long[] countedNanos = NO_THREADS;

	private final ThreadLedger.StackCopy stackCopy = new ThreadLedger.StackCopy();

	private final long processBaseline;

	private long lastCount = System.nanoTime();

	private long retiredNanos;

	private long withoutLedgerNanos;

	private long untrackedNanos;

	private long jvmNanos;

	/**
	 * Opens the ledger with the CPU time that has been used so far as its zero.
	 * @param clock the CPU clock of threads
	 * @param processNanos the CPU time of this process, -1 where it cannot be read
	 * @param firstId see {@link ThreadLedger}
	 */
	CpuLedger(ThreadCpuClock clock, long processNanos, long firstId) {
		this.clock = clock;
		this.firstId = firstId;
		this.processBaseline = processNanos;
		countThreadsWithoutLedger();
		this.withoutLedgerNanos = 0;
	}

	/**
	 * Returns the ledger of the current thread.
	 * @return the ledger
	 */
	ThreadLedger current() {
		WeakReference<ThreadLedger> reference = this.local.get();
		ThreadLedger ledger = (reference != null) ? reference.get() : null;
		return (ledger != null) ? ledger : open();
	}

	private ThreadLedger open() {
		ThreadLedger ledger = new ThreadLedger(this.clock, this.firstId);
		this.local.set(new WeakReference<>(ledger));
		if (ledger.isClockLost()) {
			this.clockUnreadable = true;
		}
		this.opened.add(ledger);
		return ledger;
	}

	/**
	 * Returns the account of a task.
	 * @param task the task
	 * @return its account in this run
	 */
	TaskAccount account(TaskDefinition task) {
		TaskAccount[] accounts = this.accounts;
		int index = task.index();
		TaskAccount account = (index < accounts.length) ? accounts[index] : null;
		return (account != null) ? account : openAccount(task);
	}

	private synchronized TaskAccount openAccount(TaskDefinition task) {
		TaskAccount[] accounts = this.accounts;
		int index = task.index();
		if (index >= accounts.length) {
			accounts = Arrays.copyOf(accounts, Math.max(index + 1, accounts.length * 2));
		}
		if (accounts[index] == null) {
			accounts[index] = new TaskAccount(task);
			this.accounts = accounts;
		}
		return accounts[index];
	}

	/**
	 * Opens an account for a part of what a task does.
	 * @param task the task
	 * @return an account that passes on to the account of the task
	 */
	TaskAccount openPart(TaskDefinition task) {
		TaskAccount part = new TaskAccount(task, account(task));
		this.partAccounts.add(part);
		return part;
	}

	/**
	 * Closes an account for a part of what a task does.
	 * @param part the account
	 */
	void closePart(TaskAccount part) {
		this.partAccounts.remove(part);
	}

	/**
	 * Whether a thread has been in a task that cannot tell its CPU time.
	 * @return whether the CPU clock of a thread could not be read
	 */
	boolean isClockUnreadable() {
		return this.clockUnreadable;
	}

	TaskAccount[] accounts() {
		return this.accounts;
	}

	List<TaskAccount> partAccounts() {
		return this.partAccounts;
	}

	/**
	 * Observes what has been used since the last observation. Called by the sampler.
	 * @param wall the monotonic clock
	 * @param processNanos the CPU time of this process, -1 where it cannot be read
	 * @param countAll whether to count the threads that were never in a task, of which
	 * there can be many; what they have used otherwise counts when they are counted next
	 * @return what was used by whom; what the tasks used is in their accounts
	 */
	CpuSplit observe(long wall, long processNanos, boolean countAll) {
		admitOpened();
		retireDead();
		for (TaskAccount account : this.accounts) {
			if (account != null) {
				account.observeSettled();
			}
		}
		this.partAccounts.forEach(TaskAccount::observeSettled);
		long untracked = this.retiredNanos;
		for (ThreadLedger ledger : this.ledgers) {
			untracked += ledger.observe(wall, this.stackCopy);
		}
		if (countAll) {
			countThreadsWithoutLedger();
		}
		untracked += this.withoutLedgerNanos;
		long tasks = 0;
		long newTasks = 0;
		for (TaskAccount account : this.accounts) {
			if (account != null) {
				newTasks += account.newCpuNanos();
				tasks += account.figures().cpuNanos();
			}
		}
		long newUntracked = Math.max(0, untracked - this.untrackedNanos);
		this.untrackedNanos += newUntracked;
		// The process clock moves in steps of 10 ms, those of the threads do not: the JVM
		// has used no less than the most by which the former was ever ahead.
		long ahead = (processNanos < 0) ? 0
				: processNanos - this.processBaseline - tasks - newTasks - this.untrackedNanos;
		long newJvm = Math.max(0, ahead - this.jvmNanos);
		this.jvmNanos += newJvm;
		return new CpuSplit(newTasks, newUntracked, newJvm);
	}

	private void admitOpened() {
		for (ThreadLedger ledger = this.opened.poll(); ledger != null; ledger = this.opened.poll()) {
			long id = ledger.thread().getId();
			this.ledgers.add(ledger);
			this.threadsWithLedger.add(id);
			// What it counts for is the ledger's from here on.
			long counted = countedNanos(id);
			this.listThreads = true;
			if (counted >= 0) {
				this.withoutLedgerNanos += ledger.firstClock() - counted;
			}
			else if (ledger.firstClock() >= 0) {
				this.withoutLedgerNanos += sinceItAppeared(ledger.firstClock());
			}
		}
	}

	private void retireDead() {
		for (Iterator<ThreadLedger> iterator = this.ledgers.iterator(); iterator.hasNext();) {
			ThreadLedger ledger = iterator.next();
			if (!ledger.thread().isAlive()) {
				this.retiredNanos += ledger.retire();
				this.threadsWithLedger.remove(ledger.thread().getId());
				iterator.remove();
			}
		}
	}

	private void countThreadsWithoutLedger() {
		long started = System.nanoTime();
		long population = this.clock.population();
		boolean changed = population != this.population;
		if (changed || this.listThreads) {
			chooseThreadsToCount(this.clock.liveThreadIds());
			this.population = population;
			// A thread that is counted may not be listed yet.
			this.listThreads = changed;
		}
		long[] nanos = this.clock.ofThreads(this.countedThreads);
		for (int i = 0; i < nanos.length; i++) {
			if (nanos[i] >= 0) {
				long counted = this.countedNanos[i];
				this.withoutLedgerNanos += (counted >= 0) ? Math.max(0, nanos[i] - counted) : sinceItAppeared(nanos[i]);
				this.countedNanos[i] = nanos[i];
			}
		}
		this.lastCount = started;
	}

	// Only after threads have come or gone: in most windows of a service none has.
	private void chooseThreadsToCount(long[] live) {
		Map<Long, Long> counted = new HashMap<>();
		for (int i = 0; i < this.countedThreads.length; i++) {
			counted.put(this.countedThreads[i], this.countedNanos[i]);
		}
		long[] threads = new long[live.length];
		long[] nanos = new long[live.length];
		int count = 0;
		for (long id : live) {
			if (!this.threadsWithLedger.contains(id)) {
				threads[count] = id;
				nanos[count] = counted.getOrDefault(id, -1L);
				count++;
			}
		}
		this.countedThreads = Arrays.copyOf(threads, count);
		this.countedNanos = Arrays.copyOf(nanos, count);
	}

	private long countedNanos(long id) {
		for (int i = 0; i < this.countedThreads.length; i++) {
			if (this.countedThreads[i] == id) {
				return this.countedNanos[i];
			}
		}
		return -1;
	}

	// A thread that is seen for the first time has used its CPU time since the last
	// count,
	// unless it is a native thread that ran before it became a Java thread: the one that
	// was main, for instance, goes on as another Java thread, DestroyJavaVM, with main's
	// clock.
	private long sinceItAppeared(long nanos) {
		return (nanos <= System.nanoTime() - this.lastCount) ? nanos : 0;
	}

	/**
	 * Who used how much CPU time in a window.
	 *
	 * @param tasksNanos the tasks, together
	 * @param untrackedNanos the threads of the application outside of tasks
	 * @param jvmNanos the JVM's own threads, such as those that compile and collect
	 */
	record CpuSplit(long tasksNanos, long untrackedNanos, long jvmNanos) {

		long processNanos() {
			return this.tasksNanos + this.untrackedNanos + this.jvmNanos;
		}

	}

}
