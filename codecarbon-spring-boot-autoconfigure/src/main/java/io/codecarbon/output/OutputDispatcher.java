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

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Stream;

import io.codecarbon.host.ThreadCpuClock;
import io.codecarbon.output.Delivery.Occasion;
import io.codecarbon.tracker.EmissionsReport;
import io.codecarbon.tracker.OutputStatus;
import io.codecarbon.tracker.Problem;
import io.codecarbon.tracker.TrackerListener;
import org.jspecify.annotations.Nullable;

/**
 * Hands what a tracker measures to its outputs. Each output has a daemon thread of its
 * own, for which one report waits at most, so that one that is slow or dead delays
 * neither a window nor the other outputs. What fails is tried again, with all that came
 * since. Thread-safe; belongs to one tracker.
 * <p>
 * Where it is given a directory, each measurement is written to a checkpoint there, and
 * what runs of dead processes have left in it is delivered when a run starts.
 */
public final class OutputDispatcher implements TrackerListener {

	// A stop takes less than 5 s, with the last window and the checkpoint.
	private static final Duration TIMEOUT = Duration.ofMillis(3500);

	private static final Duration INTERRUPTION_TIMEOUT = Duration.ofMillis(300);

	private static final Duration CHECKPOINT_TIMEOUT = Duration.ofMillis(500);

	private final List<OutputWorker> workers;

	private final @Nullable Checkpoints checkpoints;

	private final @Nullable OutputWorker checkpoint;

	private final int interval;

	private final String preamble;

	private final Duration timeout;

	private volatile @Nullable Recovery recovery;

	/**
	 * Creates a dispatcher that keeps no checkpoint.
	 * @param outputs the outputs
	 * @param interval how many measurements lie between live outputs; -1 for none
	 * @param loggerPreamble what is put before each log message, in brackets, if not
	 * empty
	 * @throws IllegalArgumentException if the interval is neither positive nor -1
	 */
	public OutputDispatcher(List<? extends EmissionsOutput> outputs, int interval, String loggerPreamble) {
		this(outputs, interval, loggerPreamble, null);
	}

	/**
	 * Creates a dispatcher.
	 * @param outputs the outputs
	 * @param interval how many measurements lie between live outputs; -1 for none
	 * @param loggerPreamble what is put before each log message, in brackets, if not
	 * empty
	 * @param checkpointDirectory where the checkpoints are, if there is an output that
	 * can resume; {@code null} for none
	 * @throws IllegalArgumentException if the interval is neither positive nor -1
	 */
	public OutputDispatcher(List<? extends EmissionsOutput> outputs, int interval, String loggerPreamble,
			@Nullable Path checkpointDirectory) {
		this(outputs, interval, loggerPreamble, checkpointDirectory, TIMEOUT, Clock.systemUTC(),
				ThreadCpuClock.platform(), Backoff::ofNetworks);
	}

	OutputDispatcher(List<? extends EmissionsOutput> outputs, int interval, String loggerPreamble,
			@Nullable Path checkpointDirectory, Duration timeout, Clock clock, ThreadCpuClock threadClock,
			Supplier<Backoff> backoff) {
		if (interval < 1 && interval != -1) {
			throw new IllegalArgumentException("Invalid interval: " + interval);
		}
		this.preamble = loggerPreamble.isEmpty() ? "" : "[" + loggerPreamble + "] ";
		List<ResumableOutput> resumable = outputs.stream()
			.filter(ResumableOutput.class::isInstance)
			.map(ResumableOutput.class::cast)
			.toList();
		Checkpoints checkpoints = (checkpointDirectory != null && !resumable.isEmpty())
				? new Checkpoints(checkpointDirectory, resumable) : null;
		this.workers = outputs.stream()
			.map((output) -> new OutputWorker(output,
					(checkpoints != null) ? checkpoints.journal(output) : DeliveryJournal.NONE, this.preamble, clock,
					threadClock, backoff.get()))
			.toList();
		this.checkpoints = checkpoints;
		this.checkpoint = (checkpoints != null)
				? new OutputWorker(checkpoints, DeliveryJournal.NONE, this.preamble, clock, threadClock, backoff.get())
				: null;
		this.interval = interval;
		this.timeout = timeout;
	}

