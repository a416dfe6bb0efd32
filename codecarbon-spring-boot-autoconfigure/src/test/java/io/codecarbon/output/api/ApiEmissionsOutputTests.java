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

package io.codecarbon.output.api;

import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.stream.Stream;

import io.codecarbon.host.HostFacts;
import io.codecarbon.location.Place;
import io.codecarbon.output.DeliveryRefusedException;
import io.codecarbon.output.EmissionsOutput;
import io.codecarbon.output.EmissionsOutputContract;
import io.codecarbon.output.http.FakeReceiver;
import io.codecarbon.output.http.FakeReceiver.Answer;
import io.codecarbon.output.http.FakeReceiver.Request;
import io.codecarbon.power.Component;
import io.codecarbon.tracker.EmissionsReport;
import io.codecarbon.tracker.SampleReports;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

/**
 * Tests of {@link ApiEmissionsOutput}, which hold it to what the servers of CodeCarbon's
 * own tracker have received.
 */
class ApiEmissionsOutputTests extends EmissionsOutputContract {

	private static final JsonNode REFERENCE = reference();

	private static final String SERVER_RUN = "11111111-2222-3333-4444-555555555555";

	private static final Function<Request, Answer> WORKS = (request) -> Answer.of(201,
			request.path().endsWith("/runs") ? "{\"id\":\"" + SERVER_RUN + "\"}" : "{\"id\":\"e\"}");

	private final FakeReceiver server = new FakeReceiver();

	@BeforeEach
	void works() {
		this.server.answer(WORKS);
	}

	@AfterEach
	void close() {
		this.server.close();
	}

	@Override
	protected EmissionsOutput output() {
		return api("");
	}

	private ApiEmissionsOutput api(String path) {
		return new ApiEmissionsOutput(this.server.uri(path), "secret-key");
	}

	@Test
	void registersARunAsTheReferenceDoes() throws Exception {
		JsonNode expected = REFERENCE.at("/scenarios/api_ok_interval_1/requests/0");
		EmissionsReport total = france(48.8566, 2.3522);
		api("").out(total, total);
		Request request = this.server.requests().get(0);
		assertSameRequest(request, expected);
		JsonNode json = request.json();
		JsonNode values = expected.get("json");
		assertThat(json.propertyNames()).containsExactlyElementsOf(values.propertyNames());
		for (String same : List.of("os", "cpu_count", "cpu_model", "gpu_count", "gpu_model", "longitude", "latitude",
				"region", "provider", "ram_total_size", "tracking_mode")) {
			assertThat(json.get(same)).as(same).isEqualTo(values.get(same));
		}
		assertThat(json.get("experiment_id").asString()).isEqualTo(total.run().experimentId());
		assertThat(json.get("python_version").asString()).startsWith("Java ");
		assertThat(json.get("codecarbon_version").isString()).isTrue();
		assertThat(time(json)).isEqualTo(total.run().startedAt());
	}

	static Stream<Arguments> emissionsOfTheReference() {
		return REFERENCE.get("scenarios")
			.properties()
			.stream()
			.filter((scenario) -> scenario.getKey().startsWith("api_"))
			.flatMap((scenario) -> scenario.getValue()
				.get("requests")
				.valueStream()
				.filter((request) -> request.get("path").asString().equals("/emissions"))
				.map((request) -> Arguments.of(scenario.getKey(), request.get("at_s").asDouble(), request)));
	}

