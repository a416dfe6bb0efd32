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

import java.nio.file.Path;
import java.util.function.Supplier;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

/**
 * Tests for {@link HostFacts} and {@link HostDiscovery}.
 */
class HostDiscoveryTests {

	private static final Supplier<HardwareFacts> UNASKED = () -> fail("Procfs had the answer");

	private static final HardwareFacts NOTHING = new ProcfsFacts(null, null, null, null);

	@Test
	void knowsAVirtualMachineByItsProcfsAlone() {
		HostFacts facts = discover("two-cpu-vm", UNASKED);
		assertThat(facts.cpuModel()).isEqualTo("Intel(R) Xeon(R) Platinum 8259CL CPU @ 2.50GHz");
		assertThat(facts.logicalCpus()).isEqualTo(2);
		assertThat(facts.sockets()).isEqualTo(1);
		assertThat(facts.memoryBytes()).isEqualTo(7_888_052L * 1024);
	}

	@Test
	void countsTheSocketsOfAServer() {
		HostFacts facts = discover("two-socket-server", UNASKED);
		assertThat(facts.cpuModel()).isEqualTo("AMD EPYC 7543 32-Core Processor");
		assertThat(facts.logicalCpus()).isEqualTo(128);
		assertThat(facts.sockets()).isEqualTo(2);
	}

	@Test
	void asksElsewhereForWhatTheProcfsOfArmDoesNotTell() {
		HostFacts facts = discover("arm-board", () -> new ProcfsFacts("Cortex-A72", 99, 1, 99L));
		assertThat(facts.cpuModel()).isEqualTo("Cortex-A72");
		assertThat(facts.logicalCpus()).isEqualTo(4);
		assertThat(facts.sockets()).isEqualTo(1);
		assertThat(facts.memoryBytes()).isEqualTo(3_884_360L * 1024);
	}

	@ParameterizedTest
	@CsvSource({ "empty", "missing" })
	void leavesAbsentWhatNobodyKnows(String machine) {
		HostFacts facts = discover(machine, () -> NOTHING);
		assertThat(facts.cpuModel()).isNull();
		assertThat(facts.sockets()).isNull();
		assertThat(facts.memoryBytes()).isNull();
		assertThat(facts.logicalCpus()).isEqualTo(Runtime.getRuntime().availableProcessors());
	}

	@Test
	void knowsThisMachine() {
		HostFacts facts = HostFacts.discover(Path.of("/proc"));
		assertThat(facts.os()).endsWith("-" + facts.architecture());
		assertThat(facts.logicalCpus()).isPositive();
		assertThat(facts.memoryBytes()).isNotNull().isPositive();
	}

	@Test
	void knowsThisMachineThroughOshiToo() {
		HardwareFacts facts = new OshiFacts();
		assertThat(facts.logicalCpus()).isNotNull().isPositive();
		assertThat(facts.sockets()).isNotNull().isPositive();
		assertThat(facts.memoryBytes()).isNotNull().isPositive();
	}

	@ParameterizedTest
	@CsvSource({ "Linux, 6.18.44, amd64, Linux-6.18.44-x86_64", "Linux, 6.1.0, aarch64, Linux-6.1.0-aarch64",
			"Mac OS X, 14.5, aarch64, macOS-14.5-arm64",
			"Windows Server 2022, 10.0, amd64, Windows-Server-2022-10.0-AMD64",
			"Linux, 5.10, riscv64, Linux-5.10-riscv64" })
	void namesTheOperatingSystemAsPythonDoes(String name, String version, String arch, String expected) {
		assertThat(HostDiscovery.os(name, version, HostDiscovery.architecture(name, arch))).isEqualTo(expected);
	}

	@ParameterizedTest
	@CsvSource({ "x86_64, false", "AMD64, false", "riscv64, false", "aarch64, true", "arm64, true", "armv7l, true",
			"arm, true" })
	void tellsArmFromTheOthers(String architecture, boolean arm) {
		assertThat(new HostFacts("", architecture, null, 1, null, null).isArm()).isEqualTo(arm);
	}

	private static HostFacts discover(String machine, Supplier<HardwareFacts> fallback) {
		return new HostDiscovery(Machines.procfs(machine), fallback, null).discover();
	}

}
