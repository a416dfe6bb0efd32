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
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;

import io.codecarbon.power.sysfs.NumberFile;
import io.codecarbon.power.sysfs.TextFile;

/**
 * The tree of files of the kernel's powercap framework. Only lists and reads; what is
 * found there is judged elsewhere.
 */
final class Powercap {

	static final String COUNTER = "energy_uj";

	/** Deeper than the kernel nests zones, so that a loop of links ends. */
	private static final int DEPTH = 4;

	private static final int LONGEST_NAME = 64;

	private final List<Path> roots;

	private final Function<Path, NumberFile> files;

	/**
	 * @param sysfs where the host's sysfs is mounted
	 * @param files opens a file that holds a number
	 */
	Powercap(Path sysfs, Function<Path, NumberFile> files) {
		// The second is what the links of the first lead to: a container may have one and
		// not the other.
		this.roots = List.of(sysfs.resolve("class/powercap"), sysfs.resolve("devices/virtual/powercap"));
		this.files = files;
	}

	/**
	 * Returns where the zones should be.
	 * @return the directory
	 */
	Path directory() {
		return this.roots.get(0);
	}

	/**
	 * Returns whether there are names of zones, whatever they lead to.
	 * @return whether the machine has RAPL
	 */
	boolean isNamed() {
		return this.roots.stream().anyMatch((root) -> !children(root).isEmpty());
	}

	NumberFile counter(Zone zone) {
		return this.files.apply(zone.directory().resolve(COUNTER));
	}

	/**
	 * Lists the zones that have a counter, readable or not.
	 * @param known ids of zones that are left out
	 * @return the zones, by their ids in the order of their numbers
	 */
	List<Zone> zones(Set<String> known) {
		Map<String, Path> directories = new TreeMap<>(Comparator.comparing(Powercap::sortable));
		for (Path root : this.roots) {
			collect(root, directories, 0);
		}
		directories.keySet().removeAll(known);
		List<Zone> zones = new ArrayList<>();
		directories.forEach((id, directory) -> {
			if (Files.exists(directory.resolve(COUNTER))) {
				zones.add(zone(id, directory));
			}
		});
		return zones;
	}

	// The class directory has links to the zones at all levels, and the control types
	// have them once more in their places.
	private static void collect(Path directory, Map<String, Path> zones, int depth) {
		if (depth == DEPTH) {
			return;
		}
		for (Path child : children(directory)) {
			String id = child.getFileName().toString();
			if (id.indexOf(':') < 0 || zones.putIfAbsent(id, child) == null) {
				collect(child, zones, depth + 1);
			}
		}
	}

	private static List<Path> children(Path directory) {
		List<Path> children = new ArrayList<>();
		try (DirectoryStream<Path> stream = Files.newDirectoryStream(directory,
				(child) -> Zone.isId(child.getFileName().toString()))) {
			stream.forEach(children::add);
		}
		catch (IOException | DirectoryIteratorException ex) {
			// It is not there, or may not be listed: then its counter says so.
		}
		return children;
	}

	private static String sortable(String id) {
		StringBuilder sortable = new StringBuilder();
		for (String part : id.split(":", -1)) {
			sortable.append(':').append(" ".repeat(Math.max(0, 4 - part.length()))).append(part);
		}
		return sortable.toString();
	}

	private Zone zone(String id, Path directory) {
		return new Zone(directory, id, name(directory.resolve("name")),
				number(directory.resolve("max_energy_range_uj")),
				Math.max(watts(directory.resolve("constraint_0_max_power_uw")),
						watts(directory.resolve("constraint_1_max_power_uw"))));
	}

	private long number(Path path) {
		try (NumberFile file = this.files.apply(path)) {
			return file.read() ? file.value() : 0;
		}
	}

	private double watts(Path path) {
		long microwatts = number(path);
		return (microwatts >= 0) ? microwatts / 1e6 : Double.POSITIVE_INFINITY;
	}

	private static String name(Path path) {
		String name = TextFile.read(path, LONGEST_NAME).toLowerCase(Locale.ROOT);
		return name.chars().allMatch((character) -> character > ' ' && character < 127) ? name : "";
	}

}
