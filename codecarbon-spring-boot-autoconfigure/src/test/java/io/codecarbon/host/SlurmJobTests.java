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

import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/**
 * Tests for {@link SlurmJob}.
 */
class SlurmJobTests {

	static Stream<JsonNode> vectors() throws IOException {
		try (InputStream json = SlurmJobTests.class.getResourceAsStream("/vectors/ram.json")) {
			return new JsonMapper().readTree(json).get("slurm_scontrol").valueStream().toList().stream();
		}
	}

	@ParameterizedTest
	@MethodSource("vectors")
	void findsTheMemoryThatCodeCarbonFinds(JsonNode vector) {
		Double gigabytes = SlurmJob.parseGigabytes(vector.get("text").asString());
		if (vector.get("memory_gb").isNumber()) {
			assertThat(gigabytes).isNotNull().isCloseTo(vector.get("memory_gb").doubleValue(), within(1e-9));
		}
		else {
			assertThat(gigabytes).isNull();
		}
	}

	@Test
	void findsTheMemoryInAWholeAnswer() {
		assertThat(SlurmJob.parseGigabytes("""
				JobId=4711 JobName=train
				   UserId=ada(1000) GroupId=ada(1000) MCS_label=N/A
				   NumNodes=1 NumCPUs=8 NumTasks=1 CPUs/Task=8 ReqB:S:C:T=0:0:*:*
				   ReqTRES=cpu=8,mem=16G,node=1,billing=8
				   AllocTRES=cpu=8,mem=24.5G,node=1,billing=8
				   MinCPUsNode=8 MinMemoryNode=16G MinTmpDiskNode=0
				""")).isEqualTo(24.5);
	}

	@ParameterizedTest
	@ValueSource(strings = { "AllocTRES=(null)", "AllocTRES=cpu=1,mem=0G", "AllocTRES=cpu=1,mem=1.2.3G", "", "mem=4G" })
	void answersNothingWhereNoMemoryIsStated(String output) {
		assertThat(SlurmJob.parseGigabytes(output)).isNull();
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "--help", "1;reboot", "a" })
	void asksForNoJobWhoseIdIsNone(String id) {
		assertThat(SlurmJob.ofEnvironment(Map.of("SLURM_JOB_ID", id))).isNull();
		assertThat(SlurmJob.ofEnvironment(Map.of())).isNull();
		assertThat(SlurmJob.ofEnvironment(Map.of("SLURM_JOB_ID", "4711"))).isNotNull();
	}

	@Test
	@EnabledOnOs({ OS.LINUX, OS.MAC })
	void readsWhatAProgramSays() {
		assertThat(SlurmJob.run("echo", "TRES=mem=1G")).isEqualTo("TRES=mem=1G\n");
		assertThat(SlurmJob.run("false")).isNull();
		assertThat(SlurmJob.run("codecarbon-no-such-program")).isNull();
	}

	@Test
	@Timeout(20)
	@EnabledOnOs({ OS.LINUX, OS.MAC })
	void doesNotWaitForAProgramThatHangs() {
		long start = System.nanoTime();
		assertThat(SlurmJob.run("sleep", "60")).isNull();
		assertThat(System.nanoTime() - start).isLessThan(15_000_000_000L);
	}

}
