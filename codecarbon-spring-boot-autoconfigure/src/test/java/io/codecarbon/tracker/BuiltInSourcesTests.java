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
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

import io.codecarbon.host.HostFacts;
import io.codecarbon.power.Component;
import io.codecarbon.power.PowerSource;
import io.codecarbon.power.SourceDescription;
import io.codecarbon.power.rapl.PowercapTree;
import io.codecarbon.unit.Power;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

class BuiltInSourcesTests {

	private static final HostFacts HOST = new HostFacts("Linux", "x86_64", "AMD EPYC 7742 64-Core Processor", 128, 1,
			1L << 36);

	@TempDir
	private Path sysfs;

	private final Problems problems = new Problems(Clock.systemUTC(), new TrackerLog(""));

	private List<PowerSource> sources = List.of();

	@AfterEach
	void closeSources() throws Exception {
		for (PowerSource source : this.sources) {
			source.close();
		}
	}

	@Test
	void readsHwmonWhereThereIsNoRapl() throws IOException {
		addHwmon();
		assertThat(discover((settings) -> {
		})).containsExactly("hwmon", "dimm-model");
		assertThat(this.problems.all()).isEmpty();
	}

	@Test
	void readsRaplWhereThereIsHwmonToo() throws IOException {
		addHwmon();
		addRapl();
		assertThat(discover((settings) -> {
		})).containsExactly("rapl", "dimm-model");
	}

	@Test
	void readsHwmonAndSaysSoWhereRaplCannotBeRead() throws IOException {
		addHwmon();
		new PowercapTree(this.sysfs).zone("intel-rapl:0", "package-0", 1).write("intel-rapl:0", "garbage");
		assertThat(discover((settings) -> {
		})).containsExactly("hwmon", "dimm-model");
		assertThat(this.problems.all()).singleElement()
			.satisfies((problem) -> assertThat(problem.degrading()).isFalse());
	}

	@Test
	void readsNoMeterWhereWattsAreForced() throws IOException {
		addHwmon();
		addRapl();
		assertThat(discover((settings) -> settings.cpuPower(new Power(100)))).containsExactly("forced-load",
				"dimm-model");
	}

	@Test
	void readsNoMeterWhereTheModelIsForced() throws IOException {
		addHwmon();
		addRapl();
		assertThat(discover((settings) -> settings.forceLoadModel(true))).containsExactly("tdp-load", "dimm-model");
	}

	@Test
	void choosesNothingForAComponentThatHasASource() throws IOException {
		addRapl();
		TrackerSettings settings = TrackerSettings.builder().sysfs(this.sysfs).build();
		this.sources = BuiltInSources.discover(settings, HOST, true, Set.of(Component.CPU, Component.RAM),
				this.problems);
		assertThat(this.sources).isEmpty();
	}

	@Test
	void readsNoMemoryBesideThePlatform() {
		addRapl();
		addPlatform();
		assertThat(discover((settings) -> settings.raplPreferPsys(true))).containsExactly("rapl");
		assertThat(this.sources.get(0).describe().detail()).startsWith("psys");
		assertThat(this.problems.all()).isEmpty();
	}

	@Test
	void readsThePackagesWhereTheMemoryIsForced() {
		addRapl();
		addPlatform();
		assertThat(discover((settings) -> settings.raplPreferPsys(true).ramPower(new Power(10))))
			.containsExactly("rapl", "forced");
		assertThat(this.sources.get(0).describe().detail()).isEqualTo("package-0");
		assertThat(this.problems.all()).isEmpty();
	}

	@Test
	void readsThePackagesWhereTheMemoryHasASource() {
		addRapl();
		addPlatform();
		assertThat(discover((settings) -> settings.raplPreferPsys(true), Set.of(Component.RAM)))
			.containsExactly("rapl");
		assertThat(this.sources.get(0).describe().detail()).isEqualTo("package-0");
	}

	@Test
	void saysThatTheMemoryIsCountedTwiceWhereOnlyThePlatformIsMetered() {
		addPlatform();
		assertThat(discover((settings) -> settings.ramPower(new Power(10)))).containsExactly("rapl", "forced");
		assertThat(this.problems.all()).singleElement().satisfies((problem) -> {
			assertThat(problem.component()).isEqualTo("ram");
			assertThat(problem.message()).contains("counted twice");
			assertThat(problem.advice()).contains("codecarbon.force-ram-power");
			assertThat(problem.degrading()).isFalse();
		});
	}

	private void addPlatform() {
		new PowercapTree(this.sysfs).zone("intel-rapl:1", "psys", 1);
	}

	private void addHwmon() throws IOException {
		Path device = Files.createDirectories(this.sysfs.resolve("class/hwmon/hwmon0"));
		Files.writeString(device.resolve("name"), "amd_energy\n");
		Files.writeString(device.resolve("energy1_label"), "Esocket0\n");
		Files.writeString(device.resolve("energy1_input"), "123456789\n");
	}

	private void addRapl() {
		new PowercapTree(this.sysfs).zone("intel-rapl:0", "package-0", 1);
	}

	private List<String> discover(Consumer<TrackerSettings.Builder> customizer) {
		return discover(customizer, Set.of());
	}

	private List<String> discover(Consumer<TrackerSettings.Builder> customizer, Set<Component> covered) {
		TrackerSettings.Builder settings = TrackerSettings.builder().sysfs(this.sysfs);
		customizer.accept(settings);
		this.sources = BuiltInSources.discover(settings.build(), HOST, true, covered, this.problems);
		return this.sources.stream().map(PowerSource::describe).map(SourceDescription::source).toList();
	}

}
