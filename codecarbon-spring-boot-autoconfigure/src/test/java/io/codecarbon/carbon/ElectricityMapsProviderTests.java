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

package io.codecarbon.carbon;

import java.net.ProxySelector;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

import io.codecarbon.location.ConfiguredPlace;
import io.codecarbon.location.Place;
import io.codecarbon.output.http.FakeReceiver;
import io.codecarbon.output.http.FakeReceiver.Answer;
import io.codecarbon.output.http.FakeReceiver.Request;
import io.codecarbon.unit.CarbonIntensity;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests of {@link ElectricityMapsProvider} against a service on a real socket.
 */
class ElectricityMapsProviderTests {

	private static final String TOKEN = "m4rk3r";

	private static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");

	private static final Place FRANCE = new ConfiguredPlace("FRA", null, null, null).resolve();

	private static final String FRENCH = """
			{"zone":"FR","carbonIntensity":42,"datetime":"2026-11-24T11:00:00.000Z",
			"updatedAt":"2026-11-24T11:48:01.000Z","createdAt":"2026-11-21T11:48:01.000Z",
			"emissionFactorType":"lifecycle","isEstimated":true,"estimationMethod":"TIME_SLICER_AVERAGE"}""";

	private final FakeReceiver server = new FakeReceiver();

