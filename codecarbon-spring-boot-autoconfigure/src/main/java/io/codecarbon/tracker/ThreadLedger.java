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

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Arrays;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

import io.codecarbon.host.ThreadCpuClock;
import org.jspecify.annotations.Nullable;

/**
 * The stack of the executions that a thread is in, and its CPU clock when it was last
 * settled. Whenever the stack changes, the CPU time since then is charged to the task
 * that was on top.
 * <p>
 * Only the thread itself writes its ledger, each time between two increments of
 * {@link #sequence}. The sampler reads it, and reads it again if the number was odd or
 * has moved. (That both swap the settled clock atomically was tried elsewhere: a stale
 * read by the sampler then makes a delta negative, or charges the wrong task.)
 */
final class ThreadLedger {

	private static final VarHandle SEQUENCE;

	static {
		try {
			SEQUENCE = MethodHandles.lookup().findVarHandle(ThreadLedger.class, "sequence", int.class);
		}
		catch (ReflectiveOperationException ex) {
			throw new ExceptionInInitializerError(ex);
		}
	}

	private static final int INITIAL_CAPACITY = 4;

	private static final int READ_ATTEMPTS = 64;

	private final Thread thread;

	private final ThreadCpuClock clock;

	private final long firstClock;

	private long lastId;

	private int sequence;

	private Frame[] frames = new Frame[0];

	private int depth;

	private long settledClock;

	private long untrackedNanos;

	// The last clock of the thread that the sampler has counted; it alone touches it.
	private long seenClock;

	// Set where an entry or an end was cut short, by a stack that overflowed for
	// instance:
	// what is on the stack then is not known.
	private boolean damaged;

	private volatile boolean clockLost;

	private final Queue<ForeignEnd> foreignEnds = new ConcurrentLinkedQueue<>();

	private volatile boolean endedByOthers;

	/**
	 * Opens the ledger of the current thread.
	 * @param clock the CPU clock of threads
	 * @param firstId a number below those of the executions, so far apart from that of
	 * another run that no two executions of a tracker share a number
	 */
	ThreadLedger(ThreadCpuClock clock, long firstId) {
		this.thread = Thread.currentThread();
		this.clock = clock;
		this.lastId = firstId;
		this.firstClock = clock.currentThread();
		this.settledClock = this.firstClock;
		this.clockLost = this.firstClock < 0;
	}

	Thread thread() {
		return this.thread;
	}

	/**
	 * Returns the thread's CPU clock when the ledger was opened.
	 * @return nanoseconds
	 */
	long firstClock() {
		return this.firstClock;
	}

	/**
	 * Whether the CPU clock of the thread cannot be read, so that its executions are
	 * counted but not charged.
	 * @return whether it cannot be read
	 */
	boolean isClockLost() {
		return this.clockLost;
	}

	/**
	 * Enters an execution. Called by the thread itself.
	 * @param account what to charge
	 * @return the number of the execution
	 */
	long enter(TaskAccount account) {
		long now = readClock();
		long wall = System.nanoTime();
		int before = beginWrite();
		this.damaged = true;
		settle(now);
		if (this.depth == this.frames.length) {
			this.frames = grow(this.frames, Math.max(INITIAL_CAPACITY, this.depth * 2));
		}
		boolean outermost = isOutermost(account);
		Frame frame = this.frames[this.depth];
		frame.id = ++this.lastId;
		frame.account = account;
		frame.enterClock = now;
		frame.enterWall = wall;
		frame.outermost = outermost;
		this.depth++;
		this.damaged = false;
		endWrite(before);
		return frame.id;
	}

	/**
	 * Ends an execution. Called by the thread itself. Does nothing if it has ended.
	 * @param id the number of the execution
	 * @param failed whether it failed
	 */
	void exit(long id, boolean failed) {
		long now = readClock();
		long wall = System.nanoTime();
		int before = beginWrite();
		this.damaged = true;
		settle(now);
		end(id, now, wall, failed);
		this.damaged = false;
		endWrite(before);
	}

