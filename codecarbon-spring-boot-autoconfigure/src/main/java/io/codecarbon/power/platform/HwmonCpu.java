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
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import io.codecarbon.data.HwmonRule;
import io.codecarbon.data.HwmonTable;
import io.codecarbon.power.Component;
import io.codecarbon.power.PowerSource;
import io.codecarbon.power.Quality;
import io.codecarbon.power.Reading;
import io.codecarbon.power.SamplingWindow;
import io.codecarbon.power.SourceDescription;
import io.codecarbon.power.Notice;
import io.codecarbon.power.sysfs.TextFile;
import io.codecarbon.unit.Energy;
import org.jspecify.annotations.Nullable;

/**
 * The processors' own meters, where Linux shows them as hwmon devices: AMD's energy
 * counters, POWER, NVIDIA Grace, X-Gene and Ampere. Which sensors of which driver meter
 * the processors, and which of them overlap, is in {@code hwmon.csv} of codecarbon-data.
 * Where the sensors tell power only, it is integrated over time.
 */
public final class HwmonCpu implements PowerSource {

	private static final Pattern ATTRIBUTE = Pattern.compile("((energy|power)[0-9]{1,6}_)(input|average)");

	/** Where the label of a sensor is; ACPI power meters have theirs in the second. */
	private static final List<String> LABELS = List.of("label", "oem_info");

	private static final int LONGEST_TEXT = 128;

	private final SourceDescription description;

	private final HwmonSensor[] sensors;

	private HwmonCpu(SourceDescription description, HwmonSensor[] sensors) {
		this.description = description;
		this.sensors = sensors;
	}

	/**
	 * Looks for sensors that meter the processors.
	 * @param sysfs where the host's sysfs is mounted
	 * @param cpuModel the model of the processors, if known
	 * @return what there is
	 */
	public static Discovery discover(Path sysfs, @Nullable String cpuModel) {
		Path root = sysfs.resolve("class").resolve("hwmon");
		Map<Integer, List<Candidate>> byPreference = new TreeMap<>();
		for (Path device : list(root, "hwmon*")) {
			for (Candidate candidate : candidates(device)) {
				byPreference.computeIfAbsent(candidate.rule().preference(), (any) -> new ArrayList<>()).add(candidate);
			}
		}
		Notice notice = null;
		for (List<Candidate> candidates : byPreference.values()) {
			List<HwmonSensor> sensors = candidates.stream().map((candidate) -> candidate.open(root)).toList();
			if (sensors.stream().anyMatch(HwmonSensor::isReadable)) {
				return new Discovery(
						new HwmonCpu(describe(root, candidates, cpuModel), sensors.toArray(HwmonSensor[]::new)), null);
			}
			sensors.forEach(HwmonSensor::close);
			Reading.Gap gap = sensors.get(0).gap();
			if (notice == null && gap != null && gap.advice() != null) {
				notice = new Notice(gap.reason(), gap.advice());
			}
		}
		return new Discovery(null, notice);
	}

	private static SourceDescription describe(Path root, List<Candidate> candidates, @Nullable String cpuModel) {
		HwmonRule rule = candidates.get(0).rule();
		String detail = candidates.stream()
			.map((candidate) -> candidate.name(root)
					+ (candidate.label().isEmpty() ? "" : " (" + candidate.label() + ")"))
			.collect(Collectors.joining(" + ", rule.driver() + ": ",
					rule.isEnergy() ? "" : ", power integrated over time"));
		return new SourceDescription(Component.CPU, cpuModel, "hwmon", Quality.MEASURED, null, detail);
	}

	/**
	 * Returns the sensors of a device that the table has. Old drivers have theirs, and
	 * their name, in the folder of the parent device.
	 */
	private static List<Candidate> candidates(Path device) {
		Path parent = device.resolve("device");
		String driver = text(device.resolve("name"));
		List<HwmonRule> rules = HwmonTable.bundled().of(driver.isEmpty() ? text(parent.resolve("name")) : driver);
		if (rules.isEmpty()) {
			return List.of();
		}
		List<Candidate> candidates = candidates(device, device, rules);
		return candidates.isEmpty() ? candidates(device, parent, rules) : candidates;
	}

	private static List<Candidate> candidates(Path device, Path folder, List<HwmonRule> rules) {
		List<Candidate> candidates = new ArrayList<>();
		for (Path file : list(folder, "{energy,power}*")) {
			Matcher name = ATTRIBUTE.matcher(file.getFileName().toString());
			if (name.matches()) {
				String label = label(folder, name.group(1));
				rules.stream()
					.filter((rule) -> rule.matches(name.group(2) + "_" + name.group(3), label))
					.findFirst()
					.ifPresent((rule) -> candidates.add(new Candidate(device, rule, file, label)));
			}
		}
		return candidates;
	}

	private static String label(Path folder, String sensor) {
		return LABELS.stream()
			.map((suffix) -> text(folder.resolve(sensor + suffix)))
			.filter((text) -> !text.isEmpty())
			.findFirst()
			.orElse("");
	}

	private static String text(Path file) {
		return TextFile.read(file, LONGEST_TEXT);
	}

	/**
	 * Returns what a folder has, {@code hwmon2} before {@code hwmon10}; nothing where it
	 * cannot be read.
	 */
	private static List<Path> list(Path folder, String glob) {
		List<Path> paths = new ArrayList<>();
		try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder, glob)) {
			entries.forEach(paths::add);
		}
		catch (IOException | DirectoryIteratorException ex) {
			return List.of();
		}
		paths.sort(Comparator.comparingInt((Path path) -> path.toString().length())
			.thenComparing(Comparator.naturalOrder()));
		return paths;
	}

	@Override
	public SourceDescription describe() {
		return this.description;
	}

	@Override
	public Reading read(SamplingWindow window) {
		double joules = 0;
		List<Reading.Gap> gaps = List.of();
		for (HwmonSensor sensor : this.sensors) {
			double part = sensor.joules(window.nanos());
			Reading.Gap gap = sensor.gap();
			if (gap == null) {
				joules += part;
			}
			else {
				gaps = gaps.isEmpty() ? new ArrayList<>() : gaps;
				gaps.add(gap);
			}
		}
		return new Reading.Metered(new Energy(joules), gaps);
	}

	@Override
	public void close() {
		for (HwmonSensor sensor : this.sensors) {
			sensor.close();
		}
	}

	/**
	 * What there is to meter the processors with. Immutable.
	 *
	 * @param source the meter, {@code null} where there is none that works
	 * @param notice why one that is there cannot be used, {@code null} otherwise
	 */
	public record Discovery(@Nullable PowerSource source, @Nullable Notice notice) {
	}

	private record Candidate(Path device, HwmonRule rule, Path file, String label) {

		HwmonSensor open(Path root) {
			return new HwmonSensor(this.file, name(root), this.rule.driver(), this.rule.isEnergy(),
					() -> candidates(this.device).contains(this));
		}

		String name(Path root) {
			return root.relativize(this.file).toString();
		}

	}

}
