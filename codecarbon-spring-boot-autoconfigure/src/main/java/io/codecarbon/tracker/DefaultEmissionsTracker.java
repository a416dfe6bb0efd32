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

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;

import io.codecarbon.host.FileClaim;
import io.codecarbon.location.Place;
import io.codecarbon.tracker.EmissionsReport.State;
import io.codecarbon.tracker.EmissionsReport.Task;
import io.codecarbon.tracker.EmissionsReport.Tasks;
import io.codecarbon.unit.Emissions;
import org.jspecify.annotations.Nullable;

/**
 * Tracks one run after the other.
 */
final class DefaultEmissionsTracker implements EmissionsTracker {

	// Executions of different runs never share a number, so one that ends in a later run
	// than it began in ends nothing.
	private static final int EXECUTION_BITS = 40;

	private final TrackerSettings settings;

	private final Collaborators collaborators;

	private final TrackerLog log;

	private final TaskDefinitions definitions;

	private final Map<String, Deque<OpenTask>> openTasks = new ConcurrentHashMap<>();

	private volatile @Nullable Run run;

	private volatile EmissionsReport last;

	private @Nullable FileClaim lock;

	private long runs;

	DefaultEmissionsTracker(TrackerSettings settings, Collaborators collaborators) {
		this.settings = settings;
		this.collaborators = collaborators;
		this.log = new TrackerLog(settings.loggerPreamble());
		this.definitions = new TaskDefinitions(settings.maxTasks());
		this.last = Reports.empty(settings);
	}

	@Override
	public synchronized void start() {
		if (this.run != null) {
			return;
		}
		IOException noLock = null;
		try {
			if (!this.settings.allowMultipleRuns() && !acquireLock()) {
				lockedOut();
				return;
			}
		}
		catch (IOException ex) {
			noLock = ex;
		}
		Run run = new Run(this.settings, this.collaborators, this.log, ++this.runs << EXECUTION_BITS);
		if (noLock != null) {
			run.cannotLock(noLock);
		}
		try {
			run.start();
			this.run = run;
		}
		catch (OutOfMemoryError ex) {
			// This process may have no more threads: it runs on, untracked.
			this.log.failure("Tracking cannot start", ex);
			releaseLock();
		}
	}

	private boolean acquireLock() throws IOException {
		this.lock = this.collaborators.runLock().tryAcquire();
		return this.lock != null;
	}

	private void releaseLock() {
		if (this.lock != null) {
			this.lock.close();
			this.lock = null;
		}
	}

	private void lockedOut() {
		Problem problem = new Problem(this.collaborators.clock().instant(), "lock",
				"Another run of this user goes on, so this one tracks nothing",
				"End that run and restart, or set codecarbon.allow-multiple-runs=true; the lock is in "
						+ this.collaborators.runLock(),
				true);
		this.log.error(problem.message(), problem.advice());
		List<OutputStatus> outputs = new ArrayList<>();
		for (TrackerListener listener : this.collaborators.listeners()) {
			try {
				outputs.addAll(listener.outputs());
			}
			catch (RuntimeException | LinkageError ex) {
				this.log.failure("A listener of the tracker failed", ex);
			}
		}
		this.last = Reports.lockedOut(this.settings, outputs, problem);
	}

	@Override
	public synchronized Emissions stop() {
		Run run = this.run;
		if (run != null) {
			run.stop();
			EmissionsReport report = run.report();
			// Before the run is gone: a reader must not see an earlier one in between.
			this.last = report;
			this.run = null;
			this.openTasks.clear();
			run.tell((listener) -> listener.stopped(report));
			// The outputs have changed their state since.
			this.last = run.report();
			releaseLock();
			this.log.info("Used %s kWh and emitted %s kg CO2e in %s s".formatted((float) report.totals().energy().kwh(),
					(float) report.totals().emissions().kg(), report.run().duration().toSeconds()), null);
		}
		else if (this.last.run().state() == State.LOCKED_OUT) {
			this.last = Reports.empty(this.settings);
		}
		return this.last.totals().emissions();
	}

	@Override
	public Emissions flush() {
		Run run = this.run;
		if (run == null) {
			return this.last.totals().emissions();
		}
		run.closeWindow();
		EmissionsReport report = run.report();
		run.tell((listener) -> listener.flushed(report));
		return report.totals().emissions();
	}

	@Override
	public EmissionsReport snapshot() {
		Run run = this.run;
		return (run != null) ? run.report() : this.last;
	}

