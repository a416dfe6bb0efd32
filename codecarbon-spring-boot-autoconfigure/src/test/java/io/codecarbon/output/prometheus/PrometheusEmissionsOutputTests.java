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

package io.codecarbon.output.prometheus;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import io.codecarbon.output.DeliveryRefusedException;
import io.codecarbon.output.EmissionsField;
import io.codecarbon.output.EmissionsOutput;
import io.codecarbon.output.EmissionsOutputContract;
import io.codecarbon.output.http.FakeReceiver;
import io.codecarbon.output.http.FakeReceiver.Answer;
import io.codecarbon.output.http.FakeReceiver.Request;
import io.codecarbon.tracker.EmissionsReport;
import io.codecarbon.tracker.EmissionsReport.State;
import io.codecarbon.tracker.SampleReports;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

/**
 * Tests of {@link PrometheusEmissionsOutput}, which hold it to what a server of
 * CodeCarbon's own tracker has received.
 */
class PrometheusEmissionsOutputTests extends EmissionsOutputContract {

	private static final Pattern SAMPLE = Pattern.compile("^(codecarbon_\\w+)\\{(.*)} (\\S+)$", Pattern.MULTILINE);

	private static final Pattern LABEL = Pattern.compile("(\\w+)=\"((?:[^\"\\\\]|\\\\.)*)\"");

	private final FakeReceiver server = new FakeReceiver();

	@AfterEach
	void close() {
		this.server.close();
	}

	@Override
	protected EmissionsOutput output() {
		return output("", null, Map.of(), false);
	}

	private EmissionsOutput output(String path, Credentials credentials, Map<String, String> groupingKey,
			boolean delete) {
		return new PrometheusEmissionsOutput(this.server.uri(path), credentials, groupingKey, delete);
	}

	@Test
	void pushesTheMetricsAndLabelsOfTheReference() throws Exception {
		JsonNode reference = reference("prometheus_push");
		EmissionsReport total = SampleReports.full();
		output().out(total, total.since(total));
		Request request = this.server.requests().get(0);
		assertThat(request.method()).isEqualTo(reference.get("method").asString());
		assertThat(request.path()).isEqualTo(reference.get("path").asString());
		assertThat(request.headers().get("Content-Type"))
			.isEqualTo(reference.get("headers").get("Content-Type").asString());
		String expected = reference.get("body").asString();
		assertThat(samples(request.body()).keySet()).isEqualTo(samples(expected).keySet());
		assertThat(labels(request.body()).keySet()).isEqualTo(labels(expected).keySet());
		assertThat(types(request.body())).isEqualTo(types(expected));
	}

	@Test
	void pushesTotalsAndFillsAllLabels() throws Exception {
		EmissionsReport total = SampleReports.full();
		output().liveOut(total, total.since(total));
		String body = this.server.requests().get(0).body();
		Map<String, Double> samples = samples(body);
		assertThat(samples.get("codecarbon_energy_consumed")).isEqualTo(total.totals().energy().kwh(), within(1e-15));
		assertThat(samples.get("codecarbon_emissions")).isEqualTo(total.totals().emissions().kg(), within(1e-15));
		assertThat(samples.get("codecarbon_duration")).isEqualTo(6);
		assertThat(samples.get("codecarbon_gpu_power")).isEqualTo(701.5);
		Map<String, String> labels = labels(body);
		assertThat(labels).hasSize(14).doesNotContainValue("");
		assertThat(labels).containsEntry("country_iso_code", "USA")
			.containsEntry("cloud_provider", "gcp")
			.containsEntry("cpu_count", "2")
			.containsEntry("gpu_model", "2 x NVIDIA H100")
			.containsEntry("tracking_mode", "machine")
			.containsEntry("codecarbon_version", String.valueOf(EmissionsField.CODECARBON_VERSION.of(total)));
	}

	@Test
	void leavesOutWhatIsNotKnown() throws Exception {
		output().out(SampleReports.minimal(), SampleReports.minimal());
		String body = this.server.requests().get(0).body();
		assertThat(samples(body)).containsKeys("codecarbon_emissions").doesNotContainKeys("codecarbon_cpu_power");
		assertThat(body).doesNotContain("NaN");
		assertThat(labels(body)).containsEntry("country_name", "");
	}

	@Test
	void escapesTheNameOfTheProjectAsTheReferenceDoes() throws Exception {
		JsonNode reference = reference("prometheus_push_with_scheme_and_project");
		EmissionsReport total = SampleReports.builder().projectName("proj \"q\" \\ x").build();
		output().out(total, total);
		String label = "project_name=\"proj \\\"q\\\" \\\\ x\"";
		assertThat(reference.get("body").asString()).contains(label);
		assertThat(this.server.requests().get(0).body()).contains(label);
	}

