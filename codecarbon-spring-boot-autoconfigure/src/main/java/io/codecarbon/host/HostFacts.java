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

import org.jspecify.annotations.Nullable;

/**
 * What is known about the machine. What cannot be read is {@code null}, never 0.
 * Immutable.
 *
 * @param os the operating system, its version and the architecture, such as
 * {@code Linux-6.18.44-x86_64}
 * @param architecture the instruction set by the name that the operating system has for
 * it, such as {@code x86_64}, {@code aarch64} or {@code arm64}
 * @param cpuModel the processor's brand string
 * @param logicalCpus the logical CPUs, at least 1
 * @param sockets the processor packages, at least 1 where known
 * @param memoryBytes the main memory, or the part of it that SLURM gave to this job
 */
public record HostFacts(String os, String architecture, @Nullable String cpuModel, int logicalCpus,
		@Nullable Integer sockets, @Nullable Long memoryBytes) {

	/**
	 * Finds out about this machine: from procfs where there is one, and through OSHI what
	 * that does not tell. Never throws, but can take a second, and longer where SLURM
	 * does not answer (2 s): not for the thread that starts the application.
	 * @param procfs where the host's procfs is mounted
	 * @return the facts
	 */
	public static HostFacts discover(Path procfs) {
		return new HostDiscovery(procfs, OshiFacts::new, SlurmJob.ofEnvironment(System.getenv())).discover();
	}

	/**
	 * Returns whether the processor is an ARM one, whose memory draws less in models.
	 * @return whether the architecture is ARM, of 32 or 64 bits
	 */
	public boolean isArm() {
		return this.architecture.contains("arm") || this.architecture.contains("aarch");
	}

}
