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

package io.codecarbon.host;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/**
 * Tests for {@link ProcStat}.
 */
class ProcStatTests {

	private static final long SECOND = 1_000_000_000;

	@TempDir
	private Path directory;

	private MachineCpu cpu = new PlatformCpu();

	@AfterEach
	void close() {
		this.cpu.close();
	}

	@ParameterizedTest
	@CsvSource({ "two-cpu-vm, 2", "two-socket-server, 128", "offline-cpus, 5", "arm-board, 4", "no-iowait, 1",
			"cpus-only, 2" })
	void countsTheCpusThatAreOnline(String machine, int cpus) {
		this.cpu = new ProcStat(Machines.file(machine, "stat"));
		assertThat(this.cpu.isReadable()).isTrue();
		CpuUsage usage = this.cpu.read(SECOND);
		assertThat(usage).isNotNull();
		assertThat(usage.cpus()).isEqualTo(cpus);
		assertThat(usage.capacityNanos()).isEqualTo(cpus * SECOND);
		assertThat(usage.idleNanos()).isZero();
		assertThat(usage.load()).isEqualTo(1);
	}

	@Test
	void countsWaitingForInputAndOutputAsIdleAndStealAsBusy() throws IOException {
		write("cpu  10 0 10 1000 100 0 0 50 0 0", 2);
		open();
		// 200 jiffies: 20 user, 30 system, 40 steal, 100 idle, 10 iowait.
		write("cpu  30 0 40 1100 110 0 0 90 0 0", 2);
		CpuUsage usage = this.cpu.read(SECOND);
		assertThat(usage).isEqualTo(new CpuUsage(2, 2 * SECOND, SECOND + SECOND / 10));
		assertThat(usage.busyNanos()).isEqualTo(SECOND - SECOND / 10);
		assertThat(usage.load()).isCloseTo(0.45, within(1e-12));
	}

	@Test
	void countsADecreaseOfOneFieldAsNothingAndTheOtherInFull() throws IOException {
		write("cpu  10 0 10 1000 100 0 0 0 0 0", 2);
		open();
		write("cpu  20 0 10 1050 40 0 0 0 0 0", 2);
		assertThat(this.cpu.read(SECOND)).isEqualTo(new CpuUsage(2, 2 * SECOND, SECOND / 2));
		write("cpu  30 0 10 1000 60 0 0 0 0 0", 2);
		assertThat(this.cpu.read(SECOND)).isEqualTo(new CpuUsage(2, 2 * SECOND, SECOND / 5));
	}

	@Test
	void neverIsMoreIdleThanTheCapacity() throws IOException {
		write("cpu  10 0 10 1000 100 0 0 0 0 0", 2);
		open();
		write("cpu  10 0 10 1205 100 0 0 0 0 0", 2);
		CpuUsage usage = this.cpu.read(SECOND);
		assertThat(usage).isEqualTo(new CpuUsage(2, 2 * SECOND, 2 * SECOND));
		assertThat(usage.load()).isZero();
	}

	@Test
	void followsCpusThatComeAndGo() throws IOException {
		write("cpu  10 0 10 1000 100 0 0 0 0 0", 2);
		open();
		write("cpu  10 0 10 1100 100 0 0 0 0 0", 4);
		assertThat(this.cpu.read(SECOND)).isEqualTo(new CpuUsage(4, 4 * SECOND, SECOND));
		write("cpu  10 0 10 1200 100 0 0 0 0 0", 1);
		assertThat(this.cpu.read(SECOND)).isEqualTo(new CpuUsage(1, SECOND, SECOND));
	}

	@Test
	void readsMoreCpusThanTheFirstBufferHolds() throws IOException {
		write("cpu  10 0 10 1000 100 0 0 0 0 0", 1000);
		open();
		write("cpu  10 0 10 2000 100 0 0 0 0 0", 1000);
		assertThat(this.cpu.read(SECOND)).isEqualTo(new CpuUsage(1000, 1000 * SECOND, 10 * SECOND));
	}

