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

package io.codecarbon.sample;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.resttestclient.autoconfigure.AutoConfigureRestTestClient;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.web.servlet.client.RestTestClient;
import org.springframework.test.web.servlet.client.RestTestClient.RequestHeadersSpec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;
import static org.awaitility.Awaitility.await;

// The context is closed, and with it the run, before the folder of its file is deleted.
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT, properties = "codecarbon.save-to-file=true")
@AutoConfigureRestTestClient
@DirtiesContext
@Tag("newest-jdk")
class SampleEmissionsTests {

	private static final Duration SOON = Duration.ofSeconds(20);

	@TempDir
	static Path outputDir;

	private final RestTestClient client;

	SampleEmissionsTests(@Autowired RestTestClient client) {
		this.client = client;
	}

	@DynamicPropertySource
	static void writeToATemporaryFolder(DynamicPropertyRegistry registry) {
		registry.add("codecarbon.output-dir", () -> outputDir.toString());
	}

	@Test
	void tellsWhatEachAnnotatedMethodUsed() {
		JsonNode before = report();
		for (int i = 0; i < 3; i++) {
			get("/mandelbrot?size=400");
			get("/words?top=20");
		}
		JsonNode report = await().atMost(SOON)
			.until(this::report, (candidate) -> energyJoules(candidate, "MandelbrotService.render") > 0
					&& energyJoules(candidate, "WordService.count") > 0);
		JsonNode mandelbrot = task(report, "MandelbrotService.render");
		JsonNode words = task(report, "WordService.count");
		assertThat(invocations(mandelbrot)).isEqualTo(invocations(task(before, "MandelbrotService.render")) + 3);
		assertThat(invocations(words)).isEqualTo(invocations(task(before, "WordService.count")) + 3);
		assertThat(mandelbrot.path("failures").asInt()).isZero();
		assertThat(mandelbrot.path("kind").asString()).isEqualTo("method");
		assertThat(mandelbrot.path("cpuSeconds").asDouble()).isGreaterThan(words.path("cpuSeconds").asDouble());
		assertThat(mandelbrot.path("energyJoules").asDouble()).isGreaterThan(words.path("energyJoules").asDouble());
		assertThat(mandelbrot.path("emissionsGrams").asDouble()).isGreaterThan(words.path("emissionsGrams").asDouble());
	}

	@Test
	void sharesAllEnergyAndPricesItInFrance() {
		get("/mandelbrot?size=400");
		JsonNode report = await().atMost(SOON)
			.until(this::report, (candidate) -> candidate.at("/attribution/attributedKwh").asDouble(0) > 0);
		double energyKwh = report.at("/totals/energyKwh").asDouble();
		assertThat(report.at("/attribution/attributedKwh").asDouble()
				+ report.at("/attribution/unattributedKwh").asDouble())
			.isCloseTo(energyKwh, withinPercentage(1e-6));
		assertThat(report.at("/location/countryIsoCode").asString()).isEqualTo("FRA");
		assertThat(report.at("/carbonIntensity/gramsPerKwh").asDouble()).isEqualTo(56.039);
		assertThat(report.at("/totals/emissionsKg").asDouble()).isCloseTo(energyKwh * 0.056039, withinPercentage(1e-6));
		assertThat(report.at("/run/projectName").asString()).isEqualTo("codecarbon-sample");
		assertThat(report.at("/run/state").asString()).isEqualTo("running");
	}

	@Test
	void writesTheFileWhenAskedTo() throws IOException {
		await().atMost(SOON).until(() -> report().at("/totals/emissionsKg").asDouble(0) > 0);
		JsonNode flushed = json(this.client.post().uri("/actuator/codecarbon"));
		assertThat(flushed.path("emissionsKg").asDouble()).isPositive();
		assertThat(Files.readString(outputDir.resolve("emissions.csv"))).startsWith("timestamp,project_name,run_id,")
			.contains(",codecarbon-sample,", ",FRA,");
	}

	private void get(String uri) {
		this.client.get().uri(uri).exchange().expectStatus().isOk();
	}

	private JsonNode report() {
		return json(this.client.get().uri("/actuator/codecarbon"));
	}

	private static JsonNode json(RequestHeadersSpec<?> request) {
		return request.exchange().expectStatus().isOk().expectBody(JsonNode.class).returnResult().getResponseBody();
	}

	private static JsonNode task(JsonNode report, String name) {
		return report.path("tasks")
			.valueStream()
			.filter((task) -> task.path("name").asString().equals(name))
			.findAny()
			.orElseGet(() -> report.path("none"));
	}

	private static long invocations(JsonNode task) {
		return task.path("invocations").asLong(0);
	}

	private static double energyJoules(JsonNode report, String task) {
		return task(report, task).path("energyJoules").asDouble(0);
	}

}
