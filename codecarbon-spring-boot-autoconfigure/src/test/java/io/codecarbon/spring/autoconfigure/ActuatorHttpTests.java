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

package io.codecarbon.spring.autoconfigure;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

import io.codecarbon.spring.RunningTrackers;
import io.codecarbon.tracker.EmissionsTracker;
import io.codecarbon.tracker.TaskKind;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.SystemEnvironmentPropertySource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What a web application shows to those who ask.
 */
class ActuatorHttpTests {

	private static final List<String> TASK_FIELDS = List.of("name", "kind", "invocations", "failures", "active",
			"cpuSeconds", "wallSeconds", "energyJoules", "emissionsGrams", "energyJoulesInclusive", "quality");

	private static final String[] EXPOSED = { "--management.endpoints.web.exposure.include=*" };

	private final HttpClient client = HttpClient.newHttpClient();

	private ConfigurableApplicationContext context;

	@AfterEach
	void stopApplication() {
		this.context.close();
	}

	@Test
	void exposesNothingByItself() throws Exception {
		start();
		assertThat(get("/actuator/codecarbon").statusCode()).isEqualTo(404);
		assertThat(get("/actuator/health").statusCode()).isEqualTo(200);
	}

	@Test
	void showsAllFieldsInOrderAndNullForWhatIsUnknown() throws Exception {
		start(EXPOSED);
		runTask("score");
		assertReport(get("/actuator/codecarbon"));
	}

	@Test
	void theApplicationsOwnJacksonSettingsChangeNothing() throws Exception {
		start("--management.endpoints.web.exposure.include=codecarbon",
				"--spring.jackson.default-property-inclusion=non_null",
				"--spring.jackson.property-naming-strategy=SNAKE_CASE",
				"--spring.jackson.serialization.indent-output=true",
				"--spring.jackson.datatype.datetime.write-dates-as-timestamps=true",
				"--spring.jackson.mapper.sort-properties-alphabetically=true");
		runTask("score");
		HttpResponse<String> response = get("/actuator/codecarbon");
		assertReport(response);
		assertThat(response.body()).doesNotContain("\n");
	}

	@Test
	void showsOneTaskWhateverItIsCalled() throws Exception {
		start(EXPOSED);
		for (String name : List.of("score", "GET /orders/{id};v=1", "a b&c?d=é")) {
			runTask(name);
			HttpResponse<String> response = get("/actuator/codecarbon?task=" + encoded(name));
			assertThat(response.statusCode()).isEqualTo(200);
			JsonNode task = json(response);
			assertThat(task.propertyNames()).containsExactlyElementsOf(TASK_FIELDS);
			assertThat(task.get("name").stringValue()).isEqualTo(name);
			assertThat(task.get("kind").stringValue()).isEqualTo("method");
			assertThat(task.get("invocations").isIntegralNumber()).isTrue();
			assertThat(task.get("energyJoules").doubleValue()).isPositive();
		}
	}

	@Test
	void doesNotFindATaskThatNeverRan() throws Exception {
		start(EXPOSED);
		assertThat(get("/actuator/codecarbon?task=none").statusCode()).isEqualTo(404);
		assertThat(get("/actuator/codecarbon?task=").statusCode()).isEqualTo(404);
	}

	@Test
	void doesNotFlushUnlessThatIsAllowed() throws Exception {
		start(EXPOSED);
		assertThat(post("/actuator/codecarbon").statusCode()).isEqualTo(405);
	}

	@Test
	void flushesWhereThatIsAllowed() throws Exception {
		start("--management.endpoints.web.exposure.include=codecarbon",
				"--management.endpoint.codecarbon.access=unrestricted");
		runTask("score");
		HttpResponse<String> response = post("/actuator/codecarbon");
		assertThat(response.statusCode()).isEqualTo(200);
		assertThat(json(response).propertyNames()).containsExactly("emissionsKg");
		assertThat(json(response).get("emissionsKg").doubleValue()).isPositive();
	}

	@Test
	void noSecretShowsAmongThePropertiesEvenWhereAllValuesDo() throws Exception {
		String[] arguments = { "--management.endpoints.web.exposure.include=*",
				"--management.endpoint.env.show-values=always", "--management.endpoint.configprops.show-values=always",
				"--codecarbon.api-key=hunter2-argument", "--codecarbon.logfire.token=hunter2-logfire",
				"--codecarbon.prometheus.password=hunter2-prometheus",
				"--codecarbon.electricitymaps-api-token=hunter2-maps",
				"--codecarbon.otlp.headers.x-scope=hunter2-header",
				"--codecarbon.emissions-endpoint=http://user:hunter2-user@localhost:1/?key=hunter2-query",
				"--codecarbon.project-name=shop-window" };
		start(Map.of("CODECARBON_CO2_SIGNAL_API_TOKEN", "hunter2-signal", "LOGFIRE_TOKEN", "hunter2-logfire-variable",
				"PROMETHEUS_PASSWORD", "hunter2-prometheus-variable", "JAVA_COMMAND",
				"java -jar shop.jar --codecarbon.api-key=hunter2-argument", "CODECARBON_OTLP_HEADERS_AUTHORIZATION",
				"Bearer hunter2-token", "OTLP_TOKEN", "hunter2-token"), arguments);
		String env = get("/actuator/env").body();
		assertThat(env).contains("\"codecarbon.api-key\"", "\"LOGFIRE_TOKEN\"", "\"JAVA_COMMAND\"", "shop-window")
			.doesNotContain("hunter2");
		assertThat(get("/actuator/env/codecarbon.logfire.token").body()).contains("******").doesNotContain("hunter2");
		assertThat(get("/actuator/env/codecarbon.co2-signal-api-token").body()).contains("******")
			.doesNotContain("hunter2");
		assertThat(get("/actuator/configprops").body()).contains("shop-window", "******").doesNotContain("hunter2");
	}