	@Test
	void logsInAsTheReferenceDoes() throws Exception {
		JsonNode reference = reference("prometheus_basic_auth");
		output("", new Credentials("u", "p"), Map.of(), false).out(SampleReports.full(), SampleReports.full());
		assertThat(this.server.requests().get(0).headers().get("Authorization"))
			.isEqualTo(reference.get("headers").get("Authorization").asString());
	}

	@Test
	void pushesIntoTheGroupOfItsKeyBelowThePathOfTheGateway() throws Exception {
		output("/gateway/", null, Map.of("instance", "a/b"), false).out(SampleReports.full(), SampleReports.full());
		assertThat(this.server.requests().get(0).path())
			.isEqualTo("/gateway/metrics/job/codecarbon/instance@base64/YS9i");
	}

	@Test
	void deletesTheGroupAtTheEndOnlyIfAsked() throws Exception {
		EmissionsReport ended = SampleReports.builder().state(State.STOPPED).build();
		output().out(ended, ended);
		EmissionsOutput deleting = output("", null, Map.of("instance", "1"), true);
		deleting.out(SampleReports.full(), SampleReports.full());
		deleting.out(ended, ended);
		assertThat(this.server.requests()).extracting((request) -> request.method() + " " + request.path())
			.containsExactly("PUT /metrics/job/codecarbon", "PUT /metrics/job/codecarbon/instance/1",
					"DELETE /metrics/job/codecarbon/instance/1");
	}

	@ParameterizedTest
	@ValueSource(ints = { 401, 403, 302, 307, 400 })
	void aRefusalIsOne(int status) {
		this.server.answer((request) -> (status < 400) ? Answer.redirect(status, this.server.uri("/elsewhere"))
				: Answer.of(status, "marker"));
		EmissionsOutput output = output("/path", new Credentials("user", "marker"), Map.of(), false);
		assertThatExceptionOfType(DeliveryRefusedException.class)
			.isThrownBy(() -> output.out(SampleReports.full(), SampleReports.full()))
			.withMessageStartingWith("http://localhost:" + this.server.port() + " ")
			.withMessageContaining(String.valueOf(status))
			.withMessageNotContaining("marker");
		assertThat(this.server.requests()).hasSize(1);
	}

	@Test
	void aGatewayThatDoesNotWorkIsAFailure() {
		this.server.answer(500, "marker");
		assertThatExceptionOfType(IOException.class)
			.isThrownBy(() -> output().out(SampleReports.full(), SampleReports.full()))
			.isNotInstanceOf(DeliveryRefusedException.class)
			.withMessage("http://localhost:" + this.server.port() + " answers with HTTP status 500");
		URI gone = this.server.uri("");
		this.server.close();
		assertThatExceptionOfType(IOException.class)
			.isThrownBy(() -> new PrometheusEmissionsOutput(gone, null, Map.of(), false).out(SampleReports.full(),
					SampleReports.full()))
			.isNotInstanceOf(DeliveryRefusedException.class)
			.withMessageContaining("http://localhost:" + gone.getPort());
	}

	@Test
	void theTextOfCredentialsDoesNotShowThePassword() {
		assertThat(new Credentials("user", "marker")).hasToString("Credentials[username=user]");
	}

	private static Map<String, Double> samples(String body) {
		return SAMPLE.matcher(body)
			.results()
			.collect(Collectors.toMap((sample) -> sample.group(1), (sample) -> Double.valueOf(sample.group(3)),
					(a, b) -> a, TreeMap::new));
	}

	private static Map<String, String> labels(String body) {
		MatchResult sample = SAMPLE.matcher(body).results().findFirst().orElseThrow();
		return LABEL.matcher(sample.group(2))
			.results()
			.collect(Collectors.toMap((label) -> label.group(1), (label) -> label.group(2), (a, b) -> a, TreeMap::new));
	}

	private static Set<String> types(String body) {
		return body.lines().filter((line) -> line.startsWith("# TYPE")).collect(Collectors.toCollection(TreeSet::new));
	}

	private static JsonNode reference(String scenario) throws IOException {
		try (InputStream json = PrometheusEmissionsOutputTests.class.getResourceAsStream("/vectors/api.json")) {
			return JsonMapper.shared().readTree(json).at("/scenarios/" + scenario + "/requests/0");
		}
	}

}
