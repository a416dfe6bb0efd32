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
import java.util.concurrent.atomic.AtomicInteger;

import io.codecarbon.carbon.GridIntensity;
import io.codecarbon.location.ConfiguredPlace;
import io.codecarbon.location.Place;
import io.codecarbon.location.PlaceLookup;
import io.codecarbon.output.http.FakeReceiver;
import io.codecarbon.output.http.FakeReceiver.Answer;
import io.codecarbon.tracker.EmissionsReport;
import io.codecarbon.tracker.EmissionsTracker;
import io.codecarbon.tracker.Problem;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests of how the properties decide who is asked for the place and for its carbon
 * intensity.
 */
@ExtendWith(OutputCaptureExtension.class)
class PlaceConfigurationTests {

	private static final String TOKEN = "m4rk3r-of-the-token";

	private final FakeReceiver server = new FakeReceiver();

	private final RecordingLookup lookup = new RecordingLookup();

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(CodeCarbonAutoConfiguration.class))
		.withBean(PlaceLookup.class, () -> this.lookup)
		.withPropertyValues("codecarbon.lookup-place=true", "codecarbon.measure-power-secs=50ms",
				"codecarbon.electricitymaps.base-url=" + this.server.uri("/v3"));

	@AfterEach
	void close() {
		this.server.close();
	}

	@Test
	void thePlaceIsLookedUpWhereNoneIsConfiguredAndThatIsSaid(CapturedOutput output) {
		this.runner.run((context) -> {
			EmissionsTracker tracker = context.getBean(EmissionsTracker.class);
			await().until(() -> tracker.snapshot().totals().emissions().kg() > 0);
			assertThat(tracker.snapshot().place().countryIsoCode()).isEqualTo("FRA");
			assertThat(intensity(tracker).source()).isEqualTo("country");
		});
		assertThat(output).containsOnlyOnce("place.example")
			.contains("codecarbon.lookup-place")
			.doesNotContain("not known where this machine is");
	}

	@ParameterizedTest
	@ValueSource(strings = { "codecarbon.lookup-place=false", "codecarbon.country-iso-code=POL",
			"codecarbon.cloud-provider=gcp,codecarbon.cloud-region=europe-west9",
			"codecarbon.offline=true,codecarbon.country-iso-code=POL" })
	void nobodyIsAskedWhereThePlaceIsConfiguredOrMustNotBeLookedUp(String properties, CapturedOutput output) {
		this.runner.withPropertyValues(properties.split(",")).run((context) -> {
			EmissionsTracker tracker = context.getBean(EmissionsTracker.class);
			await().until(() -> tracker.snapshot().run().measurements() > 1);
			assertThat(tracker.snapshot().totals().emissions().kg()).isPositive();
		});
		assertThat(this.lookup.asked).hasValue(0);
		assertThat(this.server.requests()).isEmpty();
		assertThat(output).doesNotContain("Asks in the background");
	}

	@ParameterizedTest
	@ValueSource(strings = { "electricitymaps-api-token", "co2-signal-api-token" })
	void aTokenMakesElectricityMapsTellTheIntensityAlsoOffline(String property) {
		this.server.answer(200, "{\"carbonIntensity\":77,\"emissionFactorType\":\"direct\"}");
		this.runner
			.withPropertyValues("codecarbon." + property + "=" + TOKEN, "codecarbon.offline=true",
					"codecarbon.country-iso-code=POL")
			.run((context) -> {
				EmissionsTracker tracker = context.getBean(EmissionsTracker.class);
				await().until(() -> tracker.snapshot().totals().emissions().kg() > 0);
				assertThat(intensity(tracker).source()).isEqualTo("electricity-maps");
				assertThat(intensity(tracker).detail()).isEqualTo("direct");
				assertThat(intensity(tracker).intensity().gramsPerKwh()).isEqualTo(77);
			});
		assertThat(this.server.requests()).singleElement().satisfies((request) -> {
			assertThat(request.path()).isEqualTo("/v3/carbon-intensity/latest?zone=PL");
			assertThat(request.headers()).containsEntry("auth-token", TOKEN);
		});
		assertThat(this.lookup.asked).hasValue(0);
	}

	@Test
	void aTokenThatIsRefusedLeavesTheTablesAndIsAProblemThatHidesIt(CapturedOutput output) {
		this.server.answer((request) -> Answer.of(401, "{\"error\":\"" + TOKEN + "\"}"));
		this.runner
			.withPropertyValues("codecarbon.electricitymaps-api-token=" + TOKEN, "codecarbon.country-iso-code=FRA",
					"codecarbon.country-2letter-iso-code=se-se3", "logging.level.io.codecarbon=trace")
			.run((context) -> {
				EmissionsTracker tracker = context.getBean(EmissionsTracker.class);
				await().untilAsserted(() -> assertThat(tracker.snapshot().problems()).extracting(Problem::component)
					.contains("carbon-intensity"));
				EmissionsReport report = tracker.snapshot();
				assertThat(intensity(tracker).source()).isEqualTo("country");
				assertThat(report.run().state()).isEqualTo(EmissionsReport.State.DEGRADED);
				assertThat(report.toString()).doesNotContain(TOKEN);
				assertThat(report.problems().toString()).contains("401").doesNotContain(TOKEN);
			});
		assertThat(this.server.requests()).singleElement()
			.satisfies((request) -> assertThat(request.path()).endsWith("?zone=SE-SE3"));
		assertThat(output).contains("refuses the token").doesNotContain(TOKEN);
	}

	@Test
	void aForcedIntensityWinsOverElectricityMaps() {
		this.server.answer(200, "{\"carbonIntensity\":77}");
		this.runner
			.withPropertyValues("codecarbon.electricitymaps-api-token=" + TOKEN, "codecarbon.country-iso-code=FRA",
					"codecarbon.force-carbon-intensity-g-co2e-kwh=5")
			.run((context) -> {
				EmissionsTracker tracker = context.getBean(EmissionsTracker.class);
				await().until(() -> tracker.snapshot().run().measurements() > 1);
				assertThat(intensity(tracker).source()).isEqualTo("forced");
			});
	}

	@ParameterizedTest
	@ValueSource(strings = { "a b", "\u00fc" })
	void aTokenThatCannotBeSentStopsTheStartAndIsNotShown(String token) {
		this.runner.withPropertyValues("codecarbon.electricitymaps-api-token=" + token)
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.isInstanceOf(InvalidPropertyException.class)
				.hasMessageContaining("codecarbon.electricitymaps-api-token with value '******'"));
	}

	private static GridIntensity intensity(EmissionsTracker tracker) {
		GridIntensity intensity = tracker.snapshot().carbonIntensity();
		assertThat(intensity).isNotNull();
		return intensity;
	}

	private static final class RecordingLookup implements PlaceLookup {

		private final AtomicInteger asked = new AtomicInteger();

		@Override
		public Place find() {
			this.asked.incrementAndGet();
			return new ConfiguredPlace("FRA", null, null, null).resolve();
		}

		@Override
		public List<String> hosts() {
			return List.of("place.example");
		}

	}

}
