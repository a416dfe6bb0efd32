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

package io.codecarbon.location;

import java.util.List;

import io.codecarbon.data.CloudRegion;
import io.codecarbon.data.CloudRegions;
import io.codecarbon.data.Countries;
import io.codecarbon.data.Country;
import io.codecarbon.data.Region;
import io.codecarbon.data.Regions;
import io.codecarbon.location.UnknownPlaceException.Part;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/**
 * Tests of {@link ConfiguredPlace}.
 */
class ConfiguredPlaceTests {

	@Test
	void isUnknownWhereNothingIsConfigured() {
		assertThat(ConfiguredPlace.NONE.isEmpty()).isTrue();
		assertThat(ConfiguredPlace.NONE.resolve()).isSameAs(Place.UNKNOWN);
	}

	@Test
	void takesBlankForNotConfigured() {
		ConfiguredPlace blank = new ConfiguredPlace("", " ", "\t", "");
		assertThat(blank).isEqualTo(ConfiguredPlace.NONE);
		assertThat(blank.resolve()).isSameAs(Place.UNKNOWN);
		assertThat(country("FRA", "").region()).isNull();
	}

	@ParameterizedTest
	@ValueSource(strings = { "FRA", "fra", "Fra", " FRA " })
	void findsACountryInAnyCaseAndWithinBlanks(String code) {
		assertThat(country(code, null))
			.isEqualTo(new Place("FRA", "France", null, null, null, null, null, Place.Source.CONFIGURED));
	}

	@Test
	void findsEveryCountryOfTheTable() {
		for (Country country : Countries.bundled().all()) {
			Place place = country(country.isoAlpha3(), null);
			assertThat(place.countryIsoCode()).isEqualTo(country.isoAlpha3());
			assertThat(place.countryName()).isEqualTo(country.name());
			assertThat(place.onCloud()).isFalse();
		}
	}

	@ParameterizedTest
	@CsvSource({ "USA, California, california", "USA, CALIFORNIA, california", "usa, US-CA, california",
			"USA, ca, california", "USA, ' california ', california", "CAN, QC, quebec", "CAN, CA-QC, quebec",
			"CAN, quebec, quebec", "SWE, SE3, se3", "SWE, se3, se3", "SWE, Southern-central Sweden (Stockholm), se3",
			"NOR, no1, no1", "FIN, FI, fi", "FIN, finland, fi", "USA, District of Columbia, district of columbia" })
	void findsARegionByNameOrCodeAndNamesItAsCodeCarbonDoes(String country, String region, String label) {
		assertThat(country(country, region).region()).isEqualTo(label);
	}

	@Test
	void findsEveryRegionOfTheTableByEachOfItsNames() {
		for (Region region : Regions.bundled().all()) {
			for (String name : List.of(region.name(), region.code(), region.label())) {
				assertThat(country(region.countryIsoAlpha3(), name).region()).as(name).isEqualTo(region.label());
			}
		}
	}

	@Test
	void keepsARegionOfACountryWhoseRegionsAreNotListed() {
		assertThat(country("FRA", "Ile-de-France").region()).isEqualTo("ile-de-france");
	}

	@Test
	void findsEveryCloudRegionOfTheTableAndItsCountry() {
		for (String provider : CloudRegions.bundled().providers()) {
			for (CloudRegion region : CloudRegions.bundled().of(provider)) {
				Place place = cloud(provider, region.region());
				assertThat(place.cloudProvider()).isEqualTo(provider);
				assertThat(place.cloudRegion()).isEqualTo(region.region());
				assertThat(place.countryIsoCode()).isEqualTo(region.countryIsoAlpha3());
				assertThat(place.countryName()).as(region.region()).isNotBlank();
				assertThat(place.region()).as(region.region()).isNotBlank();
				assertThat(place.onCloud()).isTrue();
			}
		}
	}

	@Test
	void findsACloudRegionInAnyCaseAndWithinBlanks() {
		assertThat(cloud("GCP", " US-Central1 ")).isEqualTo(
				new Place("USA", "United States", "Iowa", "gcp", "us-central1", null, null, Place.Source.CONFIGURED));
	}