	@ParameterizedTest(name = "{0} at {1} s")
	@MethodSource("emissionsOfTheReference")
	void sendsADeltaAsTheReferenceDoes(String scenario, double at, JsonNode expected) throws Exception {
		JsonNode values = expected.get("json");
		EmissionsReport delta = SampleReports.builder()
			.seconds(values.get("emissions_sum").doubleValue() / values.get("emissions_rate").doubleValue())
			.kwh(values.get("cpu_energy").doubleValue(), 0, values.get("ram_energy").doubleValue())
			.build();
		api("").liveOut(delta, delta);
		Request request = this.server.requests().get(1);
		assertSameRequest(request, expected);
		JsonNode json = request.json();
		assertThat(json.propertyNames()).containsExactlyElementsOf(values.propertyNames());
		assertThat(json.get("run_id")).isEqualTo(values.get("run_id"));
		assertThat(json.get("duration")).isEqualTo(values.get("duration"));
		assertThat(time(json)).isEqualTo(delta.run().lastMeasuredAt());
		for (String number : values.propertyNames()) {
			if (values.get(number).isDouble()) {
				double value = values.get(number).doubleValue();
				assertThat(json.get(number).isDouble()).as(number).isTrue();
				// The reference rounds joules to kWh by 8e-7.
				assertThat(json.get(number).doubleValue()).as(number).isEqualTo(value, within(value * 1e-5));
			}
		}
	}

	private static void assertSameRequest(Request request, JsonNode expected) {
		assertThat(request.method()).isEqualTo(expected.get("method").asString());
		assertThat(request.path()).isEqualTo(expected.get("path").asString());
		for (String header : List.of("Content-Type", "x-api-token")) {
			assertThat(request.headers()).containsEntry(header, expected.get("headers").get(header).asString());
		}
	}

	@Test
	void sendsWholeSecondsAsTheReferenceDoesButLosesNone() throws Exception {
		for (JsonNode row : REFERENCE.get("duration_truncation")) {
			double seconds = row.get("duration").doubleValue();
			EmissionsReport delta = SampleReports.builder().seconds(seconds).kwh(1e-6, 0, 0).build();
			long expected = row.get("returned").asBoolean() ? row.get("sent").get("duration").asLong() : 1;
			assertThat(sent(delta, delta).get("duration").asLong()).as("%s s", seconds).isEqualTo(expected);
		}
		EmissionsReport earlier = SampleReports.builder().seconds(1.9).build();
		EmissionsReport later = SampleReports.builder().seconds(3.8).build();
		assertThat(sent(later, later.since(earlier)).get("duration").asLong()).isEqualTo(2);
	}

	private JsonNode sent(EmissionsReport total, EmissionsReport delta) throws Exception {
		api("").out(total, delta);
		List<Request> requests = this.server.requests();
		return requests.get(requests.size() - 1).json();
	}

	@Test
	void roundsCoordinatesAsTheReferenceDoes() throws Exception {
		for (JsonNode row : REFERENCE.get("lat_lon_rounding")) {
			double degrees = row.get("in").doubleValue();
			EmissionsReport total = france(degrees, -degrees);
			api("").out(total, total);
			JsonNode json = this.server.requests().get(this.server.requests().size() - 2).json();
			assertThat(json.get("latitude").doubleValue()).as("%s", degrees)
				.isEqualTo(row.get("latitude").doubleValue());
			assertThat(json.get("longitude").doubleValue()).as("%s", degrees)
				.isEqualTo(row.get("longitude").doubleValue());
		}
	}

	@Test
	void tellsTheCloudAndNoPlaceThatItDoesNotKnow() throws Exception {
		Place place = new Place("USA", "United States", "Iowa", "gcp", "us-central1", null, null,
				Place.Source.CONFIGURED);
		EmissionsReport total = SampleReports.builder().place(place).build();
		api("").out(total, total);
		JsonNode json = this.server.requests().get(0).json();
		assertThat(json.get("provider").asString()).isEqualTo("gcp");
		assertThat(json.get("region").asString()).isEqualTo("us-central1");
		assertThat(json.get("latitude").isNull()).isTrue();
		assertThat(json.get("longitude").isNull()).isTrue();
	}

	@Test
	void aSlashAtTheEndOfTheEndpointIsNotDoubled() throws Exception {
		EmissionsReport total = SampleReports.full();
		api("/").out(total, total);
		api("/base//").out(total, total);
		assertThat(this.server.requests()).extracting(Request::path)
			.containsExactly("/runs", "/emissions", "/base/runs", "/base/emissions");
	}

