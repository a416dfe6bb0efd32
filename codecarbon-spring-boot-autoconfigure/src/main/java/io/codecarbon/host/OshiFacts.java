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

import java.util.function.Function;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import oshi.hardware.HardwareAbstractionLayer;
import oshi.spi.SystemInfoProvider;
import oshi.util.PlatformEnum;

/**
 * What OSHI knows. It is asked only for what is missing, since it takes 150 to 250 ms and
 * runs programs ({@code getconf}, {@code lshw}, {@code lscpu} on Linux).
 */
final class OshiFacts implements HardwareFacts {

	private static final Logger logger = LoggerFactory.getLogger(OshiFacts.class);

	private final @Nullable HardwareAbstractionLayer hardware;

	OshiFacts() {
		this.hardware = hardware();
	}

	@Override
	public @Nullable String cpuModel() {
		String name = ask((hardware) -> hardware.getProcessor().getProcessorIdentifier().getName());
		return (name != null && !name.isBlank() && !name.strip().equalsIgnoreCase("unknown")) ? name.strip() : null;
	}

	@Override
	public @Nullable Integer logicalCpus() {
		Integer count = ask((hardware) -> hardware.getProcessor().getLogicalProcessorCount());
		return (count != null && count > 0) ? count : null;
	}

	@Override
	public @Nullable Integer sockets() {
		Integer count = ask((hardware) -> hardware.getProcessor().getPhysicalPackageCount());
		return (count != null && count > 0) ? count : null;
	}

	@Override
	public @Nullable Long memoryBytes() {
		Long bytes = ask((hardware) -> hardware.getMemory().getTotal());
		return (bytes != null && bytes > 0) ? bytes : null;
	}

	private <T> @Nullable T ask(Function<HardwareAbstractionLayer, @Nullable T> question) {
		if (this.hardware == null) {
			return null;
		}
		try {
			return question.apply(this.hardware);
		}
		catch (RuntimeException | LinkageError ex) {
			logger.debug("OSHI does not answer", ex);
			return null;
		}
	}

	private static @Nullable HardwareAbstractionLayer hardware() {
		try {
			// JNA, that the other one needs, makes newer JVMs print a warning.
			SystemInfoProvider provider = (PlatformEnum.getCurrentPlatform() == PlatformEnum.LINUX)
					? new oshi.nativefree.SystemInfo() : new oshi.SystemInfo();
			return provider.getHardware();
		}
		catch (RuntimeException | LinkageError ex) {
			logger.debug("OSHI does not work on this platform", ex);
			return null;
		}
	}

}
