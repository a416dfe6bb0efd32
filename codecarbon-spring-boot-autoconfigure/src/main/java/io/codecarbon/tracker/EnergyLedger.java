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

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.ToDoubleFunction;

import io.codecarbon.tracker.CpuLedger.CpuSplit;
import io.codecarbon.tracker.RunFigures.SourceFigures;
import io.codecarbon.tracker.RunFigures.Unattributed;
import io.codecarbon.tracker.TaskFigures.Usage;
import io.codecarbon.tracker.WindowEnergy.SourceEnergy;
import io.codecarbon.unit.Energy;

/**
 * Shares the energy of each window among those who used the CPU in it, and keeps the sums
 * of the run. Only the sampler uses it.
 * <p>
 * The rule is that of Kepler: the share of a task is its CPU time over the capacity of
 * the machine. It knows no state but the window, so it cannot drift, and a part is never
 * larger than its whole. Where an idle power is given, that floor goes to nobody first,
 * and the rest is shared by busy time.
 */
final class EnergyLedger {

	private final boolean wholeMachine;

	private final double idleWatts;

	private final double pue;

	private final CpuLedger cpuLedger;

	private RunFigures figures = RunFigures.NONE;

	/**
	 * @param mode whose energy counts
	 * @param idleWatts the idle power of the machine in watts, 0 to share all energy by
	 * capacity
	 * @param pue what the energy is multiplied by
	 * @param cpuLedger where the accounts of the tasks are
	 */
	EnergyLedger(TrackingMode mode, double idleWatts, double pue, CpuLedger cpuLedger) {
		this.wholeMachine = (mode == TrackingMode.MACHINE);
		this.idleWatts = idleWatts;
		this.pue = pue;
		this.cpuLedger = cpuLedger;
	}

	RunFigures figures() {
		return this.figures;
	}

	/**
	 * Closes a window.
	 * @param nanos its length, more than zero
	 * @param energy the machine's energy in it
	 * @param capacityNanos the CPU time that the machine had to give
	 * @param idleNanos the part of it that nobody used
	 * @param split who in this process used how much; what the tasks used is in their
	 * accounts
	 * @param pricing what energy emits
	 * @return the figures of the run
	 */
	RunFigures close(long nanos, WindowEnergy energy, long capacityNanos, long idleNanos, CpuSplit split,
			Pricing pricing) {
		Shares shares = shares(nanos, energy, capacityNanos, idleNanos, split);
		double kgPerJoule = kgPerJoule(pricing.ofRun());
		double perWallNano = gpuSharePerWallNano(nanos, shares);
		Usage attributed = Usage.NONE;
		List<TaskFigures> tasks = new ArrayList<>(this.figures.tasks().size());
		for (TaskAccount account : this.cpuLedger.accounts()) {
			if (account != null) {
				Usage own = shareOf(account, energy, shares, perWallNano, kgPerJoule, pricing);
				attributed = attributed.plus(own);
				tasks.add(account.figures());
			}
		}
		for (TaskAccount part : this.cpuLedger.partAccounts()) {
			shareOf(part, energy, shares, perWallNano, kgPerJoule, pricing);
		}
		Usage total = energy.share(this.pue * shares.run(), this.pue * shares.run(), kgPerJoule);
		Unattributed unattributed = unattributed(energy, shares, total, attributed);
		RunFigures last = this.figures;
		this.figures = new RunFigures(last.nanos() + nanos, last.total().plus(total),
				last.attributedJoules() + attributed.joules(), last.unattributed().plus(unattributed),
				energy.cpuWatts() * shares.run(), energy.gpuWatts() * shares.run(), energy.ramWatts() * shares.run(),
				sources(energy, shares.run(), kgPerJoule), last.untrackedCpuNanos() + split.untrackedNanos(),
				last.jvmCpuNanos() + split.jvmNanos(), Collections.unmodifiableList(tasks));
		return this.figures;
	}

	/**
	 * Prices what has been used so far, in windows whose price was not yet known and was
	 * given as 0.
	 * @param gramsPerKwh what energy emits at the place of the run
	 */
	void settle(double gramsPerKwh) {
		double kgPerJoule = kgPerJoule(gramsPerKwh);
		List<TaskFigures> tasks = new ArrayList<>(this.figures.tasks().size());
		for (TaskAccount account : this.cpuLedger.accounts()) {
			if (account != null) {
				tasks.add(settle(account, kgPerJoule));
			}
		}
		this.cpuLedger.partAccounts().forEach((part) -> settle(part, kgPerJoule));
		RunFigures open = this.figures;
		this.figures = new RunFigures(open.nanos(), open.total().at(kgPerJoule), open.attributedJoules(),
				open.unattributed(), open.cpuWatts(), open.gpuWatts(), open.ramWatts(),
				open.sources()
					.stream()
					.map((source) -> new SourceFigures(source.source(), source.joules(), source.joules() * kgPerJoule))
					.toList(),
				open.untrackedCpuNanos(), open.jvmCpuNanos(), Collections.unmodifiableList(tasks));
	}