	@ParameterizedTest
	@CsvSource({ "gcp, us-central1, Iowa", "gcp, europe-west9, Paris", "aws, us-east-1, Northern Virginia",
			"ovhcloud, ca-east-bhs, Quebec" })
	void namesTheStateOfACloudRegionOrElseTheCity(String provider, String region, String expected) {
		assertThat(cloud(provider, region).region()).isEqualTo(expected);
	}

	@ParameterizedTest
	@ValueSource(strings = { "me-central1", "me-cenrtal1" })
	void findsDohaByItsNameAndByTheOneThatCodeCarbonGivesIt(String region) {
		Place place = cloud("gcp", region);
		assertThat(place.countryIsoCode()).isEqualTo("QAT");
		assertThat(place.cloudRegion()).isEqualTo(region);
	}

	@Test
	void prefersTheCloudToACountryBesideIt() {
		Place place = new ConfiguredPlace("USA", "texas", "gcp", "europe-west9").resolve();
		assertThat(place.countryIsoCode()).isEqualTo("FRA");
		assertThat(place.countryName()).isEqualTo("France");
		assertThat(place.region()).isEqualTo("Paris");
	}

	@Test
	void refusesAnUnknownCountryAlsoBesideACloud() {
		assertThat(refusal("XXX", null, "gcp", "europe-west9").part()).isEqualTo(Part.COUNTRY_ISO_CODE);
		assertThat(refusal("USA", "atlantis", "gcp", "europe-west9").part()).isEqualTo(Part.REGION);
	}

	@ParameterizedTest
	@CsvSource({ "FRX, FRA", "ZZZ, AZE", "GER, DEU", "germany, DEU", "Frnace, FRA", "France, FRA", "spain, ESP",
			"DEUT, DEU", "US, USA", "us, USA", "NO, NOR", "UK, GBR", "false, NOR", "United Sta, USA" })
	void namesTheCountryThatWasMeant(String code, String nearest) {
		UnknownPlaceException refusal = refusal(code, null, null, null);
		assertThat(refusal.part()).isEqualTo(Part.COUNTRY_ISO_CODE);
		assertThat(refusal.value()).isEqualTo(code);
		assertThat(refusal.allowed()).isEqualTo("one of 213 ISO 3166-1 alpha-3 codes");
		assertThat(refusal.nearest()).first().isEqualTo(nearest);
		assertThat(refusal.nearest()).hasSizeBetween(1, 3)
			.allSatisfy((name) -> assertThat(Countries.bundled().find(name)).isNotNull());
	}

	@Test
	void saysInOneMessageWhatIsWrongAllowedAndNearest() {
		assertThat(refusal("FRANC", null, null, null))
			.hasMessage("country-iso-code 'FRANC' is not one of 213 ISO 3166-1 alpha-3 codes; nearest: FRA");
	}

	@Test
	void explainsATwoLetterCode() {
		assertThat(refusal("US", null, null, null))
			.hasMessage("country-iso-code 'US' is not one of 213 ISO 3166-1 alpha-3 codes; nearest: USA."
					+ " 'US' is a two-letter code: the code of United States is USA");
	}

	@Test
	void explainsABooleanThatWasACodeInYaml() {
		assertThat(refusal("false", null, null, null).hint())
			.isEqualTo("YAML reads NO, OFF, ON and YES as booleans: write the code in quotes, such as \"NOR\"");
		assertThat(refusal("TRUE", null, null, null).hint()).startsWith("YAML reads");
		UnknownPlaceException ontario = refusal("CAN", "true", null, null);
		assertThat(ontario.nearest()).containsExactly("Ontario");
		assertThat(ontario.hint())
			.isEqualTo("YAML reads NO, OFF, ON and YES as booleans: write the code in quotes, such as \"ON\"");
	}

	@Test
	void explainsACountryWithoutAFigure() {
		assertThat(refusal("LIE", null, null, null).hint())
			.isEqualTo("It is a country's code, but no table has a carbon intensity for it:"
					+ " leave it out and set force-carbon-intensity-g-co2e-kwh");
		assertThat(refusal("ZZZ", null, null, null).hint()).isNull();
	}

	@Test
	void refusesARegionWithoutACountry() {
		UnknownPlaceException refusal = refusal(null, "california", null, null);
		assertThat(refusal.part()).isEqualTo(Part.COUNTRY_ISO_CODE);
		assertThat(refusal.value()).isNull();
		assertThat(refusal)
			.hasMessage("country-iso-code is missing: it must be one of 213 ISO 3166-1 alpha-3 codes; nearest: USA."
					+ " The region 'california' says nothing without its country");
	}

