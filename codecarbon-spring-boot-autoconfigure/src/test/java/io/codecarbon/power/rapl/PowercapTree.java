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
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A sysfs with power zones, in the layout of the kernel: directories below
 * {@code devices/virtual/powercap}, and links to all of them in {@code class/powercap}.
 * Its counters move when a test says so, and wrap around like real ones.
 */
public final class PowercapTree {

	/** The range of a package of most Intel processors. */
	public static final long RANGE = 262_143_328_850L;

	private final Path sysfs;

	private final Map<String, Long> values = new LinkedHashMap<>();

	private final Map<String, Long> ranges = new LinkedHashMap<>();

	public PowercapTree(Path sysfs) {
		this.sysfs = sysfs;
	}

	public Path sysfs() {
		return this.sysfs;
	}

	public PowercapTree zone(String id, String name, long microjoules) {
		return zone(id, name, microjoules, RANGE);
	}

	/**
	 * Adds a zone.
	 * @param id such as {@code intel-rapl:0:1}
	 * @param name what its file {@code name} says
	 * @param microjoules the value of its counter
	 * @param range the value after which the counter begins at 0 again, 0 for no such
	 * file
	 * @return this tree
	 */
	public PowercapTree zone(String id, String name, long microjoules, long range) {
		try {
			Path directory = Files.createDirectories(directory(id));
			link(id.substring(0, id.indexOf(':')));
			link(id);
			Files.writeString(directory.resolve("name"), name + "\n");
			if (range != 0) {
				Files.writeString(directory.resolve("max_energy_range_uj"), range + "\n");
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		this.ranges.put(id, range);
		set(id, microjoules);
		return this;
	}

	private void link(String id) throws IOException {
		Path link = Files.createDirectories(this.sysfs.resolve("class/powercap")).resolve(id);
		if (!Files.exists(link)) {
			Files.createSymbolicLink(link, link.getParent().relativize(directory(id)));
		}
	}

	/**
	 * Returns the directory of a control type or zone.
	 * @param id its name
	 * @return the directory itself, not a link to it
	 */
	public Path directory(String id) {
		String[] parts = id.split(":", -1);
		Path directory = this.sysfs.resolve("devices/virtual/powercap").resolve(parts[0]);
		StringBuilder name = new StringBuilder(parts[0]);
		for (int i = 1; i < parts.length; i++) {
			directory = directory.resolve(name.append(':').append(parts[i]).toString());
		}
		return directory;
	}

	public Path counter(String id) {
		return directory(id).resolve("energy_uj");
	}

	/**
	 * Sets a counter in place and in one step, so that no reader sees half of a number.
	 * @param id the zone
	 * @param microjoules the value
	 */
	public synchronized void set(String id, long microjoules) {
		this.values.put(id, microjoules);
		try (RandomAccessFile file = new RandomAccessFile(counter(id).toFile(), "rw")) {
			file.write("%020d\n".formatted(microjoules).getBytes(StandardCharsets.US_ASCII));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * Advances a counter, which wraps around at its range.
	 * @param id the zone
	 * @param microjoules by how much
	 */
	public synchronized void advance(String id, long microjoules) {
		long value = this.values.get(id) + microjoules;
		long range = this.ranges.get(id);
		set(id, (range != 0 && value > range) ? value - range : value);
	}

	/**
	 * Writes anything into a file of a zone.
	 * @param id the zone
	 * @param text what
	 */
	public void write(String id, String text) {
		try {
			Files.writeString(counter(id), text);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * Puts a FIFO into the place of a counter, which nobody will ever write to.
	 * @param id the zone
	 * @throws IOException if there is no command for it
	 */
	public void makeFifo(String id) throws IOException {
		Files.deleteIfExists(counter(id));
		Process mkfifo = new ProcessBuilder("mkfifo", counter(id).toString()).inheritIO().start();
		try {
			if (mkfifo.waitFor() != 0) {
				throw new IOException("mkfifo failed");
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IOException(ex);
		}
	}

}
