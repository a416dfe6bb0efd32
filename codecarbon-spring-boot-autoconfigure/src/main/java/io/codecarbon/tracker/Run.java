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
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Queue;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

import io.codecarbon.carbon.CarbonIntensityProvider;
import io.codecarbon.carbon.GridIntensity;
import io.codecarbon.host.CpuUsage;
import io.codecarbon.host.HostFacts;
import io.codecarbon.host.MachineCpu;
import io.codecarbon.location.Place;
import io.codecarbon.power.Component;
import io.codecarbon.power.PowerSource;
import io.codecarbon.power.Reading;
import io.codecarbon.power.Reading.Gap;
import io.codecarbon.power.SamplingWindow;
import io.codecarbon.power.SourceDescription;
import io.codecarbon.tracker.CpuLedger.CpuSplit;
import io.codecarbon.tracker.EmissionsReport.State;
import io.codecarbon.tracker.EnergyLedger.Pricing;
import io.codecarbon.tracker.Reports.Window;
import io.codecarbon.unit.Power;
import org.jspecify.annotations.Nullable;

/**
 * One run, and the thread that samples it. Every window is closed by that thread alone;
 * others read the last one, which is immutable.
 */
final class Run {

	private static final Duration STOP_TIMEOUT = Duration.ofSeconds(3);

	private static final String NO_ANSWER = "The last window is not closed: a source of power readings does not answer";

	private final String id = UUID.randomUUID().toString();

	private final TrackerSettings settings;

	private final Collaborators collaborators;

	private final TrackerLog log;

	private final Problems problems;

	private final Instant startedAt;

	private final CpuLedger cpuLedger;

	private final EnergyLedger energyLedger;

	private final MachineCpu machineCpu;

	private final long windowNanos;

	private final RunPlace runPlace;

	private final Thread sampler = new Thread(this::sample, "codecarbon-sampler");

	private final Queue<CountDownLatch> requests = new ConcurrentLinkedQueue<>();

	private final long startedNanos;

	private volatile Window window;

	private volatile boolean discovered;

	private volatile boolean stopping;

	private volatile boolean ended;

	// Only the sampler touches what follows.

	private List<PowerSource> sources = List.of();

	private List<PowerSource> ownSources = List.of();

	private @Nullable HostFacts host;

	private List<SourceDescription> hardware = List.of();

	private final List<List<Gap>> gaps = new ArrayList<>();

	// Null while the price of energy is not known.
	private @Nullable Place place;

	private @Nullable String intensityProblem;

	private long windowStart;

	private long measurements;

	private int known;

	private long processNanos;

	private long selfCpuNanos;

	private final Consumer<TrackerListener> addCpuNanos = (listener) -> this.selfCpuNanos += listener.cpuNanos();

	/**
	 * Begins a run on the calling thread; what is slow is left to the sampler.
	 */
	Run(TrackerSettings settings, Collaborators collaborators, TrackerLog log, long firstExecution) {
		this.settings = settings;
		this.collaborators = collaborators;
		this.log = log;
		this.problems = new Problems(collaborators.clock(), log);
		this.startedAt = collaborators.clock().instant();
		this.window = new Window(this.id, this.startedAt, settings.place());
		this.runPlace = collaborators.runPlace(settings, log);
		long measurementNanos = settings.measurementInterval().toNanos();
		this.windowNanos = Math.min(collaborators.window().toNanos(), measurementNanos);
		this.machineCpu = collaborators.machineCpu().apply(settings);
		this.cpuLedger = new CpuLedger(collaborators.threadClock(), collaborators.processClock().getAsLong(),
				firstExecution);
		this.energyLedger = new EnergyLedger(settings.trackingMode(),
				(settings.idlePower() != null) ? settings.idlePower().watts() : 0, settings.pue(), this.cpuLedger);
		this.startedNanos = System.nanoTime();
		this.windowStart = this.startedNanos;
		this.sampler.setDaemon(true);
	}

	void start() {
		this.sampler.start();
	}