	@Test
	void refusesARegionThatTheCountryDoesNotHave() {
		UnknownPlaceException refusal = refusal("USA", "Califronia", null, null);
		assertThat(refusal.part()).isEqualTo(Part.REGION);
		assertThat(refusal)
			.hasMessage("region 'Califronia' is not one of 51 regions of USA (United States), by name or code;"
					+ " nearest: California");
	}

	@Test
	void saysWhichCountryHasTheRegion() {
		assertThat(refusal("USA", "quebec", null, null).hint()).isEqualTo("It is a region of CAN");
		assertThat(refusal("CAN", "california", null, null).hint()).isEqualTo("It is a region of USA");
	}

	@ParameterizedTest
	@CsvSource({ "USA, usa", "USA, _unit", "CAN, _unit", "CAN, yukon territory", "NOR, SE1", "FIN, lapland" })
	void refusesWhatIsNoRegion(String country, String region) {
		assertThat(refusal(country, region, null, null).part()).isEqualTo(Part.REGION);
	}

	@Test
	void namesTheNearestBiddingZoneByItsCode() {
		assertThat(refusal("SWE", "SE5", null, null).nearest()).containsExactly("SE1", "SE2", "SE3");
	}

	@Test
	void refusesAnUnknownCloud() {
		UnknownPlaceException refusal = refusal(null, null, "ovh", "gra");
		assertThat(refusal.part()).isEqualTo(Part.CLOUD_PROVIDER);
		assertThat(refusal.nearest()).contains("ovhcloud");
		assertThat(refusal.allowed()).isEqualTo("one of 5 clouds: aws, azure, gcp, ovhcloud, scaleway");
	}

	@Test
	void refusesAnUnknownRegionOfACloud() {
		UnknownPlaceException refusal = refusal(null, null, "GCP", "europe-west99");
		assertThat(refusal.part()).isEqualTo(Part.CLOUD_REGION);
		assertThat(refusal)
			.hasMessage("cloud-region 'europe-west99' is not one of 45 regions of gcp; nearest: europe-west9,"
					+ " europe-west1, europe-west10");
	}

	@Test
	void neverSuggestsTheSpellingOfCodeCarbonsTypo() {
		assertThat(refusal(null, null, "gcp", "me-cenrtal").nearest()).contains("me-central1")
			.doesNotContain("me-cenrtal1");
	}

	@Test
	void saysWhichCloudHasTheRegion() {
		UnknownPlaceException refusal = refusal(null, null, "gcp", "us-east-1");
		assertThat(refusal.hint()).isEqualTo("It is a region of aws");
		assertThat(refusal.nearest()).first().isEqualTo("us-east1");
	}

	@Test
	void refusesACloudWithoutARegion() {
		UnknownPlaceException refusal = refusal(null, null, "aws", null);
		assertThat(refusal.part()).isEqualTo(Part.CLOUD_REGION);
		assertThat(refusal).hasMessage("cloud-region is missing: it must be one of 39 regions of aws."
				+ " A cloud provider says nothing without a region, such as af-south-1");
	}

	@Test
	void refusesACloudRegionWithoutItsCloud() {
		UnknownPlaceException refusal = refusal(null, null, null, "europe-west9");
		assertThat(refusal.part()).isEqualTo(Part.CLOUD_PROVIDER);
		assertThat(refusal)
			.hasMessage("cloud-provider is missing: it must be one of 5 clouds: aws, azure, gcp, ovhcloud, scaleway;"
					+ " nearest: gcp. The cloud region 'europe-west9' says nothing without its provider");
	}

	private static Place country(String code, @Nullable String region) {
		return new ConfiguredPlace(code, region, null, null).resolve();
	}

	private static Place cloud(String provider, String region) {
		return new ConfiguredPlace(null, null, provider, region).resolve();
	}

	private static UnknownPlaceException refusal(@Nullable String country, @Nullable String region,
			@Nullable String provider, @Nullable String cloudRegion) {
		UnknownPlaceException refusal = catchThrowableOfType(UnknownPlaceException.class,
				() -> new ConfiguredPlace(country, region, provider, cloudRegion).resolve());
		assertThat(refusal).isNotNull();
		return refusal;
	}

}
