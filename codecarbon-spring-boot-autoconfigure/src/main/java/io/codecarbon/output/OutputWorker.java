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

package io.codecarbon.output;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Objects;

import io.codecarbon.host.ThreadCpuClock;
import io.codecarbon.output.Delivery.Occasion;
import io.codecarbon.tracker.EmissionsReport;
import io.codecarbon.tracker.EmissionsReport.Task;
import io.codecarbon.tracker.OutputStatus;
import io.codecarbon.tracker.Problem;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Delivers to one output, one report after the other. Its thread begins with the first
 * delivery of a run and ends with the last. A thread that hangs is kept for the next run,
 * as an output is never called by two.
 */
final class OutputWorker {

	/** How many deliveries may wait. Few, since each one contains those before it. */
	static final int QUEUE_SIZE = 8;

	private static final Logger LOGGER = LoggerFactory.getLogger(OutputDispatcher.class);

	private static final String NO_ANSWER = "It does not answer";

	private static final String ADVICE = "Nothing is lost while the application runs: "
			+ "the next delivery that succeeds has all of it";

	private final EmissionsOutput output;

	private final String name;

	private final String preamble;

	private final Clock clock;

	private final ThreadCpuClock threadClock;

	private final Deque<Delivery> queue = new ArrayDeque<>();

	private @Nullable Thread thread;

	private boolean delivering;

	private boolean ended;

	private @Nullable String endedRun;

	private @Nullable Problem problem;

	private @Nullable Instant lastSuccessAt;

	private @Nullable String lastError;

	private long cpuNanos;

	// Only the worker's thread touches what follows.

	private @Nullable EmissionsReport delivered;

	OutputWorker(EmissionsOutput output, String preamble, Clock clock, ThreadCpuClock threadClock) {
		this.output = output;
		this.name = output.name();
		this.preamble = preamble;
		this.clock = clock;
		this.threadClock = threadClock;
	}

	/**
	 * Takes a delivery, without waiting. Where there is no room, the oldest one is
	 * dropped: what is in it is in all later ones.
	 */
	void offer(Delivery delivery) {
		boolean full;
		Throwable noThread = null;
		synchronized (this) {
			String run = delivery.total().run().id();
			if (this.endedRun != null && this.endedRun.equals(run)) {
				// A straggler: the whole run was handed out already.
				delivery.end();
				return;
			}
			this.ended = delivery.occasion() == Occasion.STOP;
			if (this.ended) {
				this.endedRun = run;
			}
			full = this.queue.size() == QUEUE_SIZE;
			if (full) {
				dropOldest();
			}
			this.queue.add(delivery);
			notifyAll();
			if (this.thread == null) {
				noThread = start();
			}
		}
		if (full) {
			failed(NO_ANSWER, null);
		}
		if (noThread != null) {
			failed("Cannot start a thread: " + noThread.getMessage(), noThread);
		}
	}

	private void dropOldest() {
		Delivery oldest = this.queue.stream()
			.filter((delivery) -> delivery.occasion() == Occasion.LIVE)
			.findFirst()
			.orElseGet(this.queue::element);
		this.queue.remove(oldest);
		oldest.end();
	}

	private @Nullable Throwable start() {
		Thread thread = new Thread(this::run, "codecarbon-output-" + this.name);
		thread.setDaemon(true);
		try {
			thread.start();
			this.thread = thread;
			this.cpuNanos = 0;
			return null;
		}
		catch (OutOfMemoryError ex) {
			// This process may have no more threads; the next delivery tries again.
			return ex;
		}
	}

	/**
	 * Notes that a delivery was not made in time.
	 * @param last whether there is nothing more to come, so that the thread is let go of
	 */
	void unanswered(boolean last) {
		failed(NO_ANSWER, null);
		synchronized (this) {
			if (last && this.thread != null) {
				this.thread.interrupt();
			}
		}
	}

	private void run() {
		for (Delivery delivery = next(); delivery != null; delivery = next()) {
			try {
				deliver(delivery);
			}
			finally {
				// What an output leaves behind must not end the next delivery.
				Thread.interrupted();
				end(delivery);
			}
		}
	}

