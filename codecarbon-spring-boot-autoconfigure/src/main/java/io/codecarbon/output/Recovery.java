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

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import io.codecarbon.output.Checkpoint.Position;
import io.codecarbon.tracker.EmissionsReport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds the runs whose processes have died, and has the outputs deliver what is left of
 * them, each on its own thread. A run that lives, or that another process recovers, is
 * left alone.
 */
final class Recovery implements OutputWorker.Job {

	private static final Logger LOGGER = LoggerFactory.getLogger(OutputDispatcher.class);

	private final Path directory;

	private final OutputWorker checkpoint;

	private final List<OutputWorker> workers;

	private final String preamble;

	private final Queue<CheckpointFile> files = new ConcurrentLinkedQueue<>();

	// Those that have failed once are asked no more: a receiver that is away has to be
	// spared, however many runs wait for it.
	private final Set<String> failing = ConcurrentHashMap.newKeySet();

	private final CountDownLatch done = new CountDownLatch(1);

	/**
	 * @param directory where checkpoints are
	 * @param checkpoint whose thread looks for them
	 * @param workers the workers of all outputs
	 * @param preamble what is put before each log message
	 */
	Recovery(Path directory, OutputWorker checkpoint, List<OutputWorker> workers, String preamble) {
		this.directory = directory;
		this.checkpoint = checkpoint;
		this.workers = workers;
		this.preamble = preamble;
	}

	@Override
	public void run() {
		try {
			this.files.addAll(CheckpointFile.list(this.directory));
		}
		catch (IOException | RuntimeException ex) {
			LOGGER.debug("{}Cannot look for checkpoints in {}: {}", this.preamble, this.directory,
					FailureMessage.of(ex));
		}
		next();
	}

	// One by one: there can be many, and the checkpoints of this run need not wait for
	// all.
	private void next() {
		CheckpointFile file = this.files.poll();
		if (file != null) {
			this.checkpoint.submit(new Claim(file));
		}
		else {
			this.done.countDown();
		}
	}

	@Override
	public void cancel() {
		this.files.clear();
		this.done.countDown();
	}

	/**
	 * Waits until all that was found is delivered, or has failed. What is left then is
	 * found by the next start.
	 * @param nanos how long to wait at most
	 * @throws InterruptedException if the thread is interrupted
	 */
	void await(long nanos) throws InterruptedException {
		this.done.await(nanos, TimeUnit.NANOSECONDS);
	}

	private @Nullable LostRun claim(CheckpointFile file) {
		try {
			if (!file.claim()) {
				return null;
			}
			if (!file.exists()) {
				file.delete();
				file.release();
				return null;
			}
		}
		catch (IOException ex) {
			LOGGER.debug("{}Cannot claim {}: {}", this.preamble, file, FailureMessage.of(ex));
			file.release();
			return null;
		}
		try {
			return new LostRun(file, file.read());
		}
		catch (IOException ex) {
			LOGGER.warn("{}Cannot read {}; the next start tries again: {}", this.preamble, file, FailureMessage.of(ex));
			file.release();
		}
		catch (RuntimeException ex) {
			setAside(file, ex);
		}
		return null;
	}

	private void setAside(CheckpointFile file, Exception cause) {
		try {
			LOGGER.warn("{}Not a checkpoint that can be read, now {}: {}", this.preamble, file.setAside(),
					FailureMessage.of(cause));
		}
		catch (IOException ex) {
			LOGGER.debug("{}Cannot move {}: {}", this.preamble, file, FailureMessage.of(ex));
		}
		finally {
			file.release();
		}
	}

	/**
	 * Claims a run, if its process has died.
	 */
	private final class Claim implements OutputWorker.Job {

		private final CheckpointFile file;

		private Claim(CheckpointFile file) {
			this.file = file;
		}

		@Override
		public void run() {
			LostRun run = claim(this.file);
			if (run != null) {
				run.recover();
			}
			else {
				next();
			}
		}