	/**
	 * Ends an execution from another thread: it is charged up to now, and leaves the
	 * stack when its own thread next comes by.
	 * @param id the number of the execution
	 * @param failed whether it failed
	 */
	void exitFromOutside(long id, boolean failed) {
		long now = this.clock.ofThread(this.thread.getId());
		this.foreignEnds.add(new ForeignEnd(id, now, System.nanoTime(), failed));
		this.endedByOthers = true;
	}

	private long readClock() {
		if (this.clockLost) {
			return this.settledClock;
		}
		long now = this.clock.currentThread();
		if (now < 0) {
			this.clockLost = true;
			return this.settledClock;
		}
		return now;
	}

	private int beginWrite() {
		// Even, also after a write that was cut short.
		int before = this.sequence & ~1;
		SEQUENCE.setOpaque(this, before + 1);
		VarHandle.releaseFence();
		if (this.damaged) {
			this.depth = 0;
		}
		return before;
	}

	private void endWrite(int before) {
		SEQUENCE.setRelease(this, before + 2);
	}

	private void settle(long now) {
		if (this.endedByOthers) {
			settleForeignEnds();
		}
		settleUpTo(now);
	}

	private void settleUpTo(long now) {
		long nanos = now - this.settledClock;
		if (nanos <= 0) {
			return;
		}
		TaskAccount top = (this.depth > 0) ? this.frames[this.depth - 1].account : null;
		if (top != null) {
			top.charge(nanos);
		}
		else {
			this.untrackedNanos += nanos;
		}
		this.settledClock = now;
	}

	private void settleForeignEnds() {
		this.endedByOthers = false;
		for (ForeignEnd end = this.foreignEnds.poll(); end != null; end = this.foreignEnds.poll()) {
			settleUpTo(end.clock());
			end(end.id(), end.clock(), end.wall(), end.failed());
		}
	}

	private void end(long id, long now, long wall, boolean failed) {
		for (int i = this.depth - 1; i >= 0; i--) {
			Frame frame = this.frames[i];
			if (frame.id == id) {
				System.arraycopy(this.frames, i + 1, this.frames, i, this.depth - i - 1);
				this.depth--;
				this.frames[this.depth] = frame;
				TaskAccount account = frame.account;
				frame.account = null;
				if (account != null) {
					account.ended(Math.max(0, now - frame.enterClock), frame.outermost, wall - frame.enterWall, failed);
				}
				return;
			}
		}
	}

	@SuppressWarnings("ReferenceEquality")
	private boolean isOutermost(TaskAccount account) {
		TaskAccount task = account.task();
		for (int i = 0; i < this.depth; i++) {
			TaskAccount enclosing = this.frames[i].account;
			if (enclosing != null && enclosing.task() == task) {
				return false;
			}
		}
		return true;
	}

	/**
	 * Adds to the accounts what the thread has used since it last settled. Called by the
	 * sampler, after it has looked at what is settled.
	 * @param wall the monotonic clock
	 * @param copy where to copy the stack to
	 * @return the CPU time of the thread in no execution, in nanoseconds
	 */
	long observe(long wall, StackCopy copy) {
		for (int attempt = 0; attempt < READ_ATTEMPTS; attempt++) {
			int before = (int) SEQUENCE.getAcquire(this);
			if ((before & 1) == 0) {
				copy.take(this);
				long untracked = this.untrackedNanos;
				VarHandle.acquireFence();
				if ((int) SEQUENCE.getOpaque(this) == before) {
					long now = this.clockLost ? copy.settledClock : this.clock.ofThread(this.thread.getId());
					VarHandle.acquireFence();
					if ((int) SEQUENCE.getOpaque(this) == before) {
						this.seenClock = Math.max(this.seenClock, now);
					}
					else {
						// It went on since: what is in flight is not known, the stack is.
						now = copy.settledClock;
					}
					return untracked + copy.observe(Math.max(now, copy.settledClock), wall);
				}
			}
			Thread.onSpinWait();
		}
		// The thread enters and leaves executions faster than its ledger can be copied.
		return this.untrackedNanos;
	}

