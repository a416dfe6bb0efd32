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

package io.codecarbon.power.platform;

import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;

import io.codecarbon.power.Component;
import io.codecarbon.power.PowerSource;
import io.codecarbon.power.PowerSourceContract;
import io.codecarbon.power.Quality;
import io.codecarbon.power.Reading;
import io.codecarbon.power.SamplingWindow;
import io.codecarbon.power.SourceDescription;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
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
import static org.assertj.core.api.Assumptions.assumeThat;

/**
 * Tests for {@link HwmonCpu} on trees of files as drivers lay them out.
 */
class HwmonCpuTests {

	private static final long SECOND = 1_000_000_000;

	private static final String SOCKET_0 = "hwmon2/energy13_input";

	private static final String SOCKET_1 = "hwmon2/energy14_input";

	@TempDir
	private Path sysfs;

	private PowerSource source;

	@AfterEach
	void close() throws Exception {
		if (this.source != null) {
			this.source.close();
		}
	}

	@ParameterizedTest(name = "{0}")
	@CsvSource(delimiter = '|',
			textBlock = """
					epyc-two-sockets  | amd_energy: hwmon2/energy13_input (Esocket0) + hwmon2/energy14_input (Esocket1) | 0
					epyc-hsmp         | amd_hsmp_hwmon: hwmon3/power1_input + hwmon4/power1_input, power integrated over time | 281.75
					grace-hopper      | power_meter: hwmon3/device/power1_average (CPU Power Socket 0) + hwmon4/device/power1_average (SysIO Power Socket 0), power integrated over time | 54.123
					altra-two-sockets | apm_xgene: hwmon1/power1_input (CPU power) + hwmon1/power2_input (IO power) + hwmon2/power1_input (CPU power) + hwmon2/power2_input (IO power), power integrated over time | 168.25
					power9            | ibmpowernv: hwmon0/energy1_input (Chip 0) + hwmon0/energy4_input (Chip 8) | 0
					ryzen-zenpower    | zenpower: hwmon5/power1_input (SVI2_P_Core) + hwmon5/power2_input (SVI2_P_SoC), power integrated over time | 50
					fam15h            | fam15h_power: hwmon0/device/power1_input, power integrated over time | 38.12
					""")
	void choosesTheSensorsOfTheProcessorsThatDoNotOverlap(String machine, String detail, double joules)
			throws IOException {
		open(machine);
		assertThat(this.source.describe())
			.isEqualTo(new SourceDescription(Component.CPU, "Some CPU", "hwmon", Quality.MEASURED, null, detail));
		assertThat(joules(SECOND)).isCloseTo(joules, within(1e-9));
	}

	@ParameterizedTest
	@ValueSource(strings = { "laptop", "no-such-machine" })
	void findsNothingWhereNoSensorMetersTheProcessors(String machine) {
		HwmonCpu.Discovery discovery = HwmonCpu.discover(machine(machine), null);
		assertThat(discovery.source()).isNull();
		assertThat(discovery.notice()).isNull();
	}

	@Test
	@EnabledOnOs(OS.LINUX)
	void followsTheLinksThatSysfsIsMadeOf() throws IOException {
		Path device = this.sysfs.resolve("devices").resolve("platform").resolve("amd_energy.0").resolve("hwmon");
		Files.createDirectories(device);
		Path hwmon = Files.createDirectories(this.sysfs.resolve("class").resolve("hwmon"));
		copy(machine("epyc-two-sockets").resolve("class/hwmon/hwmon2"), device.resolve("hwmon2"));
		Files.createSymbolicLink(hwmon.resolve("hwmon2"), device.resolve("hwmon2"));
		this.source = HwmonCpu.discover(this.sysfs, null).source();
		assertThat(this.source).isNotNull();
	}

	@Test
	void addsUpWhatTheCountersCounted() throws IOException {
		open("epyc-two-sockets");
		advance(SOCKET_0, 101_500_000);
		advance(SOCKET_1, 98_250_001);
		assertThat(joules(SECOND)).isCloseTo(199.750001, within(1e-9));
		assertThat(joules(SECOND)).isZero();
		advance(SOCKET_1, 1);
		assertThat(joules(SECOND / 1000)).isCloseTo(1e-6, within(1e-12));
	}

	@Test
	void integratesPowerFromOneReadingToTheNext() throws IOException {
		open("fam15h");
		write("hwmon0/device/power1_input", "61880000");
		assertThat(joules(SECOND / 2)).isCloseTo((38.12 + 61.88) / 2 / 2, within(1e-9));
		assertThat(joules(2 * SECOND)).isCloseTo(2 * 61.88, within(1e-9));
	}

