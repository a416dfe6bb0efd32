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

package io.codecarbon.power.rapl;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import io.codecarbon.power.rapl.Zone.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class DomainsTests {

	@ParameterizedTest
	@CsvSource({ "intel-rapl:0=package-0, false, PACKAGE", "intel-rapl:0=package-0, true, PACKAGE",
			"intel-rapl:0=package-0 intel-rapl:1=psys, false, PACKAGE",
			"intel-rapl:0=package-0 intel-rapl:1=psys, true, PSYS", "intel-rapl:1=psys, false, PSYS",
			"intel-rapl:0=, false, PACKAGE", "intel-rapl:0=cpu, false, PACKAGE", "intel-rapl:0=dram, true, ",
			"intel-rapl:0=core intel-rapl:1=uncore, true, ", "intel-rapl:0:0=package-0, false, " })
	void takesThePackagesOrThePlatform(String zones, boolean preferPsys, Kind kind) {
		assertThat(Domains.ofCpu(zones(zones), preferPsys)).isEqualTo(kind);
	}

	@Test
	void takesNoPartsOfAPackageAndOfNoOtherControlType() {
		assertThat(packages("intel-rapl:0=package-0 intel-rapl:0:0=core intel-rapl:0:1=uncore intel-rapl:0:2=dram"))
			.containsExactly(List.of("intel-rapl:0"));
		assertThat(Zone.isId("dtpm:0")).isFalse();
		assertThat(Zone.isId("idle_inject")).isFalse();
		assertThat(Zone.isId("intel-rapl:x")).isFalse();
		assertThat(Zone.isId("subsystem")).isFalse();
	}

	@Test
	void tellsSocketsApartEvenWhereTheyShareAName() {
		assertThat(packages("intel-rapl:0=package-0 intel-rapl:1=package-1 intel-rapl:10=package-10"))
			.containsExactly(List.of("intel-rapl:0"), List.of("intel-rapl:1"), List.of("intel-rapl:10"));
		assertThat(packages("intel-rapl:0=package intel-rapl:1=package intel-rapl:2=")).hasSize(3);
		assertThat(dram("intel-rapl:0=package-0 intel-rapl:0:0=dram intel-rapl:1=package-1 intel-rapl:1:0=dram"))
			.hasSize(2);
		assertThat(dram("intel-rapl:0=package intel-rapl:0:0=dram intel-rapl:1=package intel-rapl:1:0=dram"))
			.hasSize(2);
		assertThat(dram("intel-rapl:0=package-0 intel-rapl:0:0=dram intel-rapl:1=dram intel-rapl:2=dram")).hasSize(3);
	}

	@Test
	void knowsTheTwinsOfOneCounterByTheirNamesElseByTheirPlaces() {
		assertThat(packages("intel-rapl:0=package-0 intel-rapl:1=package-1 intel-rapl-mmio:0=package-1 "
				+ "intel-rapl-tpmi:3=package-1"))
			.containsExactly(List.of("intel-rapl:0"),
					List.of("intel-rapl-mmio:0", "intel-rapl-tpmi:3", "intel-rapl:1"));
		assertThat(packages(
				"intel-rapl:0=package intel-rapl:1=package intel-rapl-mmio:0=package " + "intel-rapl-mmio:1=package"))
			.containsExactly(List.of("intel-rapl-mmio:0", "intel-rapl:0"),
					List.of("intel-rapl-mmio:1", "intel-rapl:1"));
		assertThat(packages("intel-rapl:0=package-0 intel-rapl-tpmi:0=package-9")).hasSize(2);
		assertThat(dram(
				"intel-rapl:0=package-0 intel-rapl:0:0=dram intel-rapl-tpmi:1=package-0 " + "intel-rapl-tpmi:1:2=dram"))
			.containsExactly(List.of("intel-rapl-tpmi:1:2", "intel-rapl:0:0"));
	}

	private static List<List<String>> packages(String zones) {
		return ids(Domains.of(zones(zones), Kind.PACKAGE));
	}

	private static List<List<String>> dram(String zones) {
		return ids(Domains.of(zones(zones), Kind.DRAM));
	}

	private static List<List<String>> ids(List<List<Zone>> domains) {
		return domains.stream().map((twins) -> twins.stream().map(Zone::id).toList()).toList();
	}

	private static List<Zone> zones(String zones) {
		return Stream.of(zones.split(" ")).map((zone) -> {
			String[] parts = zone.split("=", 2);
			return new Zone(Path.of(parts[0]), parts[0], parts[1], 0, 0);
		}).toList();
	}

}
