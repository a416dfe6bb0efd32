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

package io.codecarbon.power.model;

import java.io.IOException;
import java.util.stream.Stream;

import io.codecarbon.host.HostFacts;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/**
 * Tests for {@link DimmModel}.
 */
class DimmModelTests {

	static Stream<JsonNode> machines() throws IOException {
		return Vectors.read("ram.json", "machine_mode");
	}

	static Stream<JsonNode> processes() throws IOException {
		return Vectors.read("ram.json", "process_mode");
	}

	@ParameterizedTest
	@MethodSource("machines")
	void drawsWhatCodeCarbonSaysForAMachine(JsonNode vector) {
		HostFacts host = new HostFacts("", vector.get("arch").asString(), null, 1, null, null);
		assertThat(host.isArm()).isEqualTo(vector.get("is_arm").booleanValue());
		int dimms = DimmModel.dimms(vector.get("memory_gb").doubleValue());
		assertThat(dimms).isEqualTo(vector.get("dimms").intValue());
		check(vector, DimmModel.power(dimms, host.isArm()).watts());
	}

	@ParameterizedTest
	@MethodSource("processes")
	void drawsWhatCodeCarbonSaysForAProcess(JsonNode vector) {
		HostFacts host = new HostFacts("", vector.get("arch").asString(), null, 1, null, null);
		int dimms = DimmModel.dimms(vector.get("process_memory_gb").doubleValue());
		check(vector, DimmModel.power(dimms, host.isArm()).watts());
	}

	private static void check(JsonNode vector, double watts) {
		double expected = vector.get("power_w").doubleValue();
		assertThat(watts).isCloseTo(expected, within(expected * 1e-9));
	}

}