	@Test
	void skipsTheWindowInWhichACounterBeganAnewAndCountsTheOthers() throws IOException {
		open("epyc-two-sockets");
		write(SOCKET_0, "90000000");
		advance(SOCKET_1, 100_000_000);
		assertGap(SOCKET_0, 100, "cannot be used: it fell, so it began anew or was not right before");
		advance(SOCKET_0, 70_000_000);
		assertThat(joules(SECOND)).isCloseTo(70, within(1e-9));
	}

	@Test
	void skipsAJumpThatNoProcessorDraws() throws IOException {
		open("epyc-two-sockets");
		advance(SOCKET_0, 65_000_000_000L);
		assertGap(SOCKET_0, 0, "cannot be used: it rose by 65000 J in 1.000 s, more than any processor draws");
		advance(SOCKET_0, 70_000_000);
		assertThat(joules(SECOND)).isCloseTo(70, within(1e-9));
	}

	@Test
	void givesAShortWindowWhatShowsLate() throws IOException {
		open("power9");
		advance("hwmon0/energy1_input", 15_000_000);
		assertThat(joules(SECOND / 1000)).isCloseTo(15, within(1e-9));
	}

	@Test
	void skipsAPowerThatNoProcessorDraws() throws IOException {
		open("fam15h");
		write("hwmon0/device/power1_input", "65535000000");
		assertGap("hwmon0/device/power1_input", 0, "cannot be used: 65535 W is more than any processor draws");
		write("hwmon0/device/power1_input", "40000000");
		assertThat(joules(SECOND)).isCloseTo(40, within(1e-9));
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "\n", "-1", "1.5", "0x10", "12 34", "99999999999999999999",
			"1234567890123456789012345", "N/A\n" })
	void skipsWhatIsNoNumberAndTheWindowAfterIt(String text) throws IOException {
		open("epyc-two-sockets");
		Files.writeString(file(SOCKET_0), text);
		advance(SOCKET_1, 100_000_000);
		assertGap(SOCKET_0, 100, "holds no number");
		write(SOCKET_0, "1403271826477");
		advance(SOCKET_1, 100_000_000);
		assertGap(SOCKET_0, 100, "cannot be used: it could not be read when the window began");
		advance(SOCKET_0, 70_000_000);
		assertThat(joules(SECOND)).isCloseTo(70, within(1e-9));
	}

	@Test
	void takesAFileUpAgainThatWasGone() throws IOException {
		open("ryzen-zenpower");
		String core = "hwmon5/power1_input";
		Files.writeString(file(core), "x");
		assertGap(core, 9.75, "holds no number");
		Files.delete(file(core));
		assertGap(core, 9.75, "is gone");
		write(core, "30000000");
		assertThat(joules(SECOND)).isCloseTo(39.75, within(1e-9));
	}

	@ParameterizedTest
	@CsvSource({ "hwmon5/name, amdgpu", "hwmon5/power1_label, SVI2_GPU" })
	void countsNoOtherSensorThatTookThePlaceOfOneThatFailed(String file, String text) throws IOException {
		open("ryzen-zenpower");
		String core = "hwmon5/power1_input";
		String before = Files.readString(file(file)).strip();
		Files.writeString(file(core), "x");
		assertGap(core, 9.75, "holds no number");
		write(file, text);
		String problem = "is now another one than that of zenpower that was there";
		Files.delete(file(core));
		assertGap(core, 9.75, "is gone");
		write(core, "200000000");
		assertGap(core, 9.75, problem);
		assertGap(core, 9.75, problem);
		write(file, before);
		write(core, "30000000");
		assertThat(joules(SECOND)).isCloseTo(39.75, within(1e-9));
	}

	@Test
	@EnabledOnOs({ OS.LINUX, OS.MAC })
	@Timeout(20)
	void waitsForNoWriterOfAFifo() throws Exception {
		copy(machine("ryzen-zenpower"), this.sysfs);
		for (String file : List.of("hwmon5/power1_input", "hwmon5/power2_label")) {
			Files.delete(file(file));
			assertThat(new ProcessBuilder("mkfifo", file(file).toString()).start().waitFor()).isZero();
		}
		HwmonCpu.Discovery discovery = HwmonCpu.discover(this.sysfs, null);
		assertThat(discovery.source()).isNull();
		assertThat(discovery.notice()).isNotNull();
		assertThat(discovery.notice().message()).contains("hwmon5/power1_input", "is no regular file");
	}

	@Test
	void takesTheNextBestSensorsWhereTheBestCannotBeRead() throws IOException {
		copy(machine("power9"), this.sysfs);
		write("hwmon0/energy1_input", "?");
		write("hwmon0/energy4_input", "?");
		open();
		assertThat(this.source.describe().detail()).startsWith("ibmpowernv: hwmon0/power1_input (Chip 0) + ");
		assertThat(joules(SECOND)).isCloseTo(157 + 99, within(1e-9));
	}

	@Test
	void startsWithTheSensorsThatCanBeReadAndReportsTheOthers() throws IOException {
		copy(machine("epyc-two-sockets"), this.sysfs);
		write(SOCKET_1, "?");
		open();
		advance(SOCKET_0, 80_000_000);
		assertGap(SOCKET_1, 80, "holds no number");
	}

	@Test
	@EnabledOnOs(OS.LINUX)
	void saysHowToGetThePermission() throws IOException {
		copy(machine("epyc-two-sockets"), this.sysfs);
		for (String file : List.of(SOCKET_0, SOCKET_1)) {
			Files.setPosixFilePermissions(file(file), PosixFilePermissions.fromString("-w-------"));
		}
		assumeThat(Files.isReadable(file(SOCKET_0))).as("root may read everything").isFalse();
		HwmonCpu.Discovery discovery = HwmonCpu.discover(this.sysfs, null);
		assertThat(discovery.source()).isNull();
		assertThat(discovery.notice()).isNotNull();
		assertThat(discovery.notice().message()).contains(SOCKET_0, "may not be read");
		assertThat(discovery.notice().advice()).contains("udev", "ATTR{name}==\"amd_energy\"", "energy*_input");
	}

	@Test
	void readsOnAThreadThatIsInterrupted() throws IOException {
		open("fam15h");
		Thread.currentThread().interrupt();
		try {
			assertThat(joules(SECOND)).isCloseTo(38.12, within(1e-9));
			assertThat(joules(SECOND)).isCloseTo(38.12, within(1e-9));
		}
		finally {
			assertThat(Thread.interrupted()).isTrue();
		}
	}

	private void assertGap(String part, double joules, String problem) {
		Reading.Metered reading = (Reading.Metered) this.source.read(new SamplingWindow(SECOND, 0.5));
		assertThat(reading.energy().joules()).isCloseTo(joules, within(1e-9));
		assertThat(reading.gaps()).singleElement().satisfies((gap) -> {
			assertThat(gap.part()).isEqualTo(part);
			assertThat(gap.reason()).isEqualTo("The power sensor " + part + ' ' + problem);
			assertThat(gap.advice()).isNotBlank();
		});
	}

	private double joules(long nanos) {
		Reading.Metered reading = (Reading.Metered) this.source.read(new SamplingWindow(nanos, 0.5));
		assertThat(reading.gaps()).isEmpty();
		return reading.energy().joules();
	}

	private void open(String machine) throws IOException {
		copy(machine(machine), this.sysfs);
		open();
	}

	private void open() {
		HwmonCpu.Discovery discovery = HwmonCpu.discover(this.sysfs, "Some CPU");
		assertThat(discovery.notice()).isNull();
		assertThat(discovery.source()).isNotNull();
		this.source = discovery.source();
	}

	private Path file(String name) {
		return this.sysfs.resolve("class").resolve("hwmon").resolve(name);
	}

	private void write(String name, String text) throws IOException {
		Files.writeString(file(name), text + "\n");
	}

	private void advance(String name, long microjoules) throws IOException {
		write(name, Long.toString(Long.parseLong(Files.readString(file(name)).strip()) + microjoules));
	}

	private static Path machine(String name) {
		URL root = HwmonCpuTests.class.getResource("/hwmon/laptop");
		assertThat(root).isNotNull();
		try {
			return Path.of(root.toURI()).resolveSibling(name);
		}
		catch (URISyntaxException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static void copy(Path from, Path to) throws IOException {
		try (Stream<Path> files = Files.walk(from)) {
			for (Path file : files.filter(Files::isRegularFile).toList()) {
				Path copy = to.resolve(from.relativize(file).toString());
				Files.createDirectories(copy.getParent());
				Files.copy(file, copy);
			}
		}
	}

	@Nested
	class Counters extends PowerSourceContract {

		@Override
		protected PowerSource createSource() {
			PowerSource source = HwmonCpu.discover(machine("epyc-two-sockets"), "AMD EPYC 7742").source();
			assertThat(source).isNotNull();
			return source;
		}

	}

	@Nested
	class Gauges extends PowerSourceContract {

		@Override
		protected PowerSource createSource() {
			PowerSource source = HwmonCpu.discover(machine("grace-hopper"), null).source();
			assertThat(source).isNotNull();
			return source;
		}

	}

}
