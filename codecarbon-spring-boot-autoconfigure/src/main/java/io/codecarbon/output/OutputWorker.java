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
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

import io.codecarbon.host.ThreadCpuClock;
import io.codecarbon.output.Delivery.Occasion;
import io.codecarbon.tracker.EmissionsReport;
import io.codecarbon.tracker.OutputStatus;
import io.codecarbon.tracker.Problem;
import io.codecarbon.unit.Energy;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Delivers to one output, one report after the other. What could not be delivered is
 * tried again with the newest report of the run, so one report waits for each run,
 * however long the receiver is away. The thread begins with the first delivery of a run
 * and ends with the last. One that hangs is kept for the next run, as an output is never
 * called by two.
 */
final class OutputWorker {

	/** How many runs may wait, where the tracker is restarted and the output hangs. */
	static final int QUEUE_SIZE = 8;

	/** How many reports may come during one delivery before it counts as failed. */
	static final int MAX_MISSED = 8;

	private static final Logger LOGGER = LoggerFactory.getLogger(OutputDispatcher.class);

	private static final String NO_ANSWER = "It does not answer";

	private static final String ADVICE = "Nothing is lost while the application runs: "
			+ "the next delivery that succeeds has all of it";

	private final EmissionsOutput output;

	private final String name;

	private final DeliveryJournal journal;

	private final String preamble;

	private final Clock clock;

	private final ThreadCpuClock threadClock;

	private final Backoff backoff;

	private final Deque<Delivery> queue = new ArrayDeque<>();

	private final Deque<Job> jobs = new ArrayDeque<>();

	private @Nullable Thread thread;

	private @Nullable Delivery delivering;

	// Until it has said that it does not.
	private boolean takesLive = true;

	private boolean busy;

	private int missed;

	private boolean retrying;

	private long retryAt;

	private boolean refused;

	private boolean ended;

	private @Nullable String endedRun;

	private @Nullable Problem problem;

	private @Nullable Instant lastSuccessAt;

	private @Nullable String lastError;

	private @Nullable EmissionsReport offered;

	private @Nullable EmissionsReport delivered;

	private long cpuNanos;

	OutputWorker(EmissionsOutput output, DeliveryJournal journal, String preamble, Clock clock,
			ThreadCpuClock threadClock, Backoff backoff) {
		this.output = output;
		this.name = output.name();
		this.journal = journal;
		this.preamble = preamble;
		this.clock = clock;
		this.threadClock = threadClock;
		this.backoff = backoff;
	}

	EmissionsOutput output() {
		return this.output;
	}

	/**
	 * Takes a report to deliver, without waiting.
	 * @param total the run so far
	 * @param occasion why it is delivered
	 * @return the delivery
	 */
	Delivery offer(EmissionsReport total, Occasion occasion) {
		Delivery delivery = new Delivery(total, occasion);
		boolean hangs;
		Throwable noThread = null;
		synchronized (this) {
			String run = total.run().id();
			if (this.endedRun != null && this.endedRun.equals(run)) {
				// A straggler: the whole run was handed out already.
				delivery.end();
				return delivery;
			}
			this.ended = occasion == Occasion.STOP;
			if (this.ended) {
				this.endedRun = run;
			}
			this.offered = total;
			this.missed = (this.delivering != null) ? this.missed + 1 : 0;
			hangs = this.missed == MAX_MISSED;
			if (occasion != Occasion.LIVE || this.refused) {
				this.retrying = false;
				this.refused = false;
			}
			delivery = enqueue(delivery);
			notifyAll();
			if (this.thread == null && !this.queue.isEmpty()) {
				noThread = start();
			}
		}
		if (hangs) {
			failed(NO_ANSWER, null);
		}
		if (noThread != null) {
			failed("Cannot start a thread: " + noThread.getMessage(), noThread);
		}
		return delivery;
	}