	void cannotLock(IOException cause) {
		this.problems.degraded("lock", "Other runs of this user cannot be kept out: " + cause,
				"codecarbon.allow-multiple-runs=true does without");
	}

	CpuLedger cpuLedger() {
		return this.cpuLedger;
	}

	RunFigures figures() {
		return this.window.figures();
	}

	/**
	 * Closes the current window and waits until that is done, for a bounded time.
	 */
	void closeWindow() {
		if (this.ended || Thread.currentThread() == this.sampler) {
			return;
		}
		CountDownLatch done = new CountDownLatch(1);
		this.requests.add(done);
		LockSupport.unpark(this.sampler);
		if (this.ended) {
			return;
		}
		try {
			if (done.await(STOP_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)) {
				this.problems.clear(NO_ANSWER);
			}
			else {
				this.problems.degraded(NO_ANSWER, "tracker", NO_ANSWER, null);
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	/**
	 * Ends the run: closes the last window and the sources.
	 */
	void stop() {
		this.stopping = true;
		LockSupport.unpark(this.sampler);
		if (!awaitSampler()) {
			this.log.warn(NO_ANSWER, null);
			this.ended = true;
		}
	}

	// Also on a thread that is interrupted, which those that stop applications are: the
	// last window must not be lost.
	private boolean awaitSampler() {
		long deadline = System.nanoTime() + STOP_TIMEOUT.toNanos();
		boolean interrupted = false;
		long nanos = STOP_TIMEOUT.toNanos();
		while (this.sampler.isAlive() && nanos > 0) {
			try {
				TimeUnit.NANOSECONDS.timedJoin(this.sampler, nanos);
			}
			catch (InterruptedException ex) {
				interrupted = true;
			}
			nanos = deadline - System.nanoTime();
		}
		if (interrupted) {
			Thread.currentThread().interrupt();
		}
		return !this.sampler.isAlive();
	}

	boolean hasEnded() {
		return this.ended;
	}

	EmissionsReport report() {
		List<OutputStatus> outputs = new ArrayList<>();
		List<Problem> ofListeners = new ArrayList<>();
		tell((listener) -> {
			outputs.addAll(listener.outputs());
			ofListeners.addAll(listener.problems());
		});
		List<Problem> problems = this.problems.all();
		problems.addAll(ofListeners);
		return Reports.report(this.settings, this.window, state(problems), outputs, problems);
	}

	private State state(List<Problem> problems) {
		if (this.ended) {
			return State.STOPPED;
		}
		if (!this.discovered) {
			return State.STARTING;
		}
		return problems.stream().anyMatch(Problem::degrading) ? State.DEGRADED : State.RUNNING;
	}

	private void sample() {
		try {
			tell((listener) -> listener.started(this::report));
			this.runPlace.start();
			discover();
			this.discovered = true;
			long measurementNanos = this.settings.measurementInterval().toNanos();
			long nextMeasurement = this.startedNanos + measurementNanos;
			List<CountDownLatch> requests = new ArrayList<>();
			while (!this.stopping) {
				await(Math.min(this.windowStart + this.windowNanos, nextMeasurement));
				drainRequests(requests);
				long now = System.nanoTime();
				boolean complete = now >= nextMeasurement;
				if (complete) {
					nextMeasurement += measurementNanos * (1 + (now - nextMeasurement) / measurementNanos);
					this.measurements++;
				}
				closeWindowSafely(now, !requests.isEmpty());
				if (complete) {
					measured();
				}
				requests.forEach(CountDownLatch::countDown);
				requests.clear();
			}
			closeWindowSafely(System.nanoTime(), true);
		}
		catch (Throwable ex) {
			// Nothing may reach the application: it runs on, untracked.
			this.log.failure("Tracking has ended early", ex);
		}
		finally {
			this.ended = true;
			this.runPlace.stop();
			closeSources();
			this.machineCpu.close();
			List<CountDownLatch> requests = new ArrayList<>();
			drainRequests(requests);
			requests.forEach(CountDownLatch::countDown);
		}
	}

	// One window answers all who wait for one.
	private void drainRequests(List<CountDownLatch> drained) {
		for (CountDownLatch request = this.requests.poll(); request != null; request = this.requests.poll()) {
			drained.add(request);
		}
	}

	// Parks: a blocking queue with a timeout would cost more than a window does.
	private void await(long deadline) {
		long nanos = deadline - System.nanoTime();
		while (this.requests.isEmpty() && nanos > 0 && !this.stopping) {
			LockSupport.parkNanos(this, nanos);
			// Nobody but stop() ends a run.
			Thread.interrupted();
			nanos = deadline - System.nanoTime();
		}
	}

	// Whatever goes wrong in one window, the next is tried.
	private void closeWindowSafely(long now, boolean requested) {
		try {
			closeWindow(now, requested);
			this.problems.clear(this);
		}
		catch (Throwable ex) {
			this.problems.degraded(this, "tracker", "A window could not be closed: " + ex, null);
		}
	}

	/**
	 * Finds out what can be measured. Called by the sampler; may be slow.
	 */
	void discover() {
		this.host = this.collaborators.hostFacts().apply(this.settings);
		List<PowerSource> sources = new ArrayList<>();
		Set<Component> covered = EnumSet.noneOf(Component.class);
		for (PowerSource source : this.collaborators.powerSources()) {
			if (begin(source)) {
				sources.add(source);
				covered.add(source.describe().component());
			}
		}
		this.ownSources = this.collaborators.builtInSources()
			.discover(this.settings, this.host, this.machineCpu.isReadable(), covered, this.problems);
		sources.addAll(this.ownSources);
		this.sources = sources;
		this.hardware = sources.stream().map(PowerSource::describe).toList();
		this.gaps.addAll(Collections.nCopies(sources.size(), List.of()));
		this.log.info(summary(), null);
	}

	private boolean begin(PowerSource source) {
		try {
			source.describe();
		}
		catch (RuntimeException | LinkageError ex) {
			this.problems.degraded(source, "power", "A source of power readings cannot be used: " + ex, null);
			return false;
		}
		try {
			// A meter that was there before the run, or was read in an earlier one, tells
			// now what it has seen since: that is not of this run.
			source.read(new SamplingWindow(1, Double.NaN));
		}
		catch (RuntimeException | LinkageError ex) {
			// It is read again, and complained of, in each window.
		}
		return true;
	}

	private String summary() {
		StringBuilder summary = new StringBuilder("Tracking the energy of this ").append(this.settings.trackingMode());
		for (SourceDescription source : this.hardware) {
			summary.append(", ")
				.append(source.component())
				.append(' ')
				.append(source.quality())
				.append(" by ")
				.append(source.source());
			if (source.detail() != null) {
				summary.append(" (").append(source.detail()).append(')');
			}
		}
		if (this.runPlace.isDecided(System.nanoTime())) {
			Instant now = this.collaborators.clock().instant();
			summary.append(", ")
				.append(decide(this.runPlace.place(),
						this.collaborators.carbonIntensity().intensity(this.runPlace.place(), now)));
		}
		return summary.append(", run ").append(this.id).toString();
	}

	// Says in words where the run is, and notes it.
	private String decide(Place place, @Nullable GridIntensity intensity) {
		this.place = place;
		if (place.source() != Place.Source.UNKNOWN || this.settings.carbonIntensity() != null) {
			this.problems.clear("location");
		}
		else {
			this.problems.notice("location", "It is not known where this machine is",
					"Its energy is priced at the world's average carbon intensity; set codecarbon.country-iso-code, "
							+ "or codecarbon.cloud-provider and codecarbon.cloud-region");
		}
		StringBuilder words = new StringBuilder("in ")
			.append((place.countryName() != null) ? place.countryName() : "an unknown place");
		if (place.region() != null) {
			words.append(" (").append(place.region()).append(')');
		}
		if (intensity != null) {
			words.append(String.format(Locale.ROOT, " at %.4g gCO2e/kWh (%s)", intensity.intensity().gramsPerKwh(),
					intensity.source()));
		}
		return words.toString();
	}

	// The intensity that holds now, null while it is not known: what is used until then
	// is priced at it.
	@SuppressWarnings("ReferenceEquality")
	private @Nullable GridIntensity price(long now, Instant at) {
		CarbonIntensityProvider provider = this.collaborators.carbonIntensity();
		if (this.settings.carbonIntensity() == null && this.place == null && !this.stopping
				&& !this.runPlace.isDecided(now)) {
			return null;
		}
		Place place = this.runPlace.place();
		GridIntensity intensity = provider.intensity(place, at);
		if (place != this.place && (this.stopping || this.runPlace.isDecided(now))) {
			if (this.place == null && this.settings.carbonIntensity() == null) {
				this.energyLedger.settle(grams(intensity));
			}
			this.log.info("This machine is " + decide(place, intensity), null);
		}
		String problem = provider.problem();
		if (problem != this.intensityProblem) {
			this.intensityProblem = problem;
			if (problem != null) {
				this.problems.degraded("carbon-intensity", problem, null);
			}
			else {
				this.problems.clear("carbon-intensity");
			}
		}
		return intensity;
	}

	/**
	 * Closes a window. Called by the sampler.
	 * @param now the monotonic clock
	 * @param requested whether somebody waits for it, so that it has to be exact
	 */
	void closeWindow(long now, boolean requested) {
		long nanos = now - this.windowStart;
		if (nanos <= 0) {
			return;
		}
		Instant at = this.collaborators.clock().instant();
		// First, as it may fail: then this time belongs to the next window.
		GridIntensity intensity = price(now, at);
		this.windowStart = now;
		long processNanos = this.collaborators.processClock().getAsLong();
		CpuUsage usage = readMachineCpu(nanos);
		// That clock moves in steps of 10 ms. Until it does, the threads that are not
		// asked
		// have used less than a step: it counts for the window in which the step comes.
		boolean moved = processNanos < 0 || processNanos != this.processNanos;
		this.processNanos = processNanos;
		CpuSplit split = this.cpuLedger.observe(now, processNanos, moved || requested);
		if (this.cpuLedger.isClockUnreadable()) {
			this.problems.notice("threads", "The CPU time of some threads that run tasks cannot be read",
					"What they use is not attributed; virtual threads are such threads");
		}
		long capacity = (usage != null) ? usage.capacityNanos() : nanos * Runtime.getRuntime().availableProcessors();
		long idle = (usage != null) ? usage.idleNanos() : capacity;
		WindowEnergy energy = read(new SamplingWindow(nanos, (usage != null) ? usage.load() : Double.NaN));
		RunFigures figures = this.energyLedger.close(nanos, energy, capacity, idle, split,
				new Pricing(grams(intensity), (task) -> grams(taskIntensity(task, at))));
		this.window = new Window(this.id, this.startedAt, this.measurements, figures, at, this.runPlace.place(),
				intensity, this.host, this.hardware, selfCpuNanos(),
				Reports.tasks(figures.tasks(), this.settings.wue()));
		boolean grown = figures.tasks().size() + figures.sources().size() > this.known;
		this.known = figures.tasks().size() + figures.sources().size();
		tell((listener) -> listener.windowClosed(grown));
	}

	private @Nullable CpuUsage readMachineCpu(long nanos) {
		CpuUsage usage = this.machineCpu.read(nanos);
		if (usage != null) {
			this.problems.clear("machine-cpu");
		}
		else if (!this.machineCpu.isReadable()) {
			this.problems.degraded("machine-cpu",
					"The CPU time of the machine cannot be read, so what this process does not use counts as idle",
					"Check that " + this.settings.procfs().resolve("stat")
							+ " is readable; codecarbon.host.procfs says where the host's /proc is mounted");
		}
		return usage;
	}

	private WindowEnergy read(SamplingWindow window) {
		WindowEnergy energy = new WindowEnergy(this.sources.size());
		for (int i = 0; i < this.sources.size(); i++) {
			PowerSource source = this.sources.get(i);
			SourceDescription description = this.hardware.get(i);
			List<Gap> gaps = List.of();
			try {
				Reading reading = source.read(window);
				description = describe(i, source);
				if (reading instanceof Reading.Metered metered) {
					gaps = metered.gaps();
					double watts = gaps.isEmpty() ? Power.mean(metered.energy(), window.nanos()).watts() : Double.NaN;
					energy.add(description, metered.energy().joules(), watts);
				}
				else if (reading instanceof Reading.Constant constant) {
					energy.add(description, constant.power().over(window.nanos()).joules(), constant.power().watts());
				}
				else if (reading instanceof Gap gap) {
					gaps = List.of(gap);
					energy.addGap(description);
				}
			}
			catch (RuntimeException | LinkageError ex) {
				gaps = List.of(new Gap("A source of power readings failed: " + ex, null));
				energy.addGap(description);
			}
			if (!(gaps.isEmpty() && this.gaps.get(i).isEmpty())) {
				report(i, description.component(), gaps);
			}
		}
		return energy;
	}

	@SuppressWarnings("ReferenceEquality")
	private SourceDescription describe(int index, PowerSource source) {
		SourceDescription description = source.describe();
		if (description != this.hardware.get(index)) {
			List<SourceDescription> hardware = new ArrayList<>(this.hardware);
			hardware.set(index, description);
			this.hardware = Collections.unmodifiableList(hardware);
		}
		return description;
	}

	private void report(int source, Component component, List<Gap> gaps) {
		List<Gap> before = this.gaps.set(source, gaps);
		for (Gap gap : gaps) {
			this.problems.degraded(new SourcePart(source, gap.part()), component.toString(), gap.reason(),
					gap.advice());
		}
		Set<@Nullable String> parts = new HashSet<>();
		gaps.forEach((gap) -> parts.add(gap.part()));
		for (Gap gap : before) {
			if (!parts.contains(gap.part())) {
				this.problems.clear(new SourcePart(source, gap.part()));
			}
		}
	}

	private @Nullable GridIntensity taskIntensity(TaskDefinition task, Instant at) {
		return (task.place() != null) ? this.collaborators.carbonIntensity().intensity(task.place(), at) : null;
	}

	private static double grams(@Nullable GridIntensity intensity) {
		return (intensity != null) ? intensity.intensity().gramsPerKwh() : 0;
	}

	private long selfCpuNanos() {
		this.selfCpuNanos = Math.max(0, this.collaborators.threadClock().currentThread());
		tell(this.addCpuNanos);
		return this.selfCpuNanos;
	}

	private void measured() {
		this.log.debug("Measurement {}: {} J, {} kg CO2e since the start", this.measurements,
				figures().total().joules(), figures().total().emissionsKg());
		long measurements = this.measurements;
		tell((listener) -> listener.measured(measurements, this::report));
	}

	/**
	 * Tells all listeners, whatever they throw.
	 * @param message what to tell
	 */
	void tell(Consumer<TrackerListener> message) {
		for (TrackerListener listener : this.collaborators.listeners()) {
			try {
				message.accept(listener);
				this.problems.clear(listener);
			}
			catch (RuntimeException | LinkageError ex) {
				this.problems.degraded(listener, "listener", "A listener of the tracker failed: " + ex, null);
			}
		}
	}

	/**
	 * Releases the sources that this run has found itself.
	 */
	void closeSources() {
		this.ownSources.forEach(this::close);
	}

	private void close(PowerSource source) {
		try {
			source.close();
		}
		catch (Exception ex) {
			this.log.failure("A source of power readings could not be closed", ex);
		}
	}

	/** What identifies the problem of a source, or of a part of its component. */
	private record SourcePart(int source, @Nullable String part) {
	}

}
