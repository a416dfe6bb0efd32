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
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

import io.codecarbon.tracker.EmissionsTracker;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests of {@link ConfiguredTables}.
 */
class ConfiguredTablesTests {

	private static final String HEADER = "iso_alpha3,iso_alpha2,name,carbon_intensity_g_per_kwh,basis,year,source\n";

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(CodeCarbonAutoConfiguration.class));

	@TempDir
	private Path folder;

	@ParameterizedTest
	@CsvSource({ "codecarbon-3.1.1, 561.224, 2022", "latest, 550, 2024" })
	void theFiguresOfCountriesCanBeChosen(String countries, double grams, int year) {
		assertIntensity(grams, year, "codecarbon.data.countries=" + countries, "codecarbon.country-iso-code=ABW");
	}

	@Test
	void aTableOfTheUserTakesThePlaceOfTheBundledOne() throws IOException {
		countries(HEADER + "FRA,FR,France,12.5,stated,2026,mine\n");
		String location = "codecarbon.data.location=" + this.folder;
		assertIntensity(12.5, 2026, location, "codecarbon.country-iso-code=FRA", "codecarbon.data.countries=latest");
		assertIntensity(475, null, location, "codecarbon.country-iso-code=ABW");
		assertIntensity(34, 2023, location, "codecarbon.cloud-provider=gcp", "codecarbon.cloud-region=europe-west9");
	}

	@ParameterizedTest
	@CsvSource(quoteCharacter = '`', value = {
			"`FRA,FR,France,low,stated,2026,mine`, `line 2, column carbon_intensity_g_per_kwh: 'low' is not a number`",
			"`FRA,FR,France,-1,stated,2026,mine`, `line 2, column carbon_intensity_g_per_kwh: '-1.0' is not an intensity`",
			"`FRA,FR,France,1,stated,soon,mine`, `line 2, column year: 'soon' is not a year`",
			"`FRA,FR,France,1`, `line 2, column basis: missing`" })
	void aRowThatIsWrongStopsTheStart(String row, String problem) throws IOException {
		countries(HEADER + row + "\n");
		assertRefused("data.location", this.folder.toString(), this.folder.resolve("countries.csv") + ", " + problem);
	}

	@Test
	void aFolderWithoutTablesStopsTheStart() {
		assertRefused("data.location", this.folder.toString(),
				this.folder + " has no countries.csv, regions.csv or cloud_regions.csv");
		assertRefused("data.location", this.folder.resolve("missing").toString(), "missing has no countries.csv");
	}

	@Test
	void figuresThatThereAreNotStopTheStart() {
		assertRefused("data.countries", "lates", "Nearest: latest");
	}

	private void countries(String content) throws IOException {
		Files.writeString(this.folder.resolve("countries.csv"), content);
	}

	private void assertIntensity(double grams, Integer year, String... properties) {
		this.runner.withPropertyValues(properties).run((context) -> {
			EmissionsTracker tracker = context.getBean(EmissionsTracker.class);
			tracker.flush();
			assertThat(tracker.snapshot().carbonIntensity()).isNotNull().satisfies((intensity) -> {
				assertThat(Objects.requireNonNull(intensity).intensity().gramsPerKwh()).isEqualTo(grams);
				assertThat(intensity.year()).isEqualTo(year);
			});
		});
	}

	private void assertRefused(String name, String value, String said) {
		this.runner.withPropertyValues("codecarbon." + name + "=" + value).run((context) -> {
			assertThat(context).hasFailed();
			FailureAnalysis analysis = new InvalidPropertyFailureAnalyzer(null)
				.analyze(Objects.requireNonNull(context.getStartupFailure()));
			assertThat(analysis).isNotNull();
			assertThat(analysis.getDescription()).contains("codecarbon." + name).contains(said);
		});
	}

}
