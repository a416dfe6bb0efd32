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

import io.codecarbon.power.Component;
import io.codecarbon.power.Quality;
import io.codecarbon.power.SourceDescription;
import io.codecarbon.tracker.CpuLedger.CpuSplit;
import io.codecarbon.tracker.EnergyLedger.Pricing;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/**
 * Tests for {@link EnergyLedger}.
 */
class EnergyLedgerTests {

	private static final long SECOND = 1_000_000_000;

	private static final SourceDescription CPU = new SourceDescription(Component.CPU, null, "meter", Quality.MEASURED,
			null, null);

	private static final SourceDescription RAM = new SourceDescription(Component.RAM, null, "model", Quality.ESTIMATED,
			null, null);

	private static final SourceDescription GPU = new SourceDescription(Component.GPU, null, "meter", Quality.MEASURED,
			null, null);

	private static final Pricing PRICE = new Pricing(100, (task) -> 500);

	private final FakeThreadCpuClock clock = new FakeThreadCpuClock();

	private final TaskDefinitions definitions = new TaskDefinitions(100);

	private CpuLedger cpuLedger;

	private TaskAccount task;

	@BeforeEach
	void openLedger() {
		this.clock.set(Thread.currentThread(), 0);
		this.cpuLedger = new CpuLedger(this.clock, 0, 1L << 40);
		this.task = this.cpuLedger.account(this.definitions.get("task", TaskKind.METHOD, null));
	}

	@Test
	void sharesByCpuTimeOverCapacity() {
		RunFigures figures = close(machine(0, 1), 4 * SECOND, 1 * SECOND, split(400_000_000, 200_000_000, 600_000_000));
		assertThat(figures.total().joules()).isEqualTo(50);
		assertThat(figures.attributedJoules()).isCloseTo(5, within(1e-12));
		assertThat(figures.unattributed().untracked()).isCloseTo(2.5, within(1e-12));
		assertThat(figures.unattributed().jvm()).isCloseTo(7.5, within(1e-12));
		assertThat(figures.unattributed().idle()).isCloseTo(12.5, within(1e-12));
		assertThat(figures.unattributed().otherProcesses()).isCloseTo(22.5, within(1e-12));
		assertConserved(figures);
		TaskFigures task = figures.tasks().get(0);
		assertThat(task.self().cpuJoules()).isCloseTo(4, within(1e-12));
		assertThat(task.self().ramJoules()).isCloseTo(1, within(1e-12));
		assertThat(task.self().measuredJoules()).isCloseTo(4, within(1e-12));
	}

	@Test
	void countsTheShareOfTheProcessInProcessMode() {
		EnergyLedger ledger = new EnergyLedger(TrackingMode.PROCESS, 0, 1, this.cpuLedger);
		RunFigures figures = close(ledger, 4 * SECOND, 1 * SECOND, split(400_000_000, 200_000_000, 600_000_000));
		assertThat(figures.total().joules()).isCloseTo(50 * 1.2 / 4, within(1e-12));
		assertThat(figures.attributedJoules()).isCloseTo(5, within(1e-12));
		assertThat(figures.unattributed().idle()).isZero();
		assertThat(figures.unattributed().otherProcesses()).isZero();
		assertThat(figures.cpuWatts()).isCloseTo(40 * 1.2 / 4, within(1e-12));
		assertConserved(figures);
	}

	@Test
	void takesTheIdlePowerOffFirstAndSharesTheRestByBusyTime() {
		RunFigures figures = close(machine(20, 1), 4 * SECOND, 2 * SECOND,
				split(400_000_000, 200_000_000, 600_000_000));
		assertThat(figures.unattributed().idle()).isCloseTo(20, within(1e-12));
		assertThat(figures.attributedJoules()).isCloseTo(30 * 0.4 / 2, within(1e-12));
		assertThat(figures.unattributed().otherProcesses()).isCloseTo(30 * 0.8 / 2, within(1e-12));
		assertConserved(figures);
	}

	@Test
	void givesAllToIdleWhereTheMachineDrawsLessThanItsIdlePower() {
		RunFigures figures = close(machine(500, 1), 4 * SECOND, 2 * SECOND, split(400_000_000, 0, 0));
		assertThat(figures.unattributed().idle()).isCloseTo(50, within(1e-12));
		assertThat(figures.attributedJoules()).isZero();
		assertConserved(figures);
	}

	@Test
	void givesAllToIdleWhereNobodyUsedTheMachine() {
		RunFigures figures = close(machine(20, 1), 4 * SECOND, 4 * SECOND, split(0, 0, 0));
		assertThat(figures.unattributed().idle()).isCloseTo(50, within(1e-12));
		assertConserved(figures);
	}

