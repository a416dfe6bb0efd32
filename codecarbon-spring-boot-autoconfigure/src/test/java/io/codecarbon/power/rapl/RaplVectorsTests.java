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

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

import io.codecarbon.power.PowerSource;
import io.codecarbon.power.Reading;
import io.codecarbon.power.SamplingWindow;
import io.codecarbon.unit.Energy;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/**
 * Holds RAPL to the trees of files on which CodeCarbon 3.1.1 was recorded: to its figures
 * where they are right, and where they are not to what is.
 */
class RaplVectorsTests {

	/** The kWh of CodeCarbon are rounded: a joule is 2.77778e-7 there. */
	private static final double TOLERANCE = 1e-5;

	private static final JsonNode TREES = read();

	/**
	 * What differs from CodeCarbon: for each step the joules of the processors, and how
	 * many domains are gaps. Each has its reason beside it.
	 */
	private static final Map<String, Expected> DIFFERENT = Map.ofEntries(
			// A failed read is a gap, and 17 kW are none of it.
			Map.entry("becomes_unreadable_for_good", new Expected(List.of(0.0, 0.0, 0.0), List.of(1, 1, 1))),
			Map.entry("transient_missing", new Expected(List.of(300.0, 300.0), List.of(1, 1))),
			Map.entry("energy_first_bad_second_ok", new Expected(List.of(300.0), List.of(1))),
			// A step back is a reset, after which the window restarts.
			Map.entry("reset_small", new Expected(List.of(0.0, 300.000001), List.of(1, 0))),
			Map.entry("reset_to_zero", new Expected(List.of(0.0, 300.0), List.of(1, 0))),
			Map.entry("wrap_max_smaller_than_counter", new Expected(List.of(0.0), List.of(1))),
			Map.entry("wrap_max_zero", new Expected(List.of(0.0), List.of(1))),
			// Equal names in several sockets all count.
			Map.entry("duplicate_package_names_three", new Expected(List.of(1200.0), List.of(0))),
			// A zone at the top that has no name that is known is a package.
			Map.entry("name_cpu_only", new Expected(List.of(300.0), List.of(0))),
			// A package that appears counts from its second reading.
			Map.entry("package_appears_later", new Expected(List.of(300.0, 600.0), List.of(0, 0))),
			// The platform is counted wherever its zone is.
			Map.entry("psys_only_zone1", new Expected(List.of(450.0), List.of(0))));

	/** What cannot be used: no zone, or none of it readable when the run starts. */
	private static final Set<String> UNUSABLE = Set.of("control_type_files_only", "empty_control_type",
			"rapl_dir_missing", "dram_only_toplevel_0", "energy_is_directory_single", "energy_newline_only_single",
			"energy_two_numbers_single", "energy_exponent_and_underscore");

	/** The joules of the memory where they are asked for. */
	private static final Map<String, Double> DRAM = Map.of("dram_only_toplevel_0", 90.0,
			"server_two_packages_dram_subdomain", 250.0, "two_packages_core_dram", 410.0,
			"toplevel_dram_and_subdomain_dram", 100.0, "toplevel_dram_two_same_name", 210.0);

	@TempDir
	private Path sysfs;

	static Stream<Arguments> trees() {
		return TREES.propertyNames()
			.stream()
			.flatMap((name) -> TREES.get(name)
				.get("results")
				.valueStream()
				.map((result) -> Arguments.of(name, result.get("rapl_include_dram").asBoolean(),
						result.get("rapl_prefer_psys").asBoolean(), result)));
	}

