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

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * What {@code cpuinfo} and {@code meminfo} of Linux's procfs say (proc_cpuinfo(5),
 * proc_meminfo(5)). On ARM, {@code cpuinfo} names neither the model nor the sockets.
 *
 * @param cpuModel the brand string of the first CPU
 * @param logicalCpus the number of CPUs that are online
 * @param sockets the number of their packages
 * @param memoryBytes the main memory
 */
record ProcfsFacts(@Nullable String cpuModel, @Nullable Integer logicalCpus, @Nullable Integer sockets,
		@Nullable Long memoryBytes) implements HardwareFacts {

	private static final long BYTES_PER_KIBIBYTE = 1024;

	static ProcfsFacts read(Path procfs) {
		CpuInfo cpuInfo = new CpuInfo();
		readLines(procfs.resolve("cpuinfo"), cpuInfo);
		MemInfo memInfo = new MemInfo();
		readLines(procfs.resolve("meminfo"), memInfo);
		return new ProcfsFacts(cpuInfo.model, positive(cpuInfo.cpus), positive(cpuInfo.packages.size()),
				memInfo.totalBytes);
	}

	private static @Nullable Integer positive(int count) {
		return (count > 0) ? count : null;
	}

	private static void readLines(Path file, Entries entries) {
		if (!Files.isRegularFile(file)) {
			return;
		}
		// Any byte is a character here, so that no name can make the reading fail.
		try (BufferedReader reader = Files.newBufferedReader(file, StandardCharsets.ISO_8859_1)) {
			String line = reader.readLine();
			while (line != null) {
				int colon = line.indexOf(':');
				if (colon > 0) {
					entries.entry(line.substring(0, colon).strip(), line.substring(colon + 1).strip());
				}
				line = reader.readLine();
			}
		}
		catch (IOException ex) {
			// What was read until here is as good as it gets.
		}
	}

	private interface Entries {

		void entry(String key, String value);

	}

	private static final class CpuInfo implements Entries {

		private @Nullable String model;

		private int cpus;

		private final Set<String> packages = new HashSet<>();

		@Override
		public void entry(String key, String value) {
			switch (key) {
				case "processor" -> this.cpus++;
				case "physical id" -> this.packages.add(value);
				case "model name" -> {
					if (this.model == null && !value.isEmpty()) {
						this.model = value;
					}
				}
				default -> {
				}
			}
		}

	}

	private static final class MemInfo implements Entries {

		private @Nullable Long totalBytes;

		@Override
		public void entry(String key, String value) {
			if (!key.equals("MemTotal") || !value.endsWith(" kB")) {
				return;
			}
			try {
				long kibibytes = Long.parseLong(value.substring(0, value.length() - " kB".length()).strip());
				if (kibibytes > 0) {
					this.totalBytes = Math.multiplyExact(kibibytes, BYTES_PER_KIBIBYTE);
				}
			}
			catch (ArithmeticException | NumberFormatException ex) {
				// Stays unknown.
			}
		}

	}

}
