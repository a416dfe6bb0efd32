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

import java.time.Duration;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link PlatformCpu}.
 */
class PlatformCpuTests {

	private static final long SECOND = 1_000_000_000;

	@Test
	void answersForAllCpusOfTheJvm() {
		PlatformCpu cpu = new PlatformCpu();
		// The MXBean has no answer until its first interval is over.
		CpuUsage usage = Awaitility.await()
			.atMost(Duration.ofSeconds(10))
			.until(() -> cpu.read(SECOND), (answer) -> answer != null);
		assertThat(cpu.isReadable()).isTrue();
		assertThat(usage.capacityNanos()).isEqualTo(usage.cpus() * SECOND);
		assertThat(usage.load()).isBetween(0.0, 1.0);
		cpu.close();
		cpu.close();
	}

}