	@Test
	void registersEachRunOnce() throws Exception {
		ApiEmissionsOutput output = api("");
		EmissionsReport first = SampleReports.full();
		output.liveOut(first, first);
		output.out(first, first);
		EmissionsReport second = SampleReports.builder().runId("c0ffee00-0000-4000-8000-000000000000").build();
		output.out(second, second);
		assertThat(this.server.requests()).extracting(Request::path)
			.containsExactly("/runs", "/emissions", "/emissions", "/runs", "/emissions");
	}

	@Test
	void showsTheRunOfTheServerAndNothingBefore() throws Exception {
		ApiEmissionsOutput output = api("");
		assertThat(output.detail()).isNull();
		assertThat(output.resumePoint()).isEmpty();
		output.out(SampleReports.full(), SampleReports.full());
		assertThat(output.detail()).isEqualTo("run " + SERVER_RUN);
		assertThat(output.resumePoint()).isEqualTo(Map.of("run_id", SERVER_RUN));
		this.server.answer(500, "");
		EmissionsReport next = SampleReports.builder().runId("c0ffee00-0000-4000-8000-000000000000").build();
		assertThatExceptionOfType(IOException.class).isThrownBy(() -> output.out(next, next));
		assertThat(output.detail()).isNull();
		assertThat(output.resumePoint()).isEmpty();
	}

	@Test
	void sendsNothingWhereNothingWasMeasured() throws Exception {
		EmissionsReport total = SampleReports.full();
		ApiEmissionsOutput output = api("");
		output.out(total, total);
		output.out(total, total.since(total));
		assertThat(this.server.requests()).hasSize(2);
	}

	@Test
	void resumesARunOfAnotherProcess() throws Exception {
		ApiEmissionsOutput output = api("");
		output.out(SampleReports.full(), SampleReports.full());
		EmissionsReport lost = SampleReports.builder().runId("dead").kwh(2, 0, 0).build();
		output.resume(Map.of("run_id", "of-the-dead"), lost, lost);
		List<Request> requests = this.server.requests();
		assertThat(requests).hasSize(3);
		assertThat(requests.get(2).path()).isEqualTo("/emissions");
		assertThat(requests.get(2).json().get("run_id").asString()).isEqualTo("of-the-dead");
		assertThat(requests.get(2).json().get("energy_consumed").doubleValue()).isEqualTo(2);
		assertThat(output.detail()).isEqualTo("run " + SERVER_RUN);
		assertThat(output.resumePoint()).isEqualTo(Map.of("run_id", SERVER_RUN));
	}

	@Test
	void registersARunOfAnotherProcessThatNeverWasOnlyOnce() throws Exception {
		ApiEmissionsOutput output = api("");
		EmissionsReport lost = SampleReports.builder().runId("dead").kwh(2, 0, 0).build();
		this.server.answer((request) -> request.path().equals("/runs") ? WORKS.apply(request) : Answer.of(503, ""));
		assertThatExceptionOfType(IOException.class).isThrownBy(() -> output.resume(Map.of(), lost, lost));
		this.server.answer(WORKS);
		output.resume(Map.of(), lost, lost);
		assertThat(this.server.requests()).extracting(Request::path)
			.containsExactly("/runs", "/emissions", "/emissions");
		assertThat(output.detail()).isNull();
	}

	@Test
	void aKeyThatIsNotAcceptedIsARefusal() {
		this.server.answer(401, "{\"detail\":\"secret-key is not known\"}");
		assertThatExceptionOfType(DeliveryRefusedException.class)
			.isThrownBy(() -> output().out(SampleReports.full(), SampleReports.full()))
			.withMessageContaining("refuses the credentials: HTTP status 401")
			.withMessageNotContaining("secret-key");
		assertThat(this.server.requests()).hasSize(1);
	}

	static Stream<Answer> unexpectedAnswers() {
		return Stream.of(Answer.of(201, "<html>Welcome</html>"), Answer.of(201, ""), Answer.of(201, "{}"),
				Answer.of(201, "[1]"), Answer.of(201, "{\"id\":null}"), Answer.of(201, "{\"id\":{\"a\":1}}"),
				Answer.of(200, "{\"id\":\"7\"}"), Answer.of(204, ""));
	}

