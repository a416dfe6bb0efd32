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

package io.codecarbon.power.model;

import java.io.IOException;
import java.util.function.Supplier;
import java.util.stream.Stream;

import io.codecarbon.data.CpuTable;
import io.codecarbon.host.HostFacts;
import io.codecarbon.power.Component;
import io.codecarbon.power.PowerSource;
import io.codecarbon.power.PowerSourceContract;
import io.codecarbon.power.Quality;
import io.codecarbon.power.Reading;
import io.codecarbon.power.SamplingWindow;
import io.codecarbon.power.SourceDescription;
import io.codecarbon.unit.Power;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;
import static org.assertj.core.api.Assertions.within;

/**
 * Tests for {@link PowerEstimate} and the sources that it chooses.
 */
class PowerEstimateTests {

	private static final String XEON = "Intel(R) Xeon(R) Platinum 8259CL CPU @ 2.50GHz";

	private static final Supplier<CpuTable> TABLE = CpuTable::bundled;

	private static final Supplier<CpuTable> UNUSED = () -> fail("The table is not needed");

	static Stream<JsonNode> forcedMemory() throws IOException {
		return Vectors.read("ram.json", "forced");
	}

	static Stream<JsonNode> constantCpus() throws IOException {
		return Vectors.read("cpu_load.json", "constant");
	}

	@Test
	void takesTheThermalDesignPowerOfAllSockets() {
		PowerEstimate estimate = cpu(host(XEON, 96, 2), true);
		assertThat(describe(estimate)).isEqualTo(new SourceDescription(Component.CPU, XEON, "tdp-load",
				Quality.ESTIMATED, 45.3, "Intel Xeon Platinum 8259CL, TDP 210 W x 2 sockets, load curve codecarbon"));
		assertThat(watts(estimate, 1)).isEqualTo(420);
		assertThat(watts(estimate, 0)).isEqualTo(42);
		assertThat(estimate.notice()).isNull();
	}

	@Test
	void saysSoWhereItAssumesOneSocket() {
		PowerEstimate estimate = cpu(host(XEON, 48, null), true);
		assertThat(watts(estimate, 1)).isEqualTo(210);
		assertThat(describe(estimate).detail()).contains("210 W x 1 socket (assumed)");
	}

	@Test
	void followsTheCurveThatIsAskedFor() {
		PowerEstimate estimate = PowerEstimate.ofCpu(host(XEON, 96, 2), TABLE, LoadCurve.MEASURED, null, true);
		assertThat(describe(estimate).detail()).endsWith("load curve measured");
		assertThat(describe(estimate).uncertaintyPercent()).isEqualTo(32.3);
		assertThat(watts(estimate, 1)).isCloseTo(0.74 * 420, within(1e-9));
	}

	@Test
	void takesForcedWattsForAllSocketsWithoutLookingTheModelUp() {
		PowerEstimate estimate = PowerEstimate.ofCpu(host(XEON, 96, 2), UNUSED, LoadCurve.CODECARBON, new Power(42.5),
				true);
		assertThat(describe(estimate).source()).isEqualTo("forced-load");
		assertThat(describe(estimate).detail()).isEqualTo("42.5 W by configuration, load curve codecarbon");
		assertThat(describe(estimate).uncertaintyPercent()).isNull();
		assertThat(watts(estimate, 1)).isEqualTo(42.5);
		assertThat(estimate.notice()).isNull();
	}

	@Test
	void drawsTheForcedWattsAtFullLoadWhateverTheCurve() {
		PowerEstimate estimate = PowerEstimate.ofCpu(host(XEON, 96, 2), UNUSED, LoadCurve.MEASURED, new Power(74),
				true);
		assertThat(watts(estimate, 1)).isCloseTo(74, within(1e-9));
		assertThat(watts(estimate, 0)).isCloseTo(10, within(1e-9));
	}

	@Test
	void countsLogicalCpusOfAnUnknownModelOnce() {
		PowerEstimate estimate = cpu(host("Neoverse-V2", 16, 2), true);
		assertThat(describe(estimate).source()).isEqualTo("cpu-count-load");
		assertThat(describe(estimate).detail()).isEqualTo("4 W x 16 logical CPUs, load curve codecarbon");
		assertThat(describe(estimate).uncertaintyPercent()).isNull();
		assertThat(watts(estimate, 1)).isEqualTo(64);
		assertThat(estimate.notice()).isNotNull();
		assertThat(estimate.notice().message()).contains("'Neoverse-V2'", "64 W");
		assertThat(estimate.notice().advice()).contains("codecarbon.force-cpu-power");
	}

	@Test
	void countsLogicalCpusWhereTheModelCannotBeRead() {
		PowerEstimate estimate = PowerEstimate.ofCpu(host(null, 1, null), UNUSED, LoadCurve.CODECARBON, null, true);
		assertThat(describe(estimate).detail()).startsWith("4 W x 1 logical CPU,");
		assertThat(describe(estimate).model()).isNull();
		assertThat(watts(estimate, 1)).isEqualTo(4);
		assertThat(estimate.notice()).isNotNull();
	}

