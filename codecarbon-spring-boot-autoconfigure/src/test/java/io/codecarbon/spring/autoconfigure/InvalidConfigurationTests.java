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
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Checks that each value that is not allowed stops the start, and what is said then.
 */
@ExtendWith(OutputCaptureExtension.class)
class InvalidConfigurationTests {

	private static final String POWER = "a number of watts, 0 or more";

	private static final String POSITIVE_POWER = "a number of watts above 0";

	private static final String MEASUREMENT = "a number of seconds, such as 15 or 2.5, or a duration, such as 500ms or PT3S, "
			+ "above 0 and at most 365 days";

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(CodeCarbonAutoConfiguration.class))
		.withPropertyValues("codecarbon.save-to-file=false");

	@ParameterizedTest(name = "{0}={1}")
	@CsvSource(quoteCharacter = '`', value = { "enabled, maybe, true or false", "save-to-file, 2, true or false",
			"save-to-logger, x, true or false", "force-mode-cpu-load, x, true or false",
			"rapl-include-dram, x, true or false", "rapl-prefer-psys, x, true or false",
			"save-to-logger, x, true or false", "checkpoint, x, true or false", "allow-multiple-runs, x, true or false",
			"offline, perhaps, true or false",
			"offline, true, `true only beside country-iso-code or cloud-provider, else false`",
			"project-name, ``, a text that is not blank", "experiment-id, ``, a text that is not blank",
			"output-file, out/emissions.csv, `the name of a file, without a path`",
			"output-file, .., `the name of a file, without a path`",
			"output-file, ``, `the name of a file, without a path`", "pue, 0.99, `a number, 1 or more`",
			"pue, NaN, `a number, 1 or more`", "pue, Infinity, `a number, 1 or more`",
			"pue, abc, `a number, 1 or more`", "wue, -0.1, `a number of litres per kWh, 0 or more`",
			"wue, NaN, `a number of litres per kWh, 0 or more`", "wue, wet, `a number of litres per kWh, 0 or more`",
			"force-carbon-intensity-g-co2e-kwh, -1, `a number of gCO2e per kWh, 0 or more`",
			"force-carbon-intensity-g-co2e-kwh, NaN, `a number of gCO2e per kWh, 0 or more`",
			"save-to-api, x, true or false", "save-to-prometheus, x, true or false",
			"save-to-logfire, x, true or false", "prometheus.delete-on-shutdown, x, true or false",
			"api-endpoint, api.codecarbon.io, an http or https URL without a query",
			"api-endpoint, ``, an http or https URL without a query",
			"api-endpoint, https://host/#a, an http or https URL without a query",
			"api-endpoint, ftp://host, an http or https URL without a query",
			"api-endpoint, https:///path, an http or https URL without a query",
			"emissions-endpoint, http://a b, an http or https URL", "emissions-endpoint, hook, an http or https URL",
			"prometheus-url, ``, `a host and a port, such as localhost:9091, or an http or https URL without a query`",
			"prometheus-url, ftp://gateway, `a host and a port, such as localhost:9091, or an http or https URL without a query`",
			"prometheus-url, gateway:port, `a host and a port, such as localhost:9091, or an http or https URL without a query`",
			"logfire.base-url, logfire, an http or https URL without a query",
			"otlp.endpoint, collector:4318, an http or https URL without a query", "lookup-place, x, true or false",
			"config-files, x, true or false",
			"country-2letter-iso-code, FRA, `a two-letter code or a zone of Electricity Maps, such as SE-SE3`",
			"country-2letter-iso-code, FR&x, `a two-letter code or a zone of Electricity Maps, such as SE-SE3`",
			"electricitymaps.base-url, maps, an http or https URL without a query",
			"electricitymaps.refresh-interval, 0s, `a duration of 1 s or more, such as 5m`",
			"electricitymaps.refresh-interval, often, `a duration of 1 s or more, such as 5m`",
			"electricitymaps.max-age, 4m, `a duration that is not below refresh-interval, such as 1h`",
			"api-call-interval, 0, `a number of measurements, 1 or more, or -1`",
			"api-call-interval, -2, `a number of measurements, 1 or more, or -1`",
			"api-call-interval, 2.5, `a number of measurements, 1 or more, or -1`",
			"tasks.max, 0, `a number of tasks, 1 or more`", "tasks.max, many, `a number of tasks, 1 or more`" })
	void aValueThatIsNotAllowedStopsTheStart(String name, String value, String allowed) {
		assertRefused(name, value, allowed);
	}

	@Test
	void theNameOfTheExperimentMustFitIntoTheNameOfAFile() {
		for (String name : List.of("a/b", "a\\b", "a".repeat(201), "\u00e9".repeat(101))) {
			assertRefused("experiment-name", name, "a text that can be part of the name of a file, "
					+ "of at most 200 characters (bytes in UTF-8), without / and \\");
		}
		this.runner.withPropertyValues("codecarbon.experiment-name=" + "a".repeat(200))
			.run((context) -> assertThat(context).hasNotFailed());
	}

	@ParameterizedTest
	@CsvSource({ "0", "-5", "0ms", "-PT1S", "soon", "NaN", "366d", "1e300", "1e-30" })
	void aMeasurementMustHaveALength(String value) {
		assertRefused("measure-power-secs", value, MEASUREMENT);
	}

	@ParameterizedTest
	@CsvSource({ "0", "-1", "NaN", "Infinity", "65W" })
	void theForcedPowerOfTheProcessorsMustBePositive(String value) {
		assertRefused("force-cpu-power", value, POSITIVE_POWER);
	}

	@ParameterizedTest
	@CsvSource({ "force-ram-power, -1", "force-ram-power, NaN", "force-ram-power, x", "idle-power, -1",
			"idle-power, Infinity", "idle-power, x" })
	void otherPowersMustNotBeNegative(String name, String value) {
		assertRefused(name, value, POWER);
	}

	private void assertRefused(String name, String value, String allowed) {
		FailureAnalysis analysis = analyze("codecarbon." + name + "=" + value);
		assertThat(analysis.getDescription().lines()).startsWith("CodeCarbon cannot be configured:", "",
				"    Property: codecarbon." + name, "    Value: \"" + value + "\"");
		assertThat(analysis.getDescription()).endsWith("    Allowed: " + allowed)
			.containsPattern("    Origin: \"codecarbon\\." + name + "\" from property source");
		assertThat(analysis.getAction()).isEqualTo("Correct codecarbon." + name + ".");
	}

	@ParameterizedTest
	@CsvSource({ "tracking-mode, proces, 'one of machine, process', process",
			"cpu-load-curve, messured, 'one of measured, codecarbon', measured",
			"on-csv-write, updat, 'one of append, update', update",
			"log-level, warnin, 'one of debug, info, warning, warn, error, critical, fatal', warning",
			"country-iso-code, FRX, one of 213 ISO 3166-1 alpha-3 codes, FRA",
			"country-iso-code, de, one of 213 ISO 3166-1 alpha-3 codes, DEU" })
	void aNameThatIsNotKnownIsAnsweredWithTheNearest(String name, String value, String allowed, String nearest) {
		FailureAnalysis analysis = analyze("codecarbon." + name + "=" + value);
		assertThat(analysis.getDescription()).contains("    Property: codecarbon." + name,
				"    Value: \"" + value + "\"", "    Origin: ", "    Allowed: " + allowed, "    Nearest: " + nearest);
		assertThat(analysis.getAction()).isEqualTo("Correct codecarbon." + name + ", to " + nearest + " for example.");
	}

	@Test
	void aRegionThatIsNotKnownIsAnsweredWithTheNearest() {
		FailureAnalysis analysis = analyze("codecarbon.country-iso-code=USA", "codecarbon.region=Californa");
		assertThat(analysis.getDescription()).contains("    Property: codecarbon.region", "    Value: \"Californa\"",
				"regions of USA", "    Nearest: California");
	}

	@Test
	void aCloudThatIsNotKnownIsAnsweredWithTheNearest() {
		assertThat(analyze("codecarbon.cloud-provider=gpc", "codecarbon.cloud-region=europe-west9").getDescription())
			.contains("    Property: codecarbon.cloud-provider", "    Value: \"gpc\"", "    Nearest: gcp");
		assertThat(analyze("codecarbon.cloud-provider=gcp", "codecarbon.cloud-region=europe-west99").getDescription())
			.contains("    Property: codecarbon.cloud-region", "    Value: \"europe-west99\"",
					"    Nearest: europe-west9");
	}

	@Test
	void aCloudNeedsItsRegion() {
		FailureAnalysis analysis = analyze("codecarbon.cloud-provider=gcp");
		assertThat(analysis.getDescription()).contains("    Property: codecarbon.cloud-region", "    Value: not set")
			.doesNotContain("Origin");
		assertThat(analysis.getAction()).isEqualTo("Set codecarbon.cloud-region.");
	}

	@Test
	void aRegionNeedsItsCountry() {
		assertThat(analyze("codecarbon.region=california").getDescription())
			.contains("    Property: codecarbon.country-iso-code", "    Value: not set", "    Nearest: USA");
	}

	@Test
	void theOutputDirectoryMustExist(@TempDir Path directory) throws IOException {
		Path missing = directory.resolve("missing");
		assertDirectoryRefused(missing.toString());
		assertDirectoryRefused(Files.createFile(directory.resolve("file")).toString());
		// A folder of the class path is none of the working directory
		assertDirectoryRefused("META-INF");
		this.runner.withPropertyValues("codecarbon.output-dir=" + missing)
			.run((context) -> assertThat(context).hasNotFailed());
	}

	private void assertDirectoryRefused(String directory) {
		assertThat(analyze("codecarbon.save-to-file=true", "codecarbon.output-dir=" + directory).getDescription())
			.contains("    Property: codecarbon.output-dir", "    Value: \"" + directory + "\"",
					"    Allowed: the path of a directory that exists");
	}

	@Test
	void theApiNeedsAKey() {
		for (String key : new String[] { "codecarbon.project-name=x", "codecarbon.api-key=", "codecarbon.api-key= " }) {
			FailureAnalysis analysis = analyze("codecarbon.save-to-api=true", key);
			assertThat(analysis.getDescription()).contains("    Property: codecarbon.api-key",
					"    Allowed: a text of visible ASCII characters, which save-to-api needs");
			assertThat(analysis.getAction()).isEqualTo("Set codecarbon.api-key.");
		}
	}

	@Test
	void aSecretThatCannotBeSentIsNotShown() {
		assertHidden("codecarbon.api-key", "marker key", "codecarbon.save-to-api=true");
		assertHidden("codecarbon.api-key", "marker\u00e9", "codecarbon.save-to-api=true");
		assertHidden("codecarbon.otlp.headers[x-api-key]", "marker\u00e9");
		assertHidden("codecarbon.otlp.headers[content-length]", "marker");
		assertHidden("codecarbon.otlp.headers[a b]", "marker");
		assertHidden("codecarbon.emissions-endpoint", "http://user:marker@a b/");
		assertHidden("codecarbon.api-endpoint", "ftp://host/?key=marker");
		assertHidden("codecarbon.otlp.endpoint", "https://host/?key=marker");
		assertHidden("codecarbon.prometheus-url", "user:marker@host:port");
		assertHidden("codecarbon.prometheus-url", "host:9091?key=marker");
		for (String separator : List.of("/", "#", "?", "@", "://")) {
			assertHidden("codecarbon.prometheus-url", "http://user:marker" + separator + "x@host:port");
			assertHidden("codecarbon.prometheus-url", "user:mark" + separator + "marker@host:port");
			assertHidden("codecarbon.api-endpoint", "http://user:" + separator + "marker@host name");
		}
	}

	private void assertHidden(String name, String value, String... others) {
		List<String> properties = new ArrayList<>(List.of(others));
		properties.add(name + "=" + value);
		FailureAnalysis analysis = analyze(properties.toArray(String[]::new));
		assertThat(analysis.getDescription()).contains("    Property: " + name, "******").doesNotContain("marker");
		assertThat(analysis.getAction()).isEqualTo("Correct " + name + ".");
		StringWriter trace = new StringWriter();
		analysis.getCause().printStackTrace(new PrintWriter(trace));
		assertThat(trace.toString()).contains(name).doesNotContain("marker");
	}

	@Test
	void aGroupingKeyHasNamesOfLabels() {
		for (String name : List.of("job", "a-b", "__name__", "1a")) {
			assertThat(analyze("codecarbon.prometheus.group[" + name + "]=x").getDescription()).contains(
					"    Property: codecarbon.prometheus.group[" + name + "]", "    Value: \"x\"",
					"    Allowed: names and values of labels, of which none is named job");
		}
	}

	@Test
	void blankReceiversAreNotConfigured() {
		this.runner
			.withPropertyValues("codecarbon.emissions-endpoint=", "codecarbon.otlp.endpoint= ", "codecarbon.api-key=",
					"codecarbon.logfire.base-url=", "codecarbon.logfire.token=")
			.run((context) -> assertThat(context).hasNotFailed());
	}

	@Test
	void blankPlacesAreNotConfigured() {
		this.runner
			.withPropertyValues("codecarbon.country-iso-code=", "codecarbon.region= ", "codecarbon.cloud-provider=",
					"codecarbon.cloud-region=")
			.run((context) -> assertThat(context).hasNotFailed());
	}

	@Test
	void offlineNeedsAPlaceOnly() {
		this.runner.withPropertyValues("codecarbon.offline=true", "codecarbon.country-iso-code=fra")
			.run((context) -> assertThat(context).hasNotFailed());
		this.runner
			.withPropertyValues("codecarbon.offline=true", "codecarbon.cloud-provider=gcp",
					"codecarbon.cloud-region=europe-west9")
			.run((context) -> assertThat(context).hasNotFailed());
	}

	@Test
	void whatIsWrongDoesNotMatterWhereTheTrackerIsOff() {
		this.runner.withPropertyValues("codecarbon.enabled=false", "codecarbon.pue=0")
			.run((context) -> assertThat(context).hasNotFailed());
	}

	@Test
	void failuresOfOthersAreLeftToOthers() {
		InvalidPropertyFailureAnalyzer analyzer = new InvalidPropertyFailureAnalyzer(null);
		assertThat(analyzer.analyze(new IllegalStateException(new IllegalArgumentException()))).isNull();
		assertThat(new InvalidPropertyFailureAnalyzer(null)
			.analyze(new InvalidPropertyException("codecarbon.pue", 0, "1", List.of(), null))).isNotNull();
	}

	private FailureAnalysis analyze(String... properties) {
		AtomicReference<Environment> environment = new AtomicReference<>();
		AtomicReference<FailureAnalysis> analysis = new AtomicReference<>();
		this.runner.withPropertyValues(properties)
			.withInitializer((context) -> environment.set(context.getEnvironment()))
			.run((context) -> {
				assertThat(context).hasFailed();
				analysis
					.set(new InvalidPropertyFailureAnalyzer(environment.get()).analyze(context.getStartupFailure()));
			});
		assertThat(analysis.get()).isNotNull();
		return analysis.get();
	}

	@Test
	void theReportOfAFailedStartSaysWhatIsWrong(CapturedOutput output) {
		assertStartFails("--codecarbon.country-iso-code=GER");
		assertThat(output).contains("APPLICATION FAILED TO START", "Property: codecarbon.country-iso-code",
				"Value: \"GER\"", "Origin: \"codecarbon.country-iso-code\" from property source \"commandLineArgs\"",
				"Allowed: one of 213 ISO 3166-1 alpha-3 codes", "Nearest: DEU",
				"Correct codecarbon.country-iso-code, to DEU for example.");
	}

	@Test
	void theReportOfAFailedStartSaysWhatCannotBeConverted(CapturedOutput output) {
		assertStartFails("--codecarbon.tracking-mode=foo");
		assertThat(output).contains("APPLICATION FAILED TO START", "CodeCarbon cannot be configured",
				"Property: codecarbon.tracking-mode", "Value: \"foo\"", "Allowed: one of machine, process");
	}

	@Test
	void theReportOfAFailedStartSaysThatATypoDoesNotSwitchTheTrackerOff(CapturedOutput output) {
		assertStartFails("--codecarbon.enabled=flase");
		assertThat(output).contains("APPLICATION FAILED TO START", "Property: codecarbon.enabled", "Value: \"flase\"",
				"Allowed: true or false");
	}

	@Test
	void theReportOfAFailedStartSaysToQuoteWhatYamlTakesForABoolean(CapturedOutput output, @TempDir Path directory)
			throws IOException {
		Path file = directory.resolve("application.yml");
		Files.writeString(file, "codecarbon:\n  country-iso-code: NO\n");
		assertStartFails("--spring.config.location=" + file.toUri());
		assertThat(output).contains("APPLICATION FAILED TO START", "Property: codecarbon.country-iso-code",
				"Value: \"false\"", "application.yml] - 2:21", "Nearest: NOR",
				"write the code in quotes, such as \"NOR\"");
		Files.writeString(file, "codecarbon:\n  country-iso-code: \"CAN\"\n  region: ON\n");
		assertStartFails("--spring.config.location=" + file.toUri());
		assertThat(output).contains("Property: codecarbon.region", "Value: \"true\"", "Nearest: Ontario",
				"write the code in quotes, such as \"ON\"");
	}

	private static void assertStartFails(String... arguments) {
		SpringApplication application = new SpringApplication(Application.class);
		application.setWebApplicationType(WebApplicationType.NONE);
		assertThatExceptionOfType(Exception.class).isThrownBy(() -> application.run(arguments));
	}

	@Configuration(proxyBeanMethods = false)
	@ImportAutoConfiguration(CodeCarbonAutoConfiguration.class)
	static class Application {

	}

}