	@Override
	public TaskSpan task(String name) {
		Run run = this.run;
		if (run == null || run.hasEnded()) {
			return NoopEmissionsTracker.SPAN;
		}
		return new Span(run.cpuLedger(), run.cpuLedger().account(manual(name)));
	}

	@Override
	public void startTask(String name) {
		Run run = this.run;
		if (run != null && !run.hasEnded()) {
			CpuLedger ledger = run.cpuLedger();
			TaskAccount part = ledger.openPart(manual(name));
			OpenTask opened = new OpenTask(run, part, new Span(ledger, part));
			this.openTasks.compute(name, (key, others) -> {
				Deque<OpenTask> open = (others != null) ? others : new ArrayDeque<>();
				open.push(opened);
				return open;
			});
		}
	}

	@Override
	public EmissionsReport stopTask(String name) {
		OpenTask task = lastOpen(name);
		if (task == null) {
			if (this.run == null) {
				return this.last;
			}
			throw new IllegalArgumentException("No task named '" + name + "' has been started");
		}
		task.span().close();
		task.run().closeWindow();
		task.run().cpuLedger().closePart(task.part());
		Task figures = Reports.task(task.part().figures(), this.settings.wue());
		EmissionsReport report = task.run().report();
		return report.with(report.run().withDuration(figures.wallTime()), figures.inclusiveTotals(), Tasks.of(figures));
	}

	private @Nullable OpenTask lastOpen(String name) {
		AtomicReference<@Nullable OpenTask> last = new AtomicReference<>();
		this.openTasks.computeIfPresent(name, (key, open) -> {
			last.set(open.poll());
			return open.isEmpty() ? null : open;
		});
		return last.get();
	}

	RunFigures figures() {
		Run run = this.run;
		return (run != null) ? run.figures() : RunFigures.NONE;
	}

	private TaskDefinition manual(String name) {
		return this.definitions.get(name, TaskKind.MANUAL, null);
	}

	@Override
	public TrackedTask instrument(String name, TaskKind kind, @Nullable Place place) {
		return new InstrumentedTask(this.definitions.get(name, kind, place));
	}

	/**
	 * An execution that application code ends.
	 */
	private static final class Span implements TaskSpan {

		private final ThreadLedger ledger;

		private final long execution;

		private final AtomicBoolean closed = new AtomicBoolean();

		private Span(CpuLedger ledger, TaskAccount account) {
			this.ledger = ledger.current();
			this.execution = this.ledger.enter(account);
		}

		@Override
		public void close() {
			if (this.closed.compareAndSet(false, true)) {
				if (Thread.currentThread() == this.ledger.thread()) {
					this.ledger.exit(this.execution, false);
				}
				else {
					this.ledger.exitFromOutside(this.execution, false);
				}
			}
		}

	}

	/**
	 * A task that was started and not yet stopped.
	 */
	private record OpenTask(Run run, TaskAccount part, TaskSpan span) {
	}

	/**
	 * A task that instrumentation reports.
	 */
	private final class InstrumentedTask implements TrackedTask {

		private final TaskDefinition definition;

		private volatile boolean broken;

		private InstrumentedTask(TaskDefinition definition) {
			this.definition = definition;
		}

		@Override
		public long enter() {
			Run run = DefaultEmissionsTracker.this.run;
			if (run == null || run.hasEnded() || this.broken) {
				return 0;
			}
			try {
				CpuLedger ledger = run.cpuLedger();
				return ledger.current().enter(ledger.account(this.definition));
			}
			catch (Throwable ex) {
				turnOff(ex);
				return 0;
			}
		}

		@Override
		public void exit(long execution, boolean failed) {
			Run run = DefaultEmissionsTracker.this.run;
			if (run == null || execution == 0) {
				return;
			}
			try {
				run.cpuLedger().current().exit(execution, failed);
			}
			catch (Throwable ex) {
				turnOff(ex);
			}
		}

		// A stack that overflows, or a heap that is full, is the application's affair.
		private void turnOff(Throwable cause) {
			if (cause instanceof VirtualMachineError) {
				return;
			}
			this.broken = true;
			try {
				DefaultEmissionsTracker.this.log.failure("Task '" + this.definition.name() + "' is tracked no longer",
						cause);
			}
			catch (Throwable ex) {
				// Nothing may reach the application.
			}
		}

	}

}
