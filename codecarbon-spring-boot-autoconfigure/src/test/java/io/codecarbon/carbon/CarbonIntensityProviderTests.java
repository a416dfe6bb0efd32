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

import java.time.Instant;
import java.util.List;

import io.codecarbon.location.ConfiguredPlace;
import io.codecarbon.location.Place;
import io.codecarbon.unit.CarbonIntensity;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests of the providers of carbon intensities.
 */
class CarbonIntensityProviderTests {

	private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");

	private static final Place FRANCE = new ConfiguredPlace("FRA", null, null, null).resolve();

	private final CarbonIntensityProvider tables = new TableCarbonIntensityProvider();

	@Test
	void namesTheSourceAndTheYearOfAFigure() {
		assertThat(intensity(null, null, "gcp", "europe-west9")).isEqualTo(grid(34, "cloud-region", 2023));
		assertThat(intensity("CAN", "quebec", null, null)).isEqualTo(grid(3.937355026597341, "region", 2023));
		assertThat(intensity("FRA", null, null, null)).isEqualTo(grid(56.039, "country", 2023));
		assertThat(this.tables.intensity(Place.UNKNOWN, NOW)).isEqualTo(grid(475, "world-average", null));
	}

	@Test
	void leavesTheYearOutWhereTheSourceDoesNotSayIt() {
		assertThat(intensity(null, null, "aws", "eu-west-3")).isEqualTo(grid(51.1, "cloud-region", null));
	}

	@Test
	void takesTheCountryForACloudRegionWithoutAFigureAndSaysSo() {
		assertThat(intensity(null, null, "scaleway", "fr-par")).isEqualTo(intensity("FRA", null, null, null));
		// Its place is in Texas, but the figure of Texas is not the cloud region's
		assertThat(intensity(null, null, "azure", "usgovtexas")).isEqualTo(intensity("USA", null, null, null));
	}

	@Test
	void takesTheCountryForARegionThatIsNotListed() {
		assertThat(intensity("FRA", "ile-de-france", null, null)).isEqualTo(intensity("FRA", null, null, null));
	}

	@Test
	void takesTheWorldAverageForACountryThatIsNotListed() {
		Place place = new Place("LIE", "Liechtenstein", null, null, null, null, null, Place.Source.UNKNOWN);
		assertThat(this.tables.intensity(place, NOW)).isEqualTo(grid(475, "world-average", null));
	}

	@Test
	void holdsTheForcedValueEverywhere() {
		CarbonIntensityProvider forced = new ForcedCarbonIntensityProvider(new CarbonIntensity(0));
		assertThat(forced.intensity(FRANCE, NOW)).isEqualTo(grid(0, "forced", null));
		assertThat(forced.intensity(Place.UNKNOWN, NOW)).isEqualTo(grid(0, "forced", null));
	}

	@Test
	void asksTheForcedValueThenTheUsersProvidersThenTheTables() {
		CarbonIntensityProvider forced = new ForcedCarbonIntensityProvider(new CarbonIntensity(1));
		CarbonIntensityProvider silent = (place, at) -> null;
		CarbonIntensityProvider user = (place, at) -> FRANCE.equals(place) ? grid(2, "mine", null) : null;
		assertThat(new CompositeCarbonIntensityProvider(List.of(forced, user, this.tables)).intensity(FRANCE, NOW))
			.isEqualTo(grid(1, "forced", null));
		CarbonIntensityProvider chain = new CompositeCarbonIntensityProvider(List.of(silent, user, this.tables));
		assertThat(chain.intensity(FRANCE, NOW)).isEqualTo(grid(2, "mine", null));
		assertThat(chain.intensity(Place.UNKNOWN, NOW)).isEqualTo(grid(475, "world-average", null));
		assertThat(new CompositeCarbonIntensityProvider(List.of(silent)).intensity(FRANCE, NOW)).isNull();
	}

	@Test
	void passesOverAProviderThatFails() {
		CarbonIntensityProvider failing = (place, at) -> {
			throw new IllegalStateException("down");
		};
		CarbonIntensityProvider chain = new CompositeCarbonIntensityProvider(List.of(failing, this.tables));
		assertThat(chain.intensity(FRANCE, NOW)).isEqualTo(this.tables.intensity(FRANCE, NOW));
		assertThat(chain.intensity(FRANCE, NOW)).isEqualTo(this.tables.intensity(FRANCE, NOW));
	}

	private GridIntensity intensity(String country, String region, String provider, String cloudRegion) {
		GridIntensity intensity = this.tables
			.intensity(new ConfiguredPlace(country, region, provider, cloudRegion).resolve(), NOW);
		assertThat(intensity).isNotNull();
		return intensity;
	}

	private static GridIntensity grid(double gramsPerKwh, String source, Integer year) {
		return new GridIntensity(new CarbonIntensity(gramsPerKwh), source, year, null);
	}

}