	private void assertReport(HttpResponse<String> response) {
		assertThat(response.statusCode()).isEqualTo(200);
		JsonNode report = json(response);
		assertThat(report.propertyNames()).containsExactly("run", "totals", "power", "attribution", "location",
				"carbonIntensity", "factors", "hardware", "outputs", "tasks", "tasksTotal", "problems");
		assertThat(report.get("run").propertyNames()).containsExactly("id", "projectName", "experimentId",
				"experimentName", "startedAt", "durationSeconds", "trackingMode", "state", "measurements",
				"lastMeasuredAt");
		assertThat(report.get("totals").propertyNames()).containsExactly("energyKwh", "cpuEnergyKwh", "gpuEnergyKwh",
				"ramEnergyKwh", "emissionsKg", "emissionsRateKgPerSecond", "waterLitres");
		assertThat(report.get("power").propertyNames()).containsExactly("cpuWatts", "gpuWatts", "ramWatts");
		assertThat(report.get("attribution").propertyNames()).containsExactly("rule", "attributedKwh",
				"unattributedKwh", "unattributed");
		assertThat(report.get("attribution").get("unattributed").propertyNames()).containsExactly("idleKwh",
				"otherProcessesKwh", "jvmKwh", "untrackedKwh");
		assertThat(report.get("location").propertyNames()).containsExactly("countryIsoCode", "countryName", "region",
				"onCloud", "cloudProvider", "cloudRegion", "cloudInstanceType", "latitude", "longitude", "source");
		assertThat(report.get("carbonIntensity").propertyNames()).containsExactly("gramsPerKwh", "source", "year",
				"updatedAt", "detail");
		assertThat(report.get("factors").propertyNames()).containsExactly("pue", "wue");
		assertThat(report.get("hardware").get(0).propertyNames()).containsExactly("component", "model", "source",
				"quality", "uncertaintyPercent", "detail");
		assertThat(report.get("tasks").get(0).propertyNames()).containsExactlyElementsOf(TASK_FIELDS);
		assertThat(report.get("tasksTotal").intValue()).isEqualTo(1);
		assertThat(report.get("run").get("startedAt").stringValue()).matches("\\d{4}-\\d\\d-\\d\\dT[\\d:.]+Z");
		assertThat(report.get("run").get("trackingMode").stringValue()).isEqualTo("machine");
		assertThat(report.get("attribution").get("rule").stringValue()).isEqualTo("share-of-capacity");
		assertThat(report.get("location").get("latitude").doubleValue()).isEqualTo(48.9);
		assertThat(response.body()).contains("\"gpuWatts\":null", "\"cloudProvider\":null",
				"\"gramsPerKwh\":100.0,\"source\":\"forced\",\"year\":null,\"updatedAt\":null,\"detail\":null",
				"\"quality\":\"estimated\"", "\"uncertaintyPercent\":12.5,\"detail\":\"2 DIMMs\"",
				"\"uncertaintyPercent\":null,\"detail\":null");
	}

	private void start(String... arguments) {
		start(Map.of(), arguments);
	}

	private void start(Map<String, Object> variables, String... arguments) {
		this.context = new SpringApplicationBuilder(ApplicationConfiguration.class)
			.properties("server.port=0", "spring.main.banner-mode=off")
			.initializers((context) -> context.getEnvironment()
				.getPropertySources()
				.addFirst(new SystemEnvironmentPropertySource("test-systemEnvironment", variables)))
			.run(arguments);
	}

	private void runTask(String name) {
		EmissionsTracker tracker = this.context.getBean(EmissionsTracker.class);
		RunningTrackers.run(tracker.instrument(name, TaskKind.METHOD, null), false);
		tracker.flush();
	}

	private HttpResponse<String> get(String path) throws IOException, InterruptedException {
		return send(HttpRequest.newBuilder(uri(path)).GET().build());
	}

	private HttpResponse<String> post(String path) throws IOException, InterruptedException {
		return send(HttpRequest.newBuilder(uri(path)).POST(BodyPublishers.noBody()).build());
	}

	private HttpResponse<String> send(HttpRequest request) throws IOException, InterruptedException {
		return this.client.send(request, BodyHandlers.ofString());
	}

	private URI uri(String path) {
		return URI.create("http://localhost:" + this.context.getEnvironment().getProperty("local.server.port") + path);
	}

	private static String encoded(String value) {
		return URLEncoder.encode(value, StandardCharsets.UTF_8);
	}

	private static JsonNode json(HttpResponse<String> response) {
		return JsonMapper.shared().readTree(response.body());
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@EnableConfigurationProperties(SecretProperties.class)
	static class ApplicationConfiguration extends TrackerConfiguration {

	}

	@ConfigurationProperties("codecarbon")
	record SecretProperties(String projectName, String apiKey, String electricitymapsApiToken, Logfire logfire,
			Prometheus prometheus) {

		record Logfire(String token) {
		}

		record Prometheus(String password) {
		}

	}

}