	private Delivery enqueue(Delivery delivery) {
		Delivery last = this.queue.peekLast();
		boolean untaken = delivery.occasion() == Occasion.LIVE && !this.takesLive;
		if (last != null && last.isOfSameRunAs(delivery) && !(untaken && last.isRunDelivered())) {
			last.add(delivery);
			return last;
		}
		if (untaken) {
			delivery.end();
			return delivery;
		}
		if (this.queue.size() == QUEUE_SIZE) {
			this.queue.remove().end();
		}
		this.queue.add(delivery);
		return delivery;
	}

	/**
	 * Takes a job to do on the thread of the output, when no delivery is to be made.
	 * @param job the job
	 */
	void submit(Job job) {
		Throwable noThread = null;
		synchronized (this) {
			this.jobs.add(job);
			notifyAll();
			if (this.thread == null) {
				noThread = start();
			}
			if (noThread != null) {
				this.jobs.remove(job);
			}
		}
		if (noThread != null) {
			job.cancel();
		}
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
	 * @param delivery the delivery
	 * @param last whether there is nothing more to come, so that the thread is let go of
	 */
	void unanswered(Delivery delivery, boolean last) {
		boolean hangs;
		synchronized (this) {
			// What has failed meanwhile, and is tried again just now, has had its answer.
			hangs = this.busy && !delivery.hasFailed();
		}
		if (hangs) {
			failed(NO_ANSWER, null);
		}
		if (last) {
			giveUp();
		}
	}

	// What waits for an output that hangs is tried once, if it ever comes back.
	private synchronized void giveUp() {
		this.queue.forEach(Delivery::setLastAttempt);
		if (!this.journal.equals(DeliveryJournal.NONE)) {
			// The next start delivers it.
			clearQueue();
		}
		if (this.delivering != null) {
			this.delivering.setLastAttempt();
		}
		if (this.busy && this.thread != null) {
			this.thread.interrupt();
		}
		else {
			clearQueue();
			notifyAll();
		}
	}

	private void clearQueue() {
		this.queue.forEach(Delivery::end);
		this.queue.clear();
	}

	/**
	 * Waits until nothing is being done, as what was interrupted has yet to end.
	 * @param deadline until when, by the monotonic clock
	 * @throws InterruptedException if the thread is interrupted
	 */
	synchronized void awaitIdle(long deadline) throws InterruptedException {
		long nanos = deadline - System.nanoTime();
		while (this.busy && nanos > 0) {
			TimeUnit.NANOSECONDS.timedWait(this, nanos);
			nanos = deadline - System.nanoTime();
		}
	}

	/**
	 * Cancels the jobs that have not begun, and interrupts one that has.
	 */
	void cancelJobs() {
		List<Job> canceled;
		synchronized (this) {
			canceled = new ArrayList<>(this.jobs);
			this.jobs.clear();
			if (this.busy && this.delivering == null && this.thread != null) {
				this.thread.interrupt();
			}
		}
		canceled.forEach(Job::cancel);
	}

	private void run() {
		for (Runnable next = next(); next != null; next = next()) {
			try {
				next.run();
			}
			finally {
				// What an output leaves behind must not end the next delivery.
				Thread.interrupted();
			}
		}
	}

	private synchronized @Nullable Runnable next() {
		this.cpuNanos = Math.max(this.cpuNanos, this.threadClock.currentThread());
		this.busy = false;
		notifyAll();
		while (true) {
			long nanos = this.retrying ? this.retryAt - System.nanoTime() : 0;
			Delivery delivery = this.refused ? null : this.queue.peek();
			if (delivery != null && nanos <= 0) {
				this.queue.remove();
				this.retrying = false;
				this.delivering = delivery;
				this.busy = true;
				this.missed = 0;
				return () -> deliver(delivery);
			}
			Job job = this.jobs.poll();
			if (job != null) {
				this.busy = true;
				return job;
			}
			if (this.ended && delivery == null) {
				this.thread = null;
				return null;
			}
			try {
				if (delivery != null) {
					TimeUnit.NANOSECONDS.timedWait(this, nanos);
				}
				else {
					wait();
				}
			}
			catch (InterruptedException ex) {
				// Nobody but the end of a run ends this thread.
			}
		}
	}

	private void deliver(Delivery delivery) {
		EmissionsReport total = delivery.total();
		Throwable failure = delivery.isRunDelivered() ? null : attempt(() -> {
			deliver(total, delivery.occasion());
			delivery.setRunDelivered();
		});
		if (failure instanceof LiveOutputNotTakenException) {
			synchronized (this) {
				this.takesLive = false;
			}
			end(delivery, null);
			return;
		}
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
		end(delivery, failure);
	}

	private synchronized void end(Delivery delivery, @Nullable Throwable failure) {
		this.cpuNanos = Math.max(0, this.threadClock.currentThread());
		this.delivering = null;
		boolean refused = failure instanceof DeliveryRefusedException;
		if (failure != null) {
			delivery.setFailed();
		}
		if (failure == null) {
			this.backoff.reset();
		}
		else if (!delivery.isLastAttempt() && !(refused && delivery.occasion() == Occasion.STOP)) {
			Delivery next = this.queue.peek();
			boolean newer = next != null && next.isOfSameRunAs(delivery);
			// A flush, or the end, that came meanwhile is not made to wait.
			this.retrying = !refused && !(newer && next.occasion() != Occasion.LIVE);
			this.refused = refused && !newer;
			if (newer) {
				next.add(delivery);
			}
			else {
				this.queue.addFirst((delivery.occasion() == Occasion.STOP) ? delivery : delivery.again());
			}
			this.retryAt = System.nanoTime() + this.backoff.next().toNanos();
			if (delivery.occasion() == Occasion.STOP && !refused) {
				// Whoever stops waits as long as there is time.
				return;
			}
		}
		delivery.end();
	}

	private void deliver(EmissionsReport total, Occasion occasion) throws Exception {
		EmissionsReport earlier;
		synchronized (this) {
			earlier = this.delivered;
		}
		if (earlier != null && !Objects.equals(earlier.run().id(), total.run().id())) {
			earlier = null;
		}
		if (earlier != null && earlier.run().duration().compareTo(total.run().duration()) > 0) {
			// Two flushes at once can come in the wrong order: all of this is delivered.
			return;
		}
		EmissionsReport delta = total.since(earlier);
		this.journal.sending(total);
		try {
			if (occasion == Occasion.LIVE) {
				this.output.liveOut(total, delta);
			}
			else {
				this.output.out(total, delta);
			}
		}
		catch (Throwable ex) {
			this.journal.failed(total);
			throw ex;
		}
		synchronized (this) {
			this.delivered = total;
		}
		this.journal.delivered(total);
	}

	private void deliverTasks(EmissionsReport total) throws Exception {
		List<EmissionsReport> tasks = total.ofTasks();
		if (!tasks.isEmpty()) {
			this.output.taskOut(tasks);
		}
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
		if (LOGGER.isDebugEnabled()) {
			LOGGER.debug("{}Output '{}' fails: {}", this.preamble, this.name, message,
					(cause != null) ? FailureMessage.withoutSecrets(cause) : null);
		}
	}

	OutputStatus status() {
		String detail = detail();
		synchronized (this) {
			return new OutputStatus(this.name,
					(this.problem != null) ? OutputStatus.State.FAILING : OutputStatus.State.OK, this.lastSuccessAt,
					this.lastError, this.queue.size() + ((this.delivering != null) ? 1 : 0), pendingEnergy(), detail);
		}
	}

	private @Nullable String detail() {
		try {
			return this.output.detail();
		}
		catch (RuntimeException | LinkageError ex) {
			// It must not take the report down.
			return null;
		}
	}

	private @Nullable Energy pendingEnergy() {
		if (this.offered == null) {
			return null;
		}
		double joules = this.offered.totals().energy().joules();
		if (this.delivered != null && Objects.equals(this.delivered.run().id(), this.offered.run().id())) {
			joules -= this.delivered.totals().energy().joules();
		}
		return new Energy(Math.max(0, joules));
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
	 * Something to do on the thread of an output.
	 */
	interface Job extends Runnable {

		/**
		 * Is called instead of {@link #run()} where it will not be done.
		 */
		void cancel();

	}

	/**
	 * A call of the output.
	 */
	@FunctionalInterface
	private interface Attempt {

		void run() throws Exception;

	}

}