	@ParameterizedTest
	@ValueSource(strings = { "truncated", "garbage", "no-cpus", "huge-number", "empty", "missing" })
	void answersNothingForWhatIsNoStat(String machine) {
		this.cpu = new ProcStat(Machines.file(machine, "stat"));
		assertThat(this.cpu.isReadable()).isFalse();
		assertThat(this.cpu.read(SECOND)).isNull();
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "cpu  1 2", "cpu  10 0 10 10 x\ncpu" })
	void recoversFromAGapWithAFreshBaseline(String broken) throws IOException {
		write("cpu  10 0 10 1000 100 0 0 0 0 0", 2);
		open();
		Files.writeString(stat(), broken);
		assertThat(this.cpu.read(SECOND)).isNull();
		assertThat(this.cpu.isReadable()).isFalse();
		write("cpu  10 0 10 5000 100 0 0 0 0 0", 2);
		assertThat(this.cpu.read(SECOND)).isNull();
		assertThat(this.cpu.isReadable()).isTrue();
		write("cpu  10 0 10 5100 100 0 0 0 0 0", 2);
		assertThat(this.cpu.read(SECOND)).isEqualTo(new CpuUsage(2, 2 * SECOND, SECOND));
	}

	@Test
	void opensAFileAgainThatWasReplacedAfterAGap() throws IOException {
		write("cpu  10 0 10 1000 100 0 0 0 0 0", 2);
		open();
		Files.writeString(stat(), "");
		assertThat(this.cpu.read(SECOND)).isNull();
		Files.delete(stat());
		assertThat(this.cpu.read(SECOND)).isNull();
		write("cpu  10 0 10 9000 100 0 0 0 0 0", 2);
		assertThat(this.cpu.read(SECOND)).isNull();
		write("cpu  10 0 10 9050 100 0 0 0 0 0", 2);
		assertThat(this.cpu.read(SECOND)).isEqualTo(new CpuUsage(2, 2 * SECOND, SECOND / 2));
	}

	@Test
	void refusesADirectory() throws IOException {
		Files.createDirectory(stat());
		open();
		assertThat(this.cpu.isReadable()).isFalse();
		assertThat(this.cpu.read(SECOND)).isNull();
	}

	@Test
	@EnabledOnOs({ OS.LINUX, OS.MAC })
	@Timeout(20)
	void refusesAFifoWithoutWaitingForItsWriter() throws Exception {
		assertThat(new ProcessBuilder("mkfifo", stat().toString()).start().waitFor()).isZero();
		open();
		assertThat(this.cpu.isReadable()).isFalse();
		assertThat(this.cpu.read(SECOND)).isNull();
	}

	@Test
	void readsOnAThreadThatIsInterrupted() throws IOException {
		write("cpu  10 0 10 1000 100 0 0 0 0 0", 2);
		open();
		Thread.currentThread().interrupt();
		try {
			assertThat(this.cpu.read(SECOND)).isNotNull();
			assertThat(this.cpu.read(SECOND)).isNotNull();
		}
		finally {
			assertThat(Thread.interrupted()).isTrue();
		}
	}

	@Test
	void canBeClosedTwice() throws IOException {
		write("cpu  10 0 10 1000 100 0 0 0 0 0", 2);
		open();
		this.cpu.close();
		this.cpu.close();
		assertThat(this.cpu.isReadable()).isFalse();
	}

	@Test
	@EnabledOnOs(OS.LINUX)
	void readsThisMachine() {
		this.cpu = MachineCpu.open(Path.of("/proc"));
		assertThat(this.cpu).isInstanceOf(ProcStat.class);
		long start = System.nanoTime();
		long end = start;
		while (end - start < Duration.ofMillis(50).toNanos()) {
			end = System.nanoTime();
		}
		CpuUsage usage = this.cpu.read(end - start);
		assertThat(usage).isNotNull();
		assertThat(usage.load()).isBetween(0.0, 1.0);
	}

	@Test
	@EnabledOnOs(OS.LINUX)
	void waitsForAProcfsOnLinuxThatIsNotThereYet() throws IOException {
		this.cpu = MachineCpu.open(this.directory);
		assertThat(this.cpu).isInstanceOf(ProcStat.class);
		assertThat(this.cpu.read(SECOND)).isNull();
		write("cpu  10 0 10 1000 100 0 0 0 0 0", 2);
		assertThat(this.cpu.read(SECOND)).isNull();
		assertThat(this.cpu.read(SECOND)).isNotNull();
	}

	private Path stat() {
		return this.directory.resolve("stat");
	}

	private void open() {
		this.cpu = new ProcStat(stat());
	}

	private void write(String total, int cpus) throws IOException {
		StringBuilder text = new StringBuilder(total).append('\n');
		for (int cpu = 0; cpu < cpus; cpu++) {
			text.append("cpu").append(cpu).append(" 5 0 5 500 50 0 0 0 0 0\n");
		}
		Files.writeString(stat(), text.append("intr 123 0 0 0\nctxt 1\nbtime 2\n"));
	}

}
