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

package io.codecarbon.spring.autoconfigure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

import io.codecarbon.host.ProcessCpu;
import io.codecarbon.power.Component;
import io.codecarbon.power.Quality;
import io.codecarbon.power.SourceDescription;
import io.codecarbon.power.rapl.PowercapDriver;
import io.codecarbon.power.rapl.PowercapTree;
import io.codecarbon.tracker.EmissionsReport;
import io.codecarbon.tracker.EmissionsReport.State;
import io.codecarbon.tracker.EmissionsTracker;
import io.codecarbon.tracker.Problem;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

/**
 * Runs whole applications on power zones whose counters move.
 */
class RaplApplicationTests {

	private static final int PROCESS = -1;

	@TempDir
	private Path directory;

	private final Map<String, AutoCloseable> opened = new LinkedHashMap<>();

	@AfterEach
	void closeAll() throws Exception {
		for (AutoCloseable closeable : this.opened.values()) {
			closeable.close();
		}
	}

	@Test
	void countsWhatTheCountersCountWithAnyNumberOfPackagesAndAcrossAWrap() {
		Map<Integer, Machine> machines = new LinkedHashMap<>();
		for (int packages : new int[] { 1, 2, 4 }) {
			Machine machine = new Machine("packages-" + packages);
			for (int i = 0; i < packages; i++) {
				// The last one wraps around after about five seconds.
				machine.zone(i, (i == packages - 1) ? PowercapTree.RANGE - 250_000_000 : 1_000_000_000L * i,
						50 - 3 * i);
			}
			machines.put(packages, machine.start());
		}
		Machine process = new Machine("process").zone(0, 0, 60).start("codecarbon.tracking-mode=process");
		machines.put(PROCESS, process);
		machines.values().forEach((machine) -> machine.mark = machine.mark());
		await().pollInterval(Duration.ofMillis(200))
			.atMost(Duration.ofSeconds(30))
			.until(() -> process.secondsSinceMark() >= 10);
		machines.forEach((packages, machine) -> {
			Mark end = machine.mark();
			double counted = end.counted() - machine.mark.counted();
			double measured = end.measured() - machine.mark.measured();
			EmissionsReport report = machine.tracker.snapshot();
			assertThat(report.run().state()).isEqualTo(State.RUNNING);
			assertThat(report.power().cpu()).isNotNull();
			double share = 1;
			if (packages == PROCESS) {
				double cpus = report.host().logicalCpus();
				share = (end.processNanos() - machine.mark.processNanos()) / 1e9
						/ (end.seconds() - machine.mark.seconds()) / cpus;
				assertThat(share).isBetween(0.0, 1.0);
			}
			double tolerance = 0.01 * share * counted;
			if (packages == PROCESS) {
				// The clock of a process moves in steps of 10 ms.
				tolerance += counted * share * 4 * 0.01e9 / (end.processNanos() - machine.mark.processNanos());
			}
			assertThat(measured).as("packages: " + packages).isCloseTo(share * counted, within(tolerance));
		});
	}

	@Test
	void showsWhatIsMetered() {
		Machine machine = new Machine("metered").zone(0, 5, 40).zone(1, 7, 30);
		machine.tree.zone("intel-rapl:0:0", "dram", 10);
		machine.start("codecarbon.rapl-include-dram=true");
		EmissionsReport report = machine.report();
		assertThat(report.hardware())
			.extracting(SourceDescription::component, SourceDescription::source, SourceDescription::quality,
					SourceDescription::detail)
			.containsExactly(tuple(Component.CPU, "rapl", Quality.MEASURED, "package-0, package-1"),
					tuple(Component.RAM, "rapl", Quality.MEASURED, "package-0 dram"));
	}

	@Test
	void whatIsForcedWinsOverRapl() {
		Machine machine = new Machine("forced-watts").zone(0, 5, 40);
		machine.tree.zone("intel-rapl:0:0", "dram", 10);
		assertThat(machine
			.start("codecarbon.force-cpu-power=65", "codecarbon.force-ram-power=7", "codecarbon.rapl-include-dram=true")
			.sources()).isEqualTo("cpu forced-load, ram forced");
		assertThat(new Machine("forced-load").zone(0, 5, 40).start("codecarbon.force-mode-cpu-load=true").sources())
			.doesNotContain("rapl");
	}

	@Test
	void thePlatformIsCountedWhereItIsPreferredAndContainsTheMemory() {
		Machine machine = new Machine("psys").zone(0, 5, 40);
		machine.tree.zone("intel-rapl:1", "psys", 10);
		machine.start("codecarbon.rapl-prefer-psys=true", "codecarbon.rapl-include-dram=true");
		assertThat(machine.sources()).isEqualTo("cpu rapl");
		assertThat(machine.report().hardware().get(0).detail()).startsWith("psys");
	}

	@Test
	void whereNoCounterCanBeReadTheModelTakesOverAndTheUserIsToldWhy() {
		Machine machine = new Machine("unreadable");
		machine.tree.zone("intel-rapl:0", "package-0", 5).write("intel-rapl:0", "none\n");
		machine.start();
		EmissionsReport report = machine.report();
		assertThat(machine.sources()).startsWith("cpu ").doesNotContain("rapl");
		assertThat(report.run().state()).isEqualTo(State.RUNNING);
		assertThat(report.problems()).filteredOn((problem) -> problem.message().contains("RAPL"))
			.singleElement()
			.satisfies((problem) -> {
				assertThat(problem.degrading()).isFalse();
				assertThat(problem.message()).contains("RAPL's counter of package is not used", "holds no number");
				assertThat(problem.advice()).contains("codecarbon.host.sysfs");
			});
	}