	// A task that has a place was priced there all the time.
	private static TaskFigures settle(TaskAccount account, double kgPerJoule) {
		TaskFigures open = account.figures();
		if (account.definition().place() == null) {
			account.publish(new TaskFigures(open.definition(), open.cpuNanos(), open.inclusiveCpuNanos(),
					open.wallNanos(), open.invocations(), open.failures(), open.active(), open.self().at(kgPerJoule),
					open.inclusive().at(kgPerJoule)));
		}
		return account.figures();
	}

	private Shares shares(long nanos, WindowEnergy energy, long capacityNanos, long idleNanos, CpuSplit split) {
		// Clocks that are not read at one moment, and a process clock that moves in
		// steps,
		// can show more use than there was capacity.
		double whole = (double) Math.max(capacityNanos, split.processNanos());
		double idle = Math.min((double) Math.max(0, idleNanos), whole - split.processNanos());
		double others = whole - split.processNanos() - idle;
		double dynamic = 1;
		if (this.idleWatts > 0) {
			double joules = energy.joules();
			double floor = this.idleWatts * nanos / 1e9;
			dynamic = (joules > floor) ? (joules - floor) / joules : 0;
			whole -= idle;
			idle = 0;
		}
		double perNano = (whole > 0) ? dynamic / whole : 0;
		double jvm = split.jvmNanos() * perNano;
		double untracked = split.untrackedNanos() * perNano;
		double run = this.wholeMachine ? 1 : split.processNanos() * perNano;
		double idleShare = (this.idleWatts > 0) ? 1 - whole * perNano : idle * perNano;
		return new Shares(perNano, run, this.wholeMachine ? idleShare : 0, this.wholeMachine ? others * perNano : 0,
				jvm, untracked);
	}

	// What runs on a graphics processor cannot be told from CPU time: its energy is
	// shared equally by those executions that were going on.
	private double gpuSharePerWallNano(long nanos, Shares shares) {
		long overlap = 0;
		for (TaskAccount account : this.cpuLedger.accounts()) {
			if (account != null) {
				overlap += account.newWallNanos();
			}
		}
		return shares.run() / Math.max(nanos, overlap);
	}

	private Usage shareOf(TaskAccount account, WindowEnergy energy, Shares shares, double perWallNano,
			double kgPerJoule, Pricing pricing) {
		TaskFigures last = account.figures();
		long cpuNanos = account.newCpuNanos();
		long inclusiveCpuNanos = account.newInclusiveCpuNanos();
		long wallNanos = account.newWallNanos();
		long failures = account.failures();
		long invocations = account.successes() + failures;
		if (cpuNanos == 0 && inclusiveCpuNanos == 0 && wallNanos == 0 && invocations == last.invocations()
				&& account.active() == last.active()) {
			return Usage.NONE;
		}
		TaskDefinition task = account.definition();
		double taskKgPerJoule = (task.place() != null) ? kgPerJoule(pricing.of(task)) : kgPerJoule;
		double gpuShare = wallNanos * perWallNano * this.pue;
		Usage self = energy.share(cpuNanos * shares.perCpuNano() * this.pue, gpuShare, taskKgPerJoule);
		Usage inclusive = energy.share(inclusiveCpuNanos * shares.perCpuNano() * this.pue, gpuShare, taskKgPerJoule);
		account.publish(new TaskFigures(task, last.cpuNanos() + cpuNanos, last.inclusiveCpuNanos() + inclusiveCpuNanos,
				last.wallNanos() + wallNanos, invocations, failures, account.active(), last.self().plus(self),
				last.inclusive().plus(inclusive)));
		return self;
	}

	private Unattributed unattributed(WindowEnergy energy, Shares shares, Usage total, Usage attributed) {
		double byCpuTime = (energy.joules() - energy.gpuJoules()) * this.pue;
		double gpuLeft = Math.max(0, total.gpuJoules() - attributed.gpuJoules());
		return new Unattributed(byCpuTime * shares.idle(), byCpuTime * shares.others(), byCpuTime * shares.jvm(),
				byCpuTime * shares.untracked() + gpuLeft);
	}

	private List<SourceFigures> sources(WindowEnergy energy, double runShare, double kgPerJoule) {
		List<SourceFigures> last = this.figures.sources();
		List<SourceFigures> sums = new ArrayList<>(energy.sources().size());
		for (SourceEnergy source : energy.sources()) {
			double joules = source.joules() * runShare * this.pue;
			double emissionsKg = joules * kgPerJoule;
			if (sums.size() < last.size()) {
				SourceFigures before = last.get(sums.size());
				joules += before.joules();
				emissionsKg += before.emissionsKg();
			}
			sums.add(new SourceFigures(source.source(), joules, emissionsKg));
		}
		return Collections.unmodifiableList(sums);
	}

	private static double kgPerJoule(double gramsPerKwh) {
		return gramsPerKwh * 0.001 / Energy.JOULES_PER_KWH;
	}

	/**
	 * What energy emits in a window, in gCO2e/kWh.
	 *
	 * @param ofRun at the place of the run
	 * @param ofTask at the place of a task that has one
	 */
	record Pricing(double ofRun, ToDoubleFunction<TaskDefinition> ofTask) {

		double of(TaskDefinition task) {
			return this.ofTask.applyAsDouble(task);
		}

	}

	private record Shares(double perCpuNano, double run, double idle, double others, double jvm, double untracked) {
	}

}