	private synchronized void end(Delivery delivery) {
		this.cpuNanos = Math.max(0, this.threadClock.currentThread());
		this.delivering = false;
		delivery.end();
	}

	private synchronized @Nullable Delivery next() {
		while (this.queue.isEmpty()) {
			if (this.ended) {
				this.thread = null;
				return null;
			}
			try {
				wait();
			}
			catch (InterruptedException ex) {
				// Nobody but stopped() ends this thread.
			}
		}
		this.delivering = true;
		return this.queue.remove();
	}

	private void deliver(Delivery delivery) {
		EmissionsReport total = delivery.total();
		Throwable failure = attempt(() -> deliver(total, delivery.occasion()));
		if (delivery.occasion() != Occasion.LIVE) {
			Throwable taskFailure = attempt(() -> deliverTasks(total));
			failure = (failure != null) ? failure : taskFailure;
		}
		if (failure != null) {
			failed(FailureMessage.of(failure), failure);
		}
		else {
			succeeded();
		}
	}

	private void deliver(EmissionsReport total, Occasion occasion) throws Exception {
		EmissionsReport earlier = this.delivered;
		if (earlier != null && !Objects.equals(earlier.run().id(), total.run().id())) {
			earlier = null;
		}
		if (earlier != null && earlier.run().duration().compareTo(total.run().duration()) > 0) {
			// Two flushes at once can come in the wrong order: all of this is delivered.
			return;
		}
		EmissionsReport delta = total.since(earlier);
		if (occasion == Occasion.LIVE) {
			this.output.liveOut(total, delta);
		}
		else {
			this.output.out(total, delta);
		}
		this.delivered = total;
	}

	private void deliverTasks(EmissionsReport total) throws Exception {
		List<EmissionsReport> tasks = total.tasks()
			.byEnergy()
			.stream()
			.filter(OutputWorker::hasRun)
			.map(total::of)
			.toList();
		if (!tasks.isEmpty()) {
			this.output.taskOut(tasks);
		}
	}

	private static boolean hasRun(Task task) {
		return task.invocations() > 0 || task.totals().energy().joules() > 0;
	}

	private static @Nullable Throwable attempt(Attempt attempt) {
		try {
			attempt.run();
			return null;
		}
		catch (Throwable ex) {
			// Also errors: an output that lacks a class must not end this thread.
			return ex;
		}
	}

	// Logging can block, so it happens outside of the lock that the sampler needs.

	private void succeeded() {
		boolean recovered;
		synchronized (this) {
			this.lastSuccessAt = this.clock.instant();
			recovered = this.problem != null;
			this.problem = null;
		}
		if (recovered) {
			LOGGER.info("{}Output '{}' works again", this.preamble, this.name);
		}
	}

	private void failed(String message, @Nullable Throwable cause) {
		boolean complain;
		synchronized (this) {
			Problem known = this.problem;
			complain = known == null;
			this.problem = new Problem((known != null) ? known.since() : this.clock.instant(), this.name,
					"Output '" + this.name + "' fails: " + message, ADVICE, true);
			this.lastError = message;
		}
		if (complain) {
			LOGGER.warn("{}Output '{}' fails: {}", this.preamble, this.name, message);
		}
		LOGGER.debug("{}Output '{}' fails", this.preamble, this.name, cause);
	}

	synchronized OutputStatus status() {
		return new OutputStatus(this.name, (this.problem != null) ? OutputStatus.State.FAILING : OutputStatus.State.OK,
				this.lastSuccessAt, this.lastError, this.queue.size() + (this.delivering ? 1 : 0));
	}

	synchronized @Nullable Problem problem() {
		return this.problem;
	}

	/**
	 * Returns the CPU time of the thread of this run.
	 * @return nanoseconds, up to the last delivery
	 */
	synchronized long cpuNanos() {
		return this.cpuNanos;
	}

	/**
	 * A call of the output.
	 */
	@FunctionalInterface
	private interface Attempt {

		void run() throws Exception;

	}

}