	/**
	 * Ends the executions of a thread that is dead. Called by the sampler.
	 * @return the CPU time of the thread in no execution, in nanoseconds
	 */
	long retire() {
		settleForeignEnds();
		settleUpTo(this.seenClock);
		long wall = System.nanoTime();
		while (this.depth > 0) {
			end(this.frames[this.depth - 1].id, this.settledClock, wall, false);
		}
		return this.untrackedNanos;
	}

	private static Frame[] grow(Frame[] frames, int capacity) {
		Frame[] grown = Arrays.copyOf(frames, capacity);
		for (int i = frames.length; i < capacity; i++) {
			grown[i] = new Frame();
		}
		return grown;
	}

	/**
	 * One execution. Reused for later ones at the same depth.
	 */
	private static final class Frame {

		private long id;

		private @Nullable TaskAccount account;

		private long enterClock;

		private long enterWall;

		private boolean outermost;

		private void copyFrom(Frame other) {
			this.id = other.id;
			this.account = other.account;
			this.enterClock = other.enterClock;
			this.enterWall = other.enterWall;
			this.outermost = other.outermost;
		}

	}

	private record ForeignEnd(long id, long clock, long wall, boolean failed) {
	}

	/**
	 * Where the sampler copies a stack to before it knows whether the copy is whole.
	 */
	static final class StackCopy {

		private static final ForeignEnd[] NONE = {};

		private Frame[] frames = new Frame[0];

		private int depth;

		private long settledClock;

		private ForeignEnd[] foreignEnds = NONE;

		private void take(ThreadLedger ledger) {
			Frame[] source = ledger.frames;
			this.depth = Math.min(ledger.depth, source.length);
			if (this.frames.length < this.depth) {
				this.frames = grow(this.frames, source.length);
			}
			for (int i = 0; i < this.depth; i++) {
				Frame frame = source[i];
				// Before the copy is known to be whole, a new array can look empty.
				if (frame != null) {
					this.frames[i].copyFrom(frame);
				}
			}
			this.settledClock = ledger.settledClock;
			this.foreignEnds = ledger.endedByOthers ? ledger.foreignEnds.toArray(NONE) : NONE;
		}

		private long observe(long now, long wall) {
			long untracked = 0;
			long settled = this.settledClock;
			for (ForeignEnd end : this.foreignEnds) {
				untracked += observeInFlight(end.clock() - settled);
				settled = Math.max(settled, end.clock());
				observeEnd(end);
			}
			untracked += observeInFlight(now - settled);
			for (int i = 0; i < this.depth; i++) {
				observe(this.frames[i], now, wall, false);
			}
			return untracked;
		}

		private long observeInFlight(long nanos) {
			if (nanos <= 0) {
				return 0;
			}
			TaskAccount top = (this.depth > 0) ? this.frames[this.depth - 1].account : null;
			if (top == null) {
				return nanos;
			}
			top.observeInFlight(nanos);
			return 0;
		}

		private void observeEnd(ForeignEnd end) {
			for (int i = this.depth - 1; i >= 0; i--) {
				Frame frame = this.frames[i];
				if (frame.id == end.id()) {
					observe(frame, end.clock(), end.wall(), true);
					System.arraycopy(this.frames, i + 1, this.frames, i, this.depth - i - 1);
					this.depth--;
					this.frames[this.depth] = frame;
					return;
				}
			}
		}

		private static void observe(Frame frame, long now, long wall, boolean ended) {
			if (frame.account != null) {
				frame.account.observe(Math.max(0, now - frame.enterClock), frame.outermost, wall - frame.enterWall,
						ended);
			}
		}

	}

}