		@Override
		public void cancel() {
			Recovery.this.cancel();
		}

	}

	/**
	 * A run whose process has died.
	 */
	private final class LostRun {

		private final Checkpoint checkpoint;

		private final EmissionsReport total;

		private final RunCheckpoint progress;

		private final AtomicInteger open = new AtomicInteger(1);

		private LostRun(CheckpointFile file, Checkpoint checkpoint) {
			this.checkpoint = checkpoint;
			this.total = checkpoint.report();
			this.progress = new RunCheckpoint(file, checkpoint);
		}

		private void recover() {
			Set<String> missing = new TreeSet<>();
			this.checkpoint.outputs().forEach((name, position) -> {
				if (position.sending() != null) {
					LOGGER.info("{}Run {} ended while output '{}' delivered: that counts as delivered",
							Recovery.this.preamble, this.total.run().id(), name);
				}
				if (!position.settled().hasReached(this.total)) {
					missing.add(name);
				}
			});
			boolean complete = missing.isEmpty();
			boolean tried = false;
			for (OutputWorker worker : Recovery.this.workers) {
				if (worker.output() instanceof ResumableOutput output && missing.remove(output.name())
						&& !Recovery.this.failing.contains(output.name())) {
					tried = true;
					this.open.incrementAndGet();
					worker.submit(new Resumption(output));
				}
			}
			if (!missing.isEmpty()) {
				LOGGER.info("{}Run {} has energy for {}, which must be configured to get it", Recovery.this.preamble,
						this.total.run().id(), missing);
			}
			if (complete || tried) {
				close();
			}
			else {
				this.progress.release();
				next();
			}
		}

		private void close() {
			if (this.open.decrementAndGet() > 0) {
				return;
			}
			try {
				if (this.progress.end(this.total)) {
					LOGGER.info("{}Recovered run {}, whose process had died: {} kWh", Recovery.this.preamble,
							this.total.run().id(), (float) this.total.totals().energy().kwh());
				}
			}
			catch (IOException ex) {
				LOGGER.warn("{}Cannot end the recovery of run {}: {}", Recovery.this.preamble, this.total.run().id(),
						FailureMessage.of(ex));
			}
			finally {
				next();
			}
		}

		// Whoever stops does not wait for this, and what is on the disk is right.
		private void abandon() {
			if (this.open.decrementAndGet() == 0) {
				this.progress.release();
				Recovery.this.cancel();
			}
		}

		/**
		 * Delivers what an output has not got.
		 */
		private final class Resumption implements OutputWorker.Job {

			private final ResumableOutput output;

			private Resumption(ResumableOutput output) {
				this.output = output;
			}

			@Override
			public void run() {
				LostRun run = LostRun.this;
				String name = this.output.name();
				Position position = run.checkpoint.outputs().getOrDefault(name, Position.START).settled();
				try {
					if (!this.output.isRepeatable()) {
						run.progress.sending(name, run.total);
					}
					this.output.resume(position.resumePoint(), run.total,
							run.total.since(run.checkpoint.at(position.delivered())));
					run.progress.delivered(name, run.total, position.resumePoint());
				}
				catch (Throwable ex) {
					// Also errors: an output that lacks a class must not end this thread.
					failed(name, position, ex);
				}
				finally {
					close();
				}
			}

			private void failed(String name, Position position, Throwable failure) {
				Recovery.this.failing.add(name);
				LOGGER.warn(
						"{}Output '{}' cannot take run {}, whose process had died, nor others; the next start tries again: {}",
						Recovery.this.preamble, name, LostRun.this.total.run().id(), FailureMessage.of(failure));
				try {
					LostRun.this.progress.failed(name, position.resumePoint());
				}
				catch (IOException ex) {
					LOGGER.debug("{}Cannot note a failure of output '{}': {}", Recovery.this.preamble, name,
							FailureMessage.of(ex));
				}
			}

			@Override
			public void cancel() {
				abandon();
			}

		}

	}

}