	@Test
	void countsLogicalCpusOfAModelWhosePowerNobodyStates() {
		PowerEstimate estimate = cpu(host("Intel Celeron 1200", 1, 1), true);
		assertThat(describe(estimate).source()).isEqualTo("cpu-count-load");
	}

	@ParameterizedTest
	@MethodSource("constantCpus")
	void drawsHalfTheMaximumAllTheTimeWhereNoCpuTimeCanBeRead(JsonNode vector) {
		PowerEstimate estimate = PowerEstimate.ofCpu(host(XEON, 2, 1), UNUSED, LoadCurve.CODECARBON,
				new Power(vector.get("tdp_w").doubleValue()), false);
		assertThat(describe(estimate).source()).isEqualTo("constant");
		assertThat(describe(estimate).uncertaintyPercent()).isNull();
		assertThat(watts(estimate, Double.NaN)).isCloseTo(vector.get("power_w").doubleValue(), within(1e-9));
		assertThat(estimate.notice()).isNotNull();
		assertThat(estimate.notice().advice()).contains("codecarbon.host.procfs");
	}

	@Test
	void estimatesTheMemoryByItsModules() {
		PowerEstimate estimate = PowerEstimate.ofRam(memory("x86_64", 503L << 30), null);
		assertThat(describe(estimate)).isEqualTo(new SourceDescription(Component.RAM, null, "dimm-model",
				Quality.ESTIMATED, null, "503.0 GiB, taken for 16 DIMMs"));
		assertThat(watts(estimate, Double.NaN)).isCloseTo(70, within(1e-9));
		assertThat(watts(PowerEstimate.ofRam(memory("aarch64", 503L << 30), null), 0)).isCloseTo(21, within(1e-9));
	}

	@ParameterizedTest
	@MethodSource("forcedMemory")
	void takesForcedWattsForTheMemoryEvenNone(JsonNode vector) {
		PowerEstimate estimate = PowerEstimate.ofRam(memory("x86_64", null),
				new Power(vector.get("force_ram_power").doubleValue()));
		assertThat(describe(estimate).source()).isEqualTo("forced");
		assertThat(watts(estimate, 0.5)).isEqualTo(vector.get("power_w").doubleValue());
		assertThat(estimate.notice()).isNull();
	}

	@Test
	void hasNoSourceForMemoryOfUnknownSize() {
		PowerEstimate estimate = PowerEstimate.ofRam(memory("x86_64", null), null);
		assertThat(estimate.source()).isNull();
		assertThat(estimate.notice()).isNotNull();
		assertThat(estimate.notice().advice()).contains("codecarbon.force-ram-power");
	}

	private static HostFacts host(@Nullable String cpuModel, int logicalCpus, @Nullable Integer sockets) {
		return new HostFacts("Linux-6.18.44-x86_64", "x86_64", cpuModel, logicalCpus, sockets, 16L << 30);
	}

	private static HostFacts memory(String architecture, @Nullable Long bytes) {
		return new HostFacts("Linux-6.18.44-" + architecture, architecture, null, 4, 1, bytes);
	}

	private static PowerEstimate cpu(HostFacts host, boolean cpuTimeReadable) {
		return PowerEstimate.ofCpu(host, TABLE, LoadCurve.CODECARBON, null, cpuTimeReadable);
	}

	private static PowerSource source(PowerEstimate estimate) {
		PowerSource source = estimate.source();
		assertThat(source).isNotNull();
		return source;
	}

	private static SourceDescription describe(PowerEstimate estimate) {
		return source(estimate).describe();
	}

	private static double watts(PowerEstimate estimate, double load) {
		Reading reading = source(estimate).read(new SamplingWindow(1_000_000_000, load));
		assertThat(reading).isInstanceOf(Reading.Constant.class);
		return ((Reading.Constant) reading).power().watts();
	}

	@Nested
	class TdpLoad extends PowerSourceContract {

		@Override
		protected PowerSource createSource() {
			return source(cpu(host(XEON, 2, 1), true));
		}

	}

	@Nested
	class ForcedLoad extends PowerSourceContract {

		@Override
		protected PowerSource createSource() {
			return source(PowerEstimate.ofCpu(host(null, 2, 1), UNUSED, LoadCurve.CODECARBON, new Power(65), true));
		}

	}

	@Nested
	class CpuCountLoad extends PowerSourceContract {

		@Override
		protected PowerSource createSource() {
			return source(cpu(host(null, 2, null), true));
		}

	}

	@Nested
	class Constant extends PowerSourceContract {

		@Override
		protected PowerSource createSource() {
			return source(cpu(host(XEON, 2, 1), false));
		}

	}

	@Nested
	class Dimms extends PowerSourceContract {

		@Override
		protected PowerSource createSource() {
			return source(PowerEstimate.ofRam(memory("x86_64", 16L << 30), null));
		}

	}

	@Nested
	class ForcedMemory extends PowerSourceContract {

		@Override
		protected PowerSource createSource() {
			return source(PowerEstimate.ofRam(memory("x86_64", null), new Power(0)));
		}

	}

}
