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
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import io.codecarbon.output.EmissionsOutput;
import io.codecarbon.output.http.FakeReceiver;
import io.codecarbon.output.http.FakeReceiver.Answer;
import io.codecarbon.spring.actuate.CodeCarbonEndpoint;
import io.codecarbon.tracker.EmissionsReport;
import io.codecarbon.tracker.EmissionsTracker;
import io.codecarbon.tracker.OutputStatus;
import io.codecarbon.tracker.SampleReports;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.boot.actuate.autoconfigure.endpoint.EndpointAutoConfiguration;
import org.springframework.boot.actuate.autoconfigure.endpoint.web.WebEndpointAutoConfiguration;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.mock.env.MockEnvironment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

/**
 * Lets every output over the network fail in every way, and looks for their secrets in
 * all that is told of it.
 */
@ExtendWith(OutputCaptureExtension.class)
class OutputSecretsTests {

	private static final String SECRET = "m4rk3r";

	private static final String ECHO = "{\"detail\":\"" + SECRET + "\"}";

	private final FakeReceiver server = new FakeReceiver();

	private final Logger logger = (Logger) LoggerFactory.getLogger("io.codecarbon");

	@BeforeEach
	void logEverything() {
		this.logger.setLevel(Level.TRACE);
	}

	@AfterEach
	void close() {
		this.logger.setLevel(null);
		this.server.close();
	}

	static Stream<Named<Answer>> failures() {
		return Stream.concat(
				Stream.of(400, 401, 403, 404, 429, 500, 503)
					.map((status) -> Named.of("HTTP status " + status, Answer.of(status, ECHO))),
				Stream.of(Named.of("a redirect", Answer.redirect(302, URI.create("http://localhost/" + SECRET))),
						Named.of("not JSON", Answer.of(201, SECRET)), Named.of("no run", Answer.of(201, ECHO)),
						Named.of("no answer", Answer.hangUp())));
	}

	@ParameterizedTest
	@MethodSource("failures")
	void noneShowsWhateverIsAnswered(Answer answer, CapturedOutput output) {
		this.server.answer((request) -> answer);
		assertNoSecretShows(this.server.port(), output);
		assertThat(this.server.requests()).isNotEmpty();
	}

	@Test
	void noneShowsWhereNobodyListens(CapturedOutput output) throws IOException {
		int port;
		try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			port = socket.getLocalPort();
		}
		assertNoSecretShows(port, output);
	}

	private void assertNoSecretShows(int port, CapturedOutput output) {
		String[] properties = properties(port);
		new WebApplicationContextRunner()
			.withConfiguration(AutoConfigurations.of(EndpointAutoConfiguration.class,
					WebEndpointAutoConfiguration.class, CodeCarbonAutoConfiguration.class,
					CodeCarbonOutputAutoConfiguration.class, CodeCarbonEndpointAutoConfiguration.class))
			.withPropertyValues(properties)
			.run((context) -> {
				EmissionsTracker tracker = context.getBean(EmissionsTracker.class);
				await().untilAsserted(() -> assertThat(tracker.snapshot().outputs()).hasSize(5)
					.noneMatch((status) -> status.lastError() == null && status.lastSuccessAt() == null)
					.extracting(OutputStatus::state)
					.contains(OutputStatus.State.FAILING));
				EmissionsReport report = tracker.snapshot();
				assertHidden(report.toString());
				assertHidden(report.problems().toString());
				assertHidden(
						JsonMapper.shared().writeValueAsString(context.getBean(CodeCarbonEndpoint.class).report(null)));
				CodeCarbonProperties bound = context.getBean(CodeCarbonProperties.class);
				assertThat(bound.getApiKey()).contains(SECRET);
				assertHidden(bound + " " + bound.getLogfire() + bound.getOtlp() + bound.getPrometheus());
				for (EmissionsOutput each : new NetworkOutputs(bound, new MockEnvironment(), null).create()) {
					assertHidden(each.toString());
					assertHidden(String.valueOf(each.detail()));
					assertHidden(trace(catchThrowable(() -> each.out(SampleReports.full(), SampleReports.full()))));
				}
				// So that the end of the run need not wait.
				this.server.answer((request) -> Answer.of(201, "{\"id\":\"1\"}"));
			});
		assertThat(output).contains("Output 'api' fails: ", "http://localhost:" + port);
		assertHidden(output.toString());
	}

	private static String[] properties(int port) {
		Map<String, String> properties = Map.ofEntries(Map.entry("save-to-file", "false"),
				Map.entry("measure-power-secs", "100ms"), Map.entry("api-call-interval", "1"),
				Map.entry("save-to-api", "true"), Map.entry("api-key", SECRET + "-key"),
				Map.entry("api-endpoint", "http://user:" + SECRET + "@localhost:" + port + "/" + SECRET),
				Map.entry("emissions-endpoint", "http://localhost:" + port + "/" + SECRET + "?key=" + SECRET),
				Map.entry("save-to-prometheus", "true"), Map.entry("prometheus-url", "http://localhost:" + port),
				Map.entry("prometheus.username", "user"), Map.entry("prometheus.password", SECRET),
				Map.entry("save-to-logfire", "true"), Map.entry("logfire.token", SECRET + "-token"),
				Map.entry("logfire.base-url", "http://localhost:" + port),
				Map.entry("otlp.endpoint", "http://localhost:" + port),
				Map.entry("otlp.headers.authorization", "Bearer " + SECRET));
		return Stream
			.concat(properties.entrySet()
				.stream()
				.map((property) -> "codecarbon." + property.getKey() + "=" + property.getValue()),
					Stream.of("management.endpoints.web.exposure.include=codecarbon"))
			.toArray(String[]::new);
	}

	private static String trace(Throwable failure) {
		StringWriter trace = new StringWriter();
		if (failure != null) {
			failure.printStackTrace(new PrintWriter(trace));
		}
		return trace.toString();
	}

	private static void assertHidden(String text) {
		assertThat(text.lines().filter((line) -> line.contains(SECRET)).toList()).isEqualTo(List.of());
	}

}