	@Test
	void aCounterThatDisappearsIsReportedAndComesBack() {
		breaks("gone", (machine) -> delete(machine.tree.counter("intel-rapl:1")), "is gone", "modprobe");
	}

	@Test
	void aCounterThatTurnsToGarbageIsReportedAndComesBack() {
		breaks("garbage", (machine) -> machine.tree.write("intel-rapl:1", "garbage\n"), "holds no number",
				"codecarbon.host.sysfs");
	}

	@Test
	void aCounterThatBecomesAFifoIsReportedAndComesBack() {
		breaks("fifo", (machine) -> {
			try {
				machine.tree.makeFifo("intel-rapl:1");
			}
			catch (IOException ex) {
				throw new IllegalStateException(ex);
			}
		}, "is no regular file", "codecarbon.host.sysfs");
	}

	@Test
	void aCounterThatGoesBackwardsIsNoWrap() {
		AtomicLong microjoules = new AtomicLong(1_000_000_000);
		breaks("backwards", (machine) -> machine.tree.set("intel-rapl:1", microjoules.addAndGet(-1_000_000)),
				"went backwards", "next window");
	}

	private void breaks(String name, Consumer<Machine> breakage, String message, String advice) {
		Machine machine = new Machine(name).zone(0, 5, 40);
		machine.tree.zone("intel-rapl:1", "package-1", 5_000_000_000L);
		machine.start();
		machine.tree.advance("intel-rapl:1", 2_000_000);
		machine.report();
		machine.mark = machine.mark();
		AtomicReference<EmissionsReport> report = new AtomicReference<>();
		// A gap of one window can be over if the sampler closes one of its own just then.
		await().until(() -> {
			breakage.accept(machine);
			report.set(machine.report());
			return report.get().run().state() == State.DEGRADED;
		});
		EmissionsReport broken = report.get();
		assertThat(broken.power().cpu()).isNull();
		assertThat(broken.problems()).filteredOn(Problem::degrading).singleElement().satisfies((problem) -> {
			assertThat(problem.component()).isEqualTo("cpu");
			assertThat(problem.message()).contains("package-1", message);
			assertThat(problem.advice()).contains(advice);
		});
		delete(machine.tree.counter("intel-rapl:1"));
		machine.tree.set("intel-rapl:1", 7_000_000_000L);
		machine.report();
		machine.tree.advance("intel-rapl:1", 3_000_000);
		EmissionsReport recovered = machine.report();
		assertThat(recovered.run().state()).isEqualTo(State.RUNNING);
		assertThat(recovered.problems()).noneMatch(Problem::degrading);
		Mark end = machine.mark();
		double counted = end.counted() - machine.mark.counted();
		assertThat(end.measured() - machine.mark.measured()).as("the other domain and the second window after the gap")
			.isCloseTo(counted + 3, within(1e-3));
	}

	private static void delete(Path file) {
		try {
			Files.deleteIfExists(file);
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/**
	 * A machine with power zones, and the application on it.
	 */
	private final class Machine {

		private final String name;

		private final PowercapTree tree;

		private final Map<String, Double> watts = new LinkedHashMap<>();

		private PowercapDriver driver;

		private ConfigurableApplicationContext context;

		private EmissionsTracker tracker;

		private Mark mark;

		Machine(String name) {
			this.name = name;
			this.tree = new PowercapTree(RaplApplicationTests.this.directory.resolve(name));
		}

		Machine zone(int socket, long microjoules, double watts) {
			this.tree.zone("intel-rapl:" + socket, "package-" + socket, microjoules);
			this.watts.put("intel-rapl:" + socket, watts);
			return this;
		}

		Machine start(String... properties) {
			this.driver = new PowercapDriver(this.tree, this.watts);
			this.context = new SpringApplicationBuilder(Application.class).web(WebApplicationType.NONE)
				.properties("codecarbon.save-to-file=false", "codecarbon.country-iso-code=FRA",
						"spring.main.banner-mode=off", "codecarbon.host.sysfs=" + this.tree.sysfs())
				.properties(properties)
				.run();
			this.tracker = this.context.getBean(EmissionsTracker.class);
			RaplApplicationTests.this.opened.put(this.name, () -> {
				this.context.close();
				this.driver.close();
			});
			await().until(() -> this.tracker.snapshot().run().state() != State.STARTING);
			return this;
		}

		EmissionsReport report() {
			this.tracker.flush();
			return this.tracker.snapshot();
		}

		Mark mark() {
			return this.driver.standingStill(() -> {
				EmissionsReport report = report();
				return new Mark(this.driver.joules(), report.totals().cpuEnergy().joules(), ProcessCpu.nanos(),
						report.run().duration().toNanos() / 1e9);
			});
		}

		double secondsSinceMark() {
			return this.tracker.snapshot().run().duration().toNanos() / 1e9 - this.mark.seconds();
		}

		String sources() {
			return String.join(", ",
					report().hardware().stream().map((source) -> source.component() + " " + source.source()).toList());
		}

	}

	/**
	 * What was counted up to a moment.
	 */
	private record Mark(double counted, double measured, long processNanos, double seconds) {
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

	}

}