	@ParameterizedTest
	@MethodSource("unexpectedAnswers")
	void anAnswerThatIsNotExpectedIsAFailureAndNothingIsLost(Answer answer) throws Exception {
		ApiEmissionsOutput output = api("");
		this.server.answer((request) -> answer);
		assertThatExceptionOfType(IOException.class)
			.isThrownBy(() -> output.out(SampleReports.full(), SampleReports.full()))
			.withMessageContaining("does not answer as the API of CodeCarbon does");
		this.server.answer(WORKS);
		output.out(SampleReports.full(), SampleReports.full());
		assertThat(output.detail()).isEqualTo("run " + SERVER_RUN);
	}

	@Test
	void emissionsThatWereNotStoredAreAFailure() throws Exception {
		ApiEmissionsOutput output = api("");
		// As a proxy on the way may answer.
		this.server.answer(
				(request) -> request.path().equals("/runs") ? WORKS.apply(request) : Answer.of(200, "<html></html>"));
		assertThatExceptionOfType(IOException.class)
			.isThrownBy(() -> output.out(SampleReports.full(), SampleReports.full()))
			.withMessageContaining("HTTP status 200");
	}

	@Test
	void aServerThatWasDownHasAllOfItOnceItIsBack() throws Exception {
		ApiEmissionsOutput output = api("");
		List<JsonNode> stored = new CopyOnWriteArrayList<>();
		AtomicBoolean up = new AtomicBoolean();
		this.server.answer((request) -> {
			if (!up.get()) {
				return Answer.of(503, "");
			}
			if (request.path().equals("/emissions")) {
				stored.add(request.json());
			}
			return WORKS.apply(request);
		});
		EmissionsReport acknowledged = null;
		for (int i = 1; i <= 80; i++) {
			// Down when the run is registered, and for 60 measurements later.
			up.set(i > 5 && (i < 15 || i >= 75));
			EmissionsReport total = after(i);
			EmissionsReport delta = total.since(acknowledged);
			if (up.get()) {
				output.liveOut(total, delta);
				acknowledged = total;
			}
			else {
				assertThatExceptionOfType(IOException.class).isThrownBy(() -> output.liveOut(total, delta));
			}
		}
		double kwh = after(80).totals().energy().kwh();
		assertThat(stored).hasSize(15);
		assertThat(stored.stream().mapToDouble((emission) -> emission.get("energy_consumed").doubleValue()).sum())
			.isEqualTo(kwh, within(1e-9 * kwh));
		assertThat(stored.stream().mapToLong((emission) -> emission.get("duration").asLong()).sum())
			.isEqualTo(after(80).run().duration().toSeconds());
	}

	private static EmissionsReport after(int measurements) {
		return SampleReports.builder()
			.seconds(measurements * 1.3)
			.kwh(measurements * 1e-5 / 3, 0, measurements * 1e-6 / 7)
			.build();
	}

	private static EmissionsReport france(double latitude, double longitude) {
		JsonNode run = REFERENCE.at("/scenarios/api_ok_interval_1/requests/0/json");
		Place place = new Place("FRA", "France", "ile-de-france", null, null, latitude, longitude,
				Place.Source.CONFIGURED);
		String cpu = run.get("cpu_model").asString();
		HostFacts host = new HostFacts(run.get("os").asString(), "x86_64", cpu, run.get("cpu_count").asInt(), 1,
				Math.round(run.get("ram_total_size").doubleValue() * (1L << 30)));
		return SampleReports.builder()
			.place(place)
			.host(host)
			.hardware(List.of(SampleReports.source(Component.CPU, cpu)))
			.build();
	}

	private static Instant time(JsonNode json) {
		String timestamp = json.get("timestamp").asString();
		assertThat(timestamp).matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{6}[+-]\\d\\d:\\d\\d");
		OffsetDateTime time = OffsetDateTime.parse(timestamp);
		assertThat(time.getOffset()).isEqualTo(ZoneId.systemDefault().getRules().getOffset(time.toInstant()));
		return time.toInstant();
	}

	private static JsonNode reference() {
		try (InputStream json = ApiEmissionsOutputTests.class.getResourceAsStream("/vectors/api.json")) {
			return JsonMapper.shared().readTree(json);
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