	private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 1000);

	ElectricityMapsProviderTests() {
		this.server.answer(200, FRENCH);
	}

	@AfterEach
	void close() {
		this.server.close();
	}

	@Test
	void tellsTheLatestIntensityAndWhatItIs() throws Exception {
		ElectricityMapsProvider provider = provider(null);
		provider.prepare(FRANCE);
		assertThat(provider.intensity(FRANCE, NOW)).isEqualTo(new GridIntensity(new CarbonIntensity(42),
				"electricity-maps", null, Instant.parse("2026-11-24T11:00:00Z"), "lifecycle, estimated"));
		assertThat(provider.problem()).isNull();
		assertThat(this.server.requests()).singleElement().satisfies((request) -> {
			assertThat(request.method()).isEqualTo("GET");
			assertThat(request.path()).isEqualTo("/v3/carbon-intensity/latest?zone=FR");
			assertThat(request.headers()).containsEntry("auth-token", TOKEN);
		});
	}

	static Stream<Arguments> places() {
		return Stream.of(Arguments.of(new ConfiguredPlace("SWE", "SE3", null, null).resolve(), "zone=SE-SE3"),
				Arguments.of(new ConfiguredPlace("CAN", "quebec", null, null).resolve(), "zone=CA-QC"),
				Arguments.of(new ConfiguredPlace("USA", "california", null, null).resolve(), "zone=US"),
				Arguments.of(new ConfiguredPlace(null, null, "gcp", "europe-west9").resolve(), "zone=FR"),
				Arguments.of(new Place("CAN", "Canada", "quebec", null, null, 45.5, -73.6, Place.Source.IP_GEOLOCATION),
						"lat=45.5&lon=-73.6"));
	}

	@ParameterizedTest
	@MethodSource("places")
	void asksForThePlace(Place place, String query) throws Exception {
		provider(null).prepare(place);
		assertThat(this.server.requests()).extracting(Request::path)
			.containsExactly("/v3/carbon-intensity/latest?" + query);
	}

	@Test
	void aConfiguredZoneIsThatOfTheRunAndNotOfTasksElsewhere() throws Exception {
		ElectricityMapsProvider provider = provider("DK-DK1");
		provider.prepare(FRANCE);
		provider.intensity(new ConfiguredPlace("POL", null, null, null).resolve(), NOW);
		await().until(() -> this.server.requests().size() == 2);
		assertThat(this.server.requests()).extracting(Request::path)
			.containsExactly("/v3/carbon-intensity/latest?zone=DK-DK1", "/v3/carbon-intensity/latest?zone=PL");
	}

	@Test
	void aPlaceThatIsNotKnownHasNoZone() throws Exception {
		ElectricityMapsProvider provider = provider(null);
		provider.prepare(Place.UNKNOWN);
		assertThat(provider.intensity(Place.UNKNOWN, NOW)).isNull();
		assertThat(this.server.requests()).isEmpty();
	}

	@Test
	void asksAgainWhenItIsDueAndNotBefore() throws Exception {
		ElectricityMapsProvider provider = provider(null);
		provider.prepare(FRANCE);
		this.server.answer(200, FRENCH.replace("42", "500.5"));
		pass(Duration.ofMinutes(5).minusNanos(1));
		assertThat(grams(provider)).isEqualTo(42);
		assertThat(this.server.requests()).hasSize(1);
		pass(Duration.ofNanos(1));
		await().until(() -> grams(provider) == 500.5);
		assertThat(this.server.requests()).hasSize(2);
	}

	static Stream<Answer> failures() {
		return Stream.of(Answer.of(200, ""), Answer.of(200, "<html>Log in</html>"), Answer.of(200, "[]"),
				Answer.of(200, "{\"carbonIntensity\":null}"), Answer.of(200, "{\"carbonIntensity\":\"42\"}"),
				Answer.of(200, "{\"carbonIntensity\":-1}"), Answer.of(200, "{\"carbonIntensity\":1e999}"),
				Answer.of(200, "{\"carbonIntensity\":42,\"x\":\"" + "x".repeat(70_000) + "\"}"),
				Answer.redirect(302, URI.create("http://localhost/m4rk3r")), Answer.of(401, TOKEN),
				Answer.of(403, TOKEN), Answer.of(404, TOKEN), Answer.of(429, TOKEN), Answer.of(500, TOKEN),
				Answer.hangUp());
	}

	@ParameterizedTest
	@MethodSource("failures")
	void theLastValueHoldsForAnHourWhileItFails(Answer failure) throws Exception {
		ElectricityMapsProvider provider = provider(null);
		provider.prepare(FRANCE);
		this.server.answer((request) -> failure);
		pass(Duration.ofMinutes(5));
		assertThat(grams(provider)).isEqualTo(42);
		await().until(() -> provider.problem() != null);
		assertThat(provider.problem()).contains("http://localhost:").doesNotContain(TOKEN);
		assertThat(provider.problem()).isSameAs(provider.problem());
		pass(Duration.ofMinutes(54));
		assertThat(grams(provider)).isEqualTo(42);
		pass(Duration.ofMinutes(1));
		assertThat(provider.intensity(FRANCE, NOW)).isNull();
	}

	@Test
	void recoversByItself() throws Exception {
		this.server.answer(500, "");
		ElectricityMapsProvider provider = provider(null);
		provider.prepare(FRANCE);
		assertThat(provider.intensity(FRANCE, NOW)).isNull();
		this.server.answer(200, FRENCH);
		pass(Duration.ofMinutes(5));
		provider.intensity(FRANCE, NOW);
		await().until(() -> provider.problem() == null);
		assertThat(grams(provider)).isEqualTo(42);
	}

	@ParameterizedTest
	@CsvSource({ "429, 1200, 1200", "429, 3, 300", "429, nonsense, 300", "429, 99999999, 86400", "503, 1200, 1200",
			"401, 3, 3600", "403, 3, 3600", "500, , 300" })
	void waitsAsLongAsItIsToldTo(int status, @Nullable String retryAfter, long seconds) throws Exception {
		this.server.answer((request) -> Answer.of(status, "")
			.with((retryAfter != null) ? Map.of("Retry-After", retryAfter) : Map.of()));
		ElectricityMapsProvider provider = provider(null);
		provider.prepare(FRANCE);
		pass(Duration.ofSeconds(seconds).minusNanos(1));
		for (int i = 0; i < 100; i++) {
			provider.intensity(FRANCE, NOW);
		}
		provider.prepare(FRANCE);
		assertThat(this.server.requests()).hasSize(1);
		pass(Duration.ofNanos(1));
		provider.prepare(FRANCE);
		assertThat(this.server.requests()).hasSize(2);
	}

	@Test
	void asksNobodyBeforeItIsAsked() {
		assertThat(provider(null).hosts()).isEqualTo(List.of("localhost"));
		assertThat(this.server.requests()).isEmpty();
	}

	private double grams(ElectricityMapsProvider provider) {
		GridIntensity intensity = provider.intensity(FRANCE, NOW);
		assertThat(intensity).isNotNull();
		return intensity.intensity().gramsPerKwh();
	}

	private void pass(Duration time) {
		this.nanos.addAndGet(time.toNanos());
	}

	private ElectricityMapsProvider provider(@Nullable String zone) {
		return new ElectricityMapsProvider(this.server.uri("/v3/"), TOKEN, zone, Duration.ofMinutes(5),
				Duration.ofHours(1), ProxySelector.of(null), this.nanos::get);
	}

}