	@ParameterizedTest(name = "{0}, DRAM {1}, psys {2}")
	@MethodSource("trees")
	void agreesWithTheReferenceWhereThatIsRight(String name, boolean includeDram, boolean preferPsys, JsonNode result)
			throws IOException {
		build(TREES.get(name));
		Rapl rapl = Rapl.discover(this.sysfs);
		PowerSource cpu = rapl.cpu(preferPsys, null).source();
		PowerSource dram = includeDram ? rapl.dram().source() : null;
		Expected expected = expected(name, preferPsys, result);
		assertThat(cpu != null).isEqualTo(!UNUSABLE.contains(name));
		assertThat(dram != null).isEqualTo(includeDram && DRAM.containsKey(name));
		for (int step = 0; step < TREES.get(name).get("steps").size(); step++) {
			JsonNode input = TREES.get(name).get("steps").get(step);
			change(input.get("changes"));
			SamplingWindow window = new SamplingWindow((long) Math.max(1, input.get("duration_s").asDouble() * 1e9),
					Double.NaN);
			if (cpu != null) {
				assertReading(cpu.read(window), expected.joules().get(step), expected.gaps().get(step));
			}
			if (dram != null) {
				assertReading(dram.read(window), DRAM.get(name), 0);
			}
		}
	}

	@Test
	void thereAreAllTrees() {
		assertThat(TREES.size()).isEqualTo(46);
		List<String> named = new ArrayList<>(DIFFERENT.keySet());
		named.addAll(UNUSABLE);
		named.addAll(DRAM.keySet());
		assertThat(TREES.propertyNames()).containsAll(named);
	}

	private static Expected expected(String name, boolean preferPsys, JsonNode result) {
		if (name.equals("psys_two_same_name") && preferPsys) {
			return new Expected(List.of(910.0), List.of(0));
		}
		Expected different = DIFFERENT.get(name);
		if (different != null || UNUSABLE.contains(name)) {
			return (different != null) ? different : new Expected(List.of(), List.of());
		}
		List<Double> joules = result.get("steps")
			.valueStream()
			.map((step) -> step.get("total_energy_kwh").asDouble() * Energy.JOULES_PER_KWH)
			.toList();
		return new Expected(joules, joules.stream().map((step) -> 0).toList());
	}

	private static void assertReading(Reading reading, double joules, int gaps) {
		assertThat(reading).isInstanceOfSatisfying(Reading.Metered.class, (metered) -> {
			assertThat(metered.gaps()).hasSize(gaps);
			// The reference rounds what is below a microwatt-hour to 0.
			assertThat(metered.energy().joules()).isCloseTo(joules, within((joules > 0) ? joules * TOLERANCE : 2e-3));
		});
	}

	private void build(JsonNode tree) throws IOException {
		Path root = this.sysfs.resolve("class/powercap");
		Files.createDirectories(root.getParent());
		if (!tree.get("rapl_dir").asString().equals("intel-rapl/subsystem")) {
			throw new IllegalStateException("Not the class directory: " + tree.get("rapl_dir"));
		}
		for (JsonNode directory : tree.get("dirs")) {
			Files.createDirectories(root.resolve(directory.asString()));
		}
		change(tree.get("files"));
		Map<String, String> links = new HashMap<>();
		tree.get("symlinks").properties().forEach((link) -> links.put(link.getKey(), link.getValue().asString()));
		for (Map.Entry<String, String> link : links.entrySet()) {
			Files.createSymbolicLink(root.resolve(link.getKey()), Path.of(link.getValue()));
		}
	}

	private void change(JsonNode files) throws IOException {
		for (Map.Entry<String, JsonNode> file : files.properties()) {
			Path path = this.sysfs.resolve("class/powercap").resolve(file.getKey());
			@Nullable String text = file.getValue().isNull() ? null : file.getValue().asString();
			if (text == null) {
				Files.deleteIfExists(path);
			}
			else {
				Files.createDirectories(path.getParent());
				Files.writeString(path, text);
			}
		}
	}

	private static JsonNode read() {
		try (InputStream json = RaplVectorsTests.class.getResourceAsStream("/vectors/rapl.json")) {
			return new JsonMapper().readTree(json).required("trees");
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/**
	 * What the steps of a tree must yield.
	 *
	 * @param joules the energy by step
	 * @param gaps the domains that are gaps by step
	 */
	private record Expected(List<Double> joules, List<Integer> gaps) {
	}

}
