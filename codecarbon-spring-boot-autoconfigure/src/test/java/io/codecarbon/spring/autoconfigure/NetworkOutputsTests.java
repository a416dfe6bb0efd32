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

import java.util.List;
import java.util.Map;

import io.codecarbon.output.OutputDispatcher;
import io.codecarbon.output.http.FakeReceiver;
import io.codecarbon.output.http.FakeReceiver.Answer;
import io.codecarbon.output.http.FakeReceiver.Request;
import io.codecarbon.tracker.EmissionsTracker;
import io.codecarbon.tracker.OutputStatus;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.core.env.SystemEnvironmentPropertySource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests of {@link NetworkOutputs}, with the auto-configuration that uses them.
 */
class NetworkOutputsTests {

	private final FakeReceiver server = new FakeReceiver();

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(
				AutoConfigurations.of(CodeCarbonAutoConfiguration.class, CodeCarbonOutputAutoConfiguration.class))
		.withPropertyValues("codecarbon.save-to-file=false", "codecarbon.country-iso-code=FRA",
				"codecarbon.project-name=shop");

	@BeforeEach
	void answer() {
		this.server.answer((request) -> request.path().equals("/runs") ? Answer.of(201, "{\"id\":\"server-run\"}")
				: Answer.of(201, "{}"));
	}

	@AfterEach
	void close() {
		this.server.close();
	}

	@Test
	void thereAreNoneByDefault() {
		this.runner.run((context) -> assertThat(context.getBean(OutputDispatcher.class).outputs()).isEmpty());
	}

	@Test
	void eachHasItsProperty() {
		this.runner
			.withPropertyValues("codecarbon.save-to-api=true", "codecarbon.api-key=key",
					"codecarbon.api-endpoint=" + uri(""), "codecarbon.emissions-endpoint=" + uri("/hook"),
					"codecarbon.save-to-prometheus=true", "codecarbon.prometheus-url=" + uri("/gateway"),
					"codecarbon.save-to-logfire=true", "codecarbon.logfire.token=token",
					"codecarbon.logfire.base-url=" + uri("/logfire"), "codecarbon.otlp.endpoint=" + uri("/otlp"),
					"codecarbon.otlp.headers.X-Scope=a b")
			.run((context) -> {
				assertThat(context.getBean(OutputDispatcher.class).outputs()).extracting(OutputStatus::name)
					.containsExactly("api", "http", "prometheus", "logfire", "otlp");
				context.getBean(EmissionsTracker.class).flush();
				assertThat(context.getBean(OutputDispatcher.class).outputs()).extracting(OutputStatus::state)
					.containsOnly(OutputStatus.State.OK);
			});
		assertThat(this.server.requests()).extracting(Request::path)
			.contains("/runs", "/emissions", "/hook", "/gateway/metrics/job/codecarbon", "/logfire/v1/metrics",
					"/otlp/v1/metrics");
		assertThat(request("/emissions").headers()).containsEntry("x-api-token", "key");
		assertThat(request("/logfire/v1/metrics").headers()).containsEntry("Authorization", "token");
		assertThat(request("/otlp/v1/metrics").headers()).containsEntry("X-Scope", "a b")
			.doesNotContainKey("Authorization");
		assertThat(request("/hook").json().get("project_name").asString()).isEqualTo("shop");
	}

	@Test
	void theyAreLiveToo() {
		this.runner
			.withPropertyValues("codecarbon.emissions-endpoint=" + uri("/hook"), "codecarbon.api-call-interval=1",
					"codecarbon.measure-power-secs=10ms")
			.run((context) -> await().until(() -> this.server.requests().size() > 2));
	}

	@Test
	void theySendOfflineToo() {
		this.runner.withPropertyValues("codecarbon.offline=true", "codecarbon.emissions-endpoint=" + uri("/hook"))
			.run((context) -> context.getBean(EmissionsTracker.class).flush());
		assertThat(request("/hook").json().get("country_iso_code").asString()).isEqualTo("FRA");
	}

	@Test
	void aKeyMayEndInTheLineFeedOfAFile() {
		this.runner
			.withPropertyValues("codecarbon.save-to-api=true", "codecarbon.api-key=key\n",
					"codecarbon.api-endpoint=" + uri(""))
			.run((context) -> assertThat(context).hasNotFailed());
		assertThat(request("/runs").headers()).containsEntry("x-api-token", "key");
	}

	@Test
	void logfireReadsItsOwnVariables() {
		ApplicationContextRunner logfire = withVariables(
				Map.of("LOGFIRE_TOKEN", "of-the-variable", "LOGFIRE_BASE_URL", uri("/variable")))
			.withPropertyValues("codecarbon.save-to-logfire=true");
		logfire.run((context) -> assertThat(context).hasNotFailed());
		assertThat(request("/variable/v1/metrics").headers()).containsEntry("Authorization", "of-the-variable");
		logfire
			.withPropertyValues("codecarbon.logfire.token=of-the-property",
					"codecarbon.logfire.base-url=" + uri("/property"))
			.run((context) -> assertThat(context).hasNotFailed());
		assertThat(request("/property/v1/metrics").headers()).containsEntry("Authorization", "of-the-property");
	}