	@Test
	void neverSharesMoreThanThereIs() {
		RunFigures figures = close(machine(0, 1), 4 * SECOND, 3 * SECOND, split(3 * SECOND, 3 * SECOND, 2 * SECOND));
		assertThat(figures.attributedJoules()).isCloseTo(50 * 3.0 / 8, within(1e-12));
		assertThat(figures.unattributed().idle()).isZero();
		assertThat(figures.unattributed().otherProcesses()).isZero();
		assertConserved(figures);
	}

	@Test
	void multipliesEnergyByThePueAndPowerNot() {
		RunFigures figures = close(machine(0, 1.5), 4 * SECOND, 1 * SECOND, split(400_000_000, 0, 0));
		assertThat(figures.total().joules()).isEqualTo(75);
		assertThat(figures.attributedJoules()).isCloseTo(7.5, within(1e-12));
		assertThat(figures.cpuWatts()).isEqualTo(40);
		assertThat(figures.sources()).extracting((source) -> source.joules()).containsExactly(60.0, 15.0);
		assertConserved(figures);
	}

	@Test
	void pricesEachWindowWithTheIntensityThatHeldInIt() {
		EnergyLedger ledger = machine(0, 1);
		close(ledger, 4 * SECOND, 0, split(SECOND, 0, 0));
		CpuSplit split = split(SECOND, 0, 0);
		RunFigures figures = ledger.close(SECOND, energy(), 4 * SECOND, 0, split, new Pricing(500, (task) -> 500));
		assertThat(figures.total().emissionsKg()).isCloseTo(50 * (0.1 + 0.5) / 3_600_000, within(1e-15));
		assertThat(figures.tasks().get(0).self().emissionsKg()).isCloseTo(50 * (0.1 + 0.5) / 4 / 3_600_000,
				within(1e-15));
	}

	@Test
	void sharesGraphicsProcessorsByTheTimeForWhichExecutionsWereGoingOn() {
		WindowEnergy energy = new WindowEnergy(2);
		energy.add(GPU, 60, 60);
		long start = System.nanoTime();
		ThreadLedger thread = this.cpuLedger.current();
		thread.enter(this.task);
		thread.enter(this.cpuLedger.account(this.definitions.get("other", TaskKind.METHOD, null)));
		CpuSplit split = this.cpuLedger.observe(start + SECOND, 0, true);
		RunFigures figures = machine(0, 1).close(SECOND, energy, 4 * SECOND, 0, split, PRICE);
		assertThat(figures.attributedJoules()).isCloseTo(60, within(0.1));
		assertThat(figures.tasks().get(0).self().gpuJoules()).isCloseTo(30, within(0.1));
		assertThat(figures.total().gpuJoules()).isEqualTo(60);
		assertThat(figures.cpuWatts()).isNaN();
		assertConserved(figures);
	}

	@Test
	void leavesGraphicsProcessorsUntrackedWhereNoExecutionWasGoingOn() {
		WindowEnergy energy = new WindowEnergy(2);
		energy.add(GPU, 60, 60);
		CpuSplit split = this.cpuLedger.observe(System.nanoTime(), -1, true);
		RunFigures figures = machine(0, 1).close(SECOND, energy, 4 * SECOND, 4 * SECOND, split, PRICE);
		assertThat(figures.attributedJoules()).isZero();
		assertThat(figures.unattributed().untracked()).isEqualTo(60);
	}

	private EnergyLedger machine(double idleWatts, double pue) {
		return new EnergyLedger(TrackingMode.MACHINE, idleWatts, pue, this.cpuLedger);
	}

	private RunFigures close(EnergyLedger ledger, long capacity, long idle, CpuSplit split) {
		return ledger.close(SECOND, energy(), capacity, idle, split, PRICE);
	}

	private static WindowEnergy energy() {
		WindowEnergy energy = new WindowEnergy(2);
		energy.add(CPU, 40, 40);
		energy.add(RAM, 10, 10);
		return energy;
	}

	private CpuSplit split(long task, long untracked, long jvm) {
		ThreadLedger thread = this.cpuLedger.current();
		long execution = thread.enter(this.task);
		this.clock.advance(task);
		thread.exit(execution, false);
		this.clock.advance(untracked);
		CpuSplit observed = this.cpuLedger.observe(System.nanoTime(), -1, true);
		assertThat(observed).isEqualTo(new CpuSplit(task, untracked, 0));
		return new CpuSplit(task, untracked, jvm);
	}

	private static void assertConserved(RunFigures figures) {
		assertThat(figures.attributedJoules() + figures.unattributed().joules()).isCloseTo(figures.total().joules(),
				within(1e-9));
	}

}