	@Override
	public void started(Supplier<EmissionsReport> total) {
		if (this.checkpoints != null && this.checkpoint != null) {
			EmissionsReport report = total.get();
			this.checkpoints.begin(report);
			Recovery recovery = new Recovery(this.checkpoints.directory(), this.checkpoint, this.workers,
					this.preamble);
			this.recovery = recovery;
			this.checkpoint.submit(recovery);
			// Claims the run, and is quick with the first measurement.
			this.checkpoint.offer(report, Occasion.LIVE);
		}
	}

	@Override
	public void measured(long measurements, Supplier<EmissionsReport> total) {
		boolean live = this.interval > 0 && measurements % this.interval == 0;
		if (!live && this.checkpoint == null) {
			return;
		}
		EmissionsReport report = total.get();
		if (this.checkpoint != null) {
			this.checkpoint.offer(report, Occasion.LIVE);
		}
		if (live) {
			offer(report, Occasion.LIVE);
		}
	}

	@Override
	public void flushed(EmissionsReport total) {
		long deadline = System.nanoTime() + this.timeout.toNanos();
		try {
			for (Pending pending : offer(total, Occasion.FLUSH)) {
				pending.await(deadline, false);
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	@Override
	public void stopped(EmissionsReport total) {
		long deadline = System.nanoTime() + this.timeout.toNanos();
		// Also on a thread that is interrupted: what was measured must not be lost.
		boolean interrupted = Thread.interrupted();
		for (Pending pending : offer(total, Occasion.STOP)) {
			interrupted |= uninterruptibly(() -> pending.await(deadline, true));
		}
		Recovery recovery = this.recovery;
		if (recovery != null) {
			interrupted |= uninterruptibly(() -> recovery.await(deadline - System.nanoTime()));
			if (this.checkpoint != null) {
				this.checkpoint.cancelJobs();
			}
			this.workers.forEach(OutputWorker::cancelJobs);
		}
		OutputWorker checkpoint = this.checkpoint;
		if (checkpoint != null) {
			// Last, as it says what the outputs have not got.
			long idle = Math.max(deadline, System.nanoTime()) + INTERRUPTION_TIMEOUT.toNanos();
			for (OutputWorker worker : this.workers) {
				interrupted |= uninterruptibly(() -> worker.awaitIdle(idle));
			}
			long end = Math.max(deadline, System.nanoTime()) + CHECKPOINT_TIMEOUT.toNanos();
			Pending pending = new Pending(checkpoint, checkpoint.offer(total, Occasion.STOP));
			interrupted |= uninterruptibly(() -> pending.await(end, true));
		}
		if (interrupted) {
			Thread.currentThread().interrupt();
		}
	}

	private static boolean uninterruptibly(Wait wait) {
		boolean interrupted = false;
		while (true) {
			try {
				wait.run();
				return interrupted;
			}
			catch (InterruptedException ex) {
				interrupted = true;
			}
		}
	}

	private List<Pending> offer(EmissionsReport total, Occasion occasion) {
		return this.workers.stream().map((worker) -> new Pending(worker, worker.offer(total, occasion))).toList();
	}

	@Override
	public List<OutputStatus> outputs() {
		return this.workers.stream().map(OutputWorker::status).toList();
	}

	@Override
	public List<Problem> problems() {
		return allWorkers().stream().map(OutputWorker::problem).flatMap(Stream::ofNullable).toList();
	}

	private List<OutputWorker> allWorkers() {
		List<OutputWorker> workers = new ArrayList<>(this.workers);
		if (this.checkpoint != null) {
			workers.add(this.checkpoint);
		}
		return workers;
	}

	@Override
	public long cpuNanos() {
		// Asked in every window, so no stream.
		long nanos = (this.checkpoint != null) ? this.checkpoint.cpuNanos() : 0;
		for (OutputWorker worker : this.workers) {
			nanos += worker.cpuNanos();
		}
		return nanos;
	}

	/**
	 * A delivery and who makes it.
	 */
	private record Pending(OutputWorker worker, Delivery delivery) {

		void await(long deadline, boolean last) throws InterruptedException {
			if (!this.delivery.await(deadline - System.nanoTime(), TimeUnit.NANOSECONDS)) {
				this.worker.unanswered(this.delivery, last);
			}
		}

	}

	/**
	 * Something to wait for.
	 */
	@FunctionalInterface
	private interface Wait {

		void run() throws InterruptedException;

	}

}