	@Test
	void logfireNeedsAToken() {
		FailureAnalysis analysis = analyze(this.runner.withPropertyValues("codecarbon.save-to-logfire=true"));
		assertThat(analysis.getDescription()).contains("    Property: codecarbon.logfire.token", "    Value: not set");
		assertThat(analysis.getAction()).isEqualTo("Set codecarbon.logfire.token.");
	}

	@Test
	void aVariableOfLogfireMustBeValidToo() {
		assertThat(analyze(withVariables(Map.of("LOGFIRE_TOKEN", "marker token"))
			.withPropertyValues("codecarbon.save-to-logfire=true")).getDescription())
			.contains("    Property: codecarbon.logfire.token")
			.doesNotContain("marker");
		assertThat(analyze(withVariables(Map.of("LOGFIRE_TOKEN", "token", "LOGFIRE_BASE_URL", "logfire"))
			.withPropertyValues("codecarbon.save-to-logfire=true")).getDescription())
			.contains("    Property: codecarbon.logfire.base-url", "    Value: \"logfire\"");
	}

	@Test
	void prometheusReadsTheVariablesOfCodeCarbon() {
		ApplicationContextRunner prometheus = withVariables(
				Map.of("PROMETHEUS_USERNAME", "u", "PROMETHEUS_PASSWORD", "p"))
			.withPropertyValues("codecarbon.save-to-prometheus=true",
					"codecarbon.prometheus-url=localhost:" + this.server.port());
		prometheus.run((context) -> assertThat(context).hasNotFailed());
		assertThat(last().headers()).containsEntry("Authorization", "Basic dTpw");
		prometheus
			.withPropertyValues("codecarbon.prometheus.username=user", "codecarbon.prometheus.password=pass",
					"codecarbon.prometheus.group.instance=a")
			.run((context) -> assertThat(context).hasNotFailed());
		assertThat(last().headers()).containsEntry("Authorization", "Basic dXNlcjpwYXNz");
		assertThat(last().path()).isEqualTo("/metrics/job/codecarbon/instance/a");
	}

	@Test
	void prometheusTakesTheUserOfItsUrl() {
		this.runner
			.withPropertyValues("codecarbon.save-to-prometheus=true",
					"codecarbon.prometheus-url=http://u:p@localhost:" + this.server.port())
			.run((context) -> assertThat(context).hasNotFailed());
		assertThat(last().headers()).containsEntry("Authorization", "Basic dTpw");
	}

	@Test
	void prometheusDeletesItsGroupIfAsked() {
		this.runner
			.withPropertyValues("codecarbon.save-to-prometheus=true", "codecarbon.prometheus-url=" + uri(""),
					"codecarbon.prometheus.delete-on-shutdown=true")
			.run((context) -> context.getBean(EmissionsTracker.class).flush());
		assertThat(this.server.requests()).extracting(Request::method).containsExactly("PUT", "DELETE");
	}

	@ParameterizedTest
	@CsvSource({ "username, password", "password, username" })
	void prometheusNeedsBothUserAndPassword(String present, String missing) {
		FailureAnalysis analysis = analyze(this.runner.withPropertyValues("codecarbon.save-to-prometheus=true",
				"codecarbon.prometheus." + present + "=marker"));
		assertThat(analysis.getDescription())
			.contains("    Property: codecarbon.prometheus." + missing, "    Value: not set",
					"    Allowed: a text, where prometheus." + present + " is set")
			.doesNotContain("marker");
	}

	@Test
	void prometheusNeedsTheExporter() {
		ApplicationContextRunner without = this.runner
			.withClassLoader(new FilteredClassLoader("io.prometheus.metrics.exporter.pushgateway"));
		without.run((context) -> assertThat(context).hasNotFailed());
		assertThat(analyze(without.withPropertyValues("codecarbon.save-to-prometheus=true")).getDescription()).contains(
				"    Property: codecarbon.save-to-prometheus", "    Value: \"true\"",
				"io.prometheus:prometheus-metrics-exporter-pushgateway");
	}

	private FailureAnalysis analyze(ApplicationContextRunner runner) {
		FailureAnalysis[] analysis = new FailureAnalysis[1];
		runner.run((context) -> {
			assertThat(context).hasFailed();
			analysis[0] = new InvalidPropertyFailureAnalyzer(null).analyze(context.getStartupFailure());
		});
		assertThat(analysis[0]).isNotNull();
		return analysis[0];
	}

	private ApplicationContextRunner withVariables(Map<String, Object> variables) {
		return this.runner.withInitializer((context) -> context.getEnvironment()
			.getPropertySources()
			.addLast(new SystemEnvironmentPropertySource("variables", variables)));
	}

	private String uri(String path) {
		return this.server.uri(path).toString();
	}

	private Request request(String path) {
		return this.server.requests()
			.stream()
			.filter((request) -> request.path().equals(path))
			.findFirst()
			.orElseThrow(() -> new AssertionError("No request of " + path));
	}

	private Request last() {
		List<Request> requests = this.server.requests();
		return requests.get(requests.size() - 1);
	}

}
