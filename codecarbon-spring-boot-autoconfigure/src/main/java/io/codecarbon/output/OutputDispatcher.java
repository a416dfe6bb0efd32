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
import java.time.Duration;
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

/**
 * Hands what a tracker measures to its outputs. Each output has a daemon thread of its
 * own, behind a bounded queue, so that one that is slow or dead delays neither a window
 * nor the other outputs. Thread-safe; belongs to one tracker.
 */
public final class OutputDispatcher implements TrackerListener {

	private static final Duration TIMEOUT = Duration.ofSeconds(5);

	private final List<OutputWorker> workers;

	private final int interval;

	private final Duration timeout;

	/**
	 * @param outputs the outputs
	 * @param interval how many measurements lie between live outputs; -1 for none
	 * @param loggerPreamble what is put before each log message, in brackets, if not
	 * empty
	 * @throws IllegalArgumentException if the interval is neither positive nor -1
	 */
	public OutputDispatcher(List<? extends EmissionsOutput> outputs, int interval, String loggerPreamble) {
		this(outputs, interval, loggerPreamble, TIMEOUT, Clock.systemUTC(), ThreadCpuClock.platform());
	}

	OutputDispatcher(List<? extends EmissionsOutput> outputs, int interval, String loggerPreamble, Duration timeout,
			Clock clock, ThreadCpuClock threadClock) {
		if (interval < 1 && interval != -1) {
			throw new IllegalArgumentException("Invalid interval: " + interval);
		}
		String preamble = loggerPreamble.isEmpty() ? "" : "[" + loggerPreamble + "] ";
		this.workers = outputs.stream()
			.map((output) -> new OutputWorker(output, preamble, clock, threadClock))
			.toList();
		this.interval = interval;
		this.timeout = timeout;
	}

	@Override
	public void measured(long measurements, Supplier<EmissionsReport> total) {
		if (this.interval > 0 && measurements % this.interval == 0) {
			offer(total.get(), Occasion.LIVE);
		}
	}

	@Override
	public void flushed(EmissionsReport total) {
		await(offer(total, Occasion.FLUSH), false);
	}

	@Override
	public void stopped(EmissionsReport total) {
		await(offer(total, Occasion.STOP), true);
	}

	private List<Pending> offer(EmissionsReport total, Occasion occasion) {
		return this.workers.stream().map((worker) -> {
			Delivery delivery = new Delivery(total, occasion);
			worker.offer(delivery);
			return new Pending(worker, delivery);
		}).toList();
	}

	private void await(List<Pending> deliveries, boolean last) {
		long deadline = System.nanoTime() + this.timeout.toNanos();
		// At the end also on a thread that is interrupted: what was measured must not be
		// lost.
		boolean interrupted = last && Thread.interrupted();
		for (Pending pending : deliveries) {
			try {
				if (!pending.delivery().await(deadline - System.nanoTime(), TimeUnit.NANOSECONDS)) {
					pending.worker().unanswered(last);
				}
			}
			catch (InterruptedException ex) {
				interrupted = true;
				if (!last) {
					break;
				}
			}
		}
		if (interrupted) {
			Thread.currentThread().interrupt();
		}
	}

	@Override
	public List<OutputStatus> outputs() {
		return this.workers.stream().map(OutputWorker::status).toList();
	}

	@Override
	public List<Problem> problems() {
		return this.workers.stream().map(OutputWorker::problem).flatMap(Stream::ofNullable).toList();
	}

	@Override
	public long cpuNanos() {
		// Asked in every window, so no stream.
		long nanos = 0;
		for (OutputWorker worker : this.workers) {
			nanos += worker.cpuNanos();
		}
		return nanos;
	}

	/**
	 * A delivery and who makes it.
	 */
	private record Pending(OutputWorker worker, Delivery delivery) {
	}

}
