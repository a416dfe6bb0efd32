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

import java.nio.file.Path;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

/**
 * Puts together what procfs, OSHI and SLURM know about the machine. Procfs goes first: it
 * costs a few milliseconds, and its root can be the host's where OSHI only sees the
 * container's.
 */
final class HostDiscovery {

	private final Path procfs;

	private final Supplier<HardwareFacts> fallback;

	private final @Nullable SlurmJob slurmJob;

	private @Nullable HardwareFacts fallbackFacts;

	HostDiscovery(Path procfs, Supplier<HardwareFacts> fallback, @Nullable SlurmJob slurmJob) {
		this.procfs = procfs;
		this.fallback = fallback;
		this.slurmJob = slurmJob;
	}

	HostFacts discover() {
		String name = System.getProperty("os.name", "unknown");
		String architecture = architecture(name, System.getProperty("os.arch", "unknown"));
		String os = os(name, System.getProperty("os.version", "unknown"), architecture);
		HardwareFacts facts = ProcfsFacts.read(this.procfs);
		String cpuModel = complete(facts, HardwareFacts::cpuModel);
		Integer logicalCpus = complete(facts, HardwareFacts::logicalCpus);
		Integer sockets = complete(facts, HardwareFacts::sockets);
		Long memoryBytes = (this.slurmJob != null) ? this.slurmJob.memoryBytes() : null;
		if (memoryBytes == null) {
			memoryBytes = complete(facts, HardwareFacts::memoryBytes);
		}
		return new HostFacts(os, architecture, cpuModel,
				(logicalCpus != null) ? logicalCpus : Runtime.getRuntime().availableProcessors(), sockets, memoryBytes);
	}

	private <T> @Nullable T complete(HardwareFacts facts, Function<HardwareFacts, @Nullable T> fact) {
		T value = fact.apply(facts);
		if (value != null) {
			return value;
		}
		HardwareFacts other = this.fallbackFacts;
		if (other == null) {
			other = this.fallback.get();
			this.fallbackFacts = other;
		}
		return fact.apply(other);
	}

	/**
	 * Returns the operating system in the manner of CodeCarbon's column {@code os}, which
	 * holds Python's {@code platform.platform()}.
	 */
	static String os(String name, String version, String architecture) {
		String system = name.equals("Mac OS X") ? "macOS" : name.replace(' ', '-');
		return system + "-" + version + "-" + architecture;
	}

	/**
	 * Returns the operating system's name for the architecture, where Java has its own.
	 */
	static String architecture(String osName, String javaName) {
		String lowerCase = javaName.toLowerCase(Locale.ROOT);
		return switch (lowerCase) {
			case "amd64" -> osName.startsWith("Windows") ? "AMD64" : "x86_64";
			case "aarch64" -> osName.startsWith("Mac") ? "arm64" : "aarch64";
			default -> lowerCase;
		};
	}

}
