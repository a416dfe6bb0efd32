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

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.codecarbon.output.csv.OnCsvWrite;
import io.codecarbon.power.model.LoadCurve;
import io.codecarbon.tracker.TrackingMode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import org.springframework.beans.BeanWrapperImpl;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

import static org.assertj.core.api.Assertions.assertThat;

class CodeCarbonPropertiesTests {

	static Stream<Arguments> environmentVariables() {
		return Stream.of(Arguments.of("CODECARBON_ENABLED", "false", "enabled", false),
				Arguments.of("CODECARBON_CONFIG_FILES", "false", "configFiles", false),
				Arguments.of("CODECARBON_PROJECT_NAME", "shop", "projectName", "shop"),
				Arguments.of("CODECARBON_EXPERIMENT_ID", "e-1", "experimentId", "e-1"),
				Arguments.of("CODECARBON_EXPERIMENT_NAME", "tuned", "experimentName", "tuned"),
				Arguments.of("CODECARBON_MEASURE_POWER_SECS", "2.5", "measurePowerSecs.duration",
						Duration.ofMillis(2500)),
				Arguments.of("CODECARBON_TRACKING_MODE", "process", "trackingMode", TrackingMode.PROCESS),
				Arguments.of("CODECARBON_LOG_LEVEL", "critical", "logLevel", LogLevel.CRITICAL),
				Arguments.of("CODECARBON_PUE", "1.2", "pue", 1.2), Arguments.of("CODECARBON_WUE", "1.8", "wue", 1.8),
				Arguments.of("CODECARBON_FORCE_CPU_POWER", "65", "forceCpuPower", 65.0),
				Arguments.of("CODECARBON_CPU_LOAD_CURVE", "codecarbon", "cpuLoadCurve", LoadCurve.CODECARBON),
				Arguments.of("CODECARBON_FORCE_MODE_CPU_LOAD", "true", "forceModeCpuLoad", true),
				Arguments.of("CODECARBON_RAPL_INCLUDE_DRAM", "true", "raplIncludeDram", true),
				Arguments.of("CODECARBON_RAPL_PREFER_PSYS", "true", "raplPreferPsys", true),
				Arguments.of("CODECARBON_FORCE_RAM_POWER", "10", "forceRamPower", 10.0),
				Arguments.of("CODECARBON_FORCE_CARBON_INTENSITY_G_CO2E_KWH", "56.04", "forceCarbonIntensityGCo2eKwh",
						56.04),
				Arguments.of("CODECARBON_IDLE_POWER", "30", "idlePower", 30.0),
				Arguments.of("CODECARBON_API_CALL_INTERVAL", "-1", "apiCallInterval", -1),
				Arguments.of("CODECARBON_SAVE_TO_API", "true", "saveToApi", true),
				Arguments.of("CODECARBON_API_ENDPOINT", "http://api", "apiEndpoint", "http://api"),
				Arguments.of("CODECARBON_API_KEY", "key", "apiKey", "key"),
				Arguments.of("CODECARBON_EMISSIONS_ENDPOINT", "http://hook", "emissionsEndpoint", "http://hook"),
				Arguments.of("CODECARBON_SAVE_TO_PROMETHEUS", "true", "saveToPrometheus", true),
				Arguments.of("CODECARBON_PROMETHEUS_URL", "gateway:9091", "prometheusUrl", "gateway:9091"),
				Arguments.of("CODECARBON_PROMETHEUS_USERNAME", "shop", "prometheus.username", "shop"),
				Arguments.of("CODECARBON_PROMETHEUS_PASSWORD", "word", "prometheus.password", "word"),
				Arguments.of("CODECARBON_PROMETHEUS_GROUP_INSTANCE", "a", "prometheus.group[instance]", "a"),
				Arguments.of("CODECARBON_PROMETHEUS_DELETE_ON_SHUTDOWN", "true", "prometheus.deleteOnShutdown", true),
				Arguments.of("CODECARBON_SAVE_TO_LOGFIRE", "true", "saveToLogfire", true),
				Arguments.of("CODECARBON_LOGFIRE_TOKEN", "token", "logfire.token", "token"),
				Arguments.of("CODECARBON_LOGFIRE_BASE_URL", "http://logfire", "logfire.baseUrl", "http://logfire"),
				Arguments.of("CODECARBON_OTLP_ENDPOINT", "http://otlp", "otlp.endpoint", "http://otlp"),
				Arguments.of("CODECARBON_OTLP_HEADERS_AUTHORIZATION", "Bearer a", "otlp.headers[authorization]",
						"Bearer a"),
				Arguments.of("CODECARBON_SAVE_TO_FILE", "false", "saveToFile", false),
				Arguments.of("CODECARBON_OUTPUT_DIR", "/var/log", "outputDir", "/var/log"),
				Arguments.of("CODECARBON_OUTPUT_FILE", "co2.csv", "outputFile", "co2.csv"),
				Arguments.of("CODECARBON_ON_CSV_WRITE", "update", "onCsvWrite", OnCsvWrite.UPDATE),
				Arguments.of("CODECARBON_OUTPUT_HANDLERS", "a,b", "outputHandlers", List.of("a", "b")),
				Arguments.of("CODECARBON_CHECKPOINT", "false", "checkpoint", false),
				Arguments.of("CODECARBON_ALLOW_MULTIPLE_RUNS", "false", "allowMultipleRuns", false),
				Arguments.of("CODECARBON_SAVE_TO_LOGGER", "true", "saveToLogger", true),
				Arguments.of("CODECARBON_LOGGING_LOGGER", "co2", "loggingLogger", "co2"),
				Arguments.of("CODECARBON_LOGGER_PREAMBLE", "shop", "loggerPreamble", "shop"),
				Arguments.of("CODECARBON_OFFLINE", "true", "offline", true),
				Arguments.of("CODECARBON_DATA_COUNTRIES", "latest", "data.countries", "latest"),
				Arguments.of("CODECARBON_DATA_LOCATION", "/tables", "data.location", "/tables"),
				Arguments.of("CODECARBON_LOOKUP_PLACE", "false", "lookupPlace", false),
				Arguments.of("CODECARBON_ELECTRICITYMAPS_API_TOKEN", "t", "electricitymapsApiToken", "t"),
				Arguments.of("CODECARBON_CO2_SIGNAL_API_TOKEN", "t", "co2SignalApiToken", "t"),
				Arguments.of("CODECARBON_COUNTRY_2LETTER_ISO_CODE", "FR", "country2letterIsoCode", "FR"),
				Arguments.of("CODECARBON_ELECTRICITYMAPS_BASE_URL", "http://a", "electricitymaps.baseUrl", "http://a"),
				Arguments.of("CODECARBON_ELECTRICITYMAPS_REFRESH_INTERVAL", "10m", "electricitymaps.refreshInterval",
						Duration.ofMinutes(10)),
				Arguments.of("CODECARBON_ELECTRICITYMAPS_MAX_AGE", "2h", "electricitymaps.maxAge", Duration.ofHours(2)),
				Arguments.of("CODECARBON_COUNTRY_ISO_CODE", "FRA", "countryIsoCode", "FRA"),
				Arguments.of("CODECARBON_REGION", "california", "region", "california"),
				Arguments.of("CODECARBON_CLOUD_PROVIDER", "gcp", "cloudProvider", "gcp"),
				Arguments.of("CODECARBON_CLOUD_REGION", "europe-west9", "cloudRegion", "europe-west9"),
				Arguments.of("CODECARBON_HOST_PROCFS", "/host/proc", "host.procfs", "/host/proc"),
				Arguments.of("CODECARBON_HOST_SYSFS", "/host/sys", "host.sysfs", "/host/sys"),
				Arguments.of("CODECARBON_TASKS_MAX", "50", "tasks.max", 50));
	}

	@ParameterizedTest(name = "{0}={1}")
	@MethodSource("environmentVariables")
	void anEnvironmentVariableInTheSpellingOfCodeCarbonBinds(String variable, String value, String path,
			Object expected) {
		CodeCarbonProperties properties = bind(new SystemEnvironmentPropertySource(
				StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME, Map.of(variable, value)));
		assertThat(new BeanWrapperImpl(properties).getPropertyValue(path)).isEqualTo(expected);
		assertThat(new BeanWrapperImpl(new CodeCarbonProperties()).getPropertyValue(path)).isNotEqualTo(expected);
	}

	@Test
	void eachPropertyHasItsEnvironmentVariable() {
		// That of a map ends in a key.
		Set<String> variables = environmentVariables().map((arguments) -> String.valueOf(arguments.get()[0]))
			.map((variable) -> variable.replaceFirst("(HEADERS|GROUP)_.+", "$1"))
			.collect(Collectors.toSet());
		assertThat(variables).isEqualTo(ConfigurationMetadataTests.NAMES.stream()
			.map((name) -> name.replace('.', '_').replace('-', '_').toUpperCase(Locale.ROOT))
			.collect(Collectors.toSet()));
	}

	@Test
	void theDefaultsAreThoseOfCodeCarbonButForTheLoadCurve() {
		CodeCarbonProperties properties = new CodeCarbonProperties();
		assertThat(properties.isEnabled()).isTrue();
		assertThat(properties.getExperimentId()).isEqualTo("5b0fa12a-3dd7-45bb-9766-cc326314d9f1");
		assertThat(properties.getExperimentName()).isEqualTo("base");
		assertThat(properties.getMeasurePowerSecs().duration()).isEqualTo(Duration.ofSeconds(15));
		assertThat(properties.getTrackingMode()).isEqualTo(TrackingMode.MACHINE);
		assertThat(properties.getPue()).isEqualTo(1);
		assertThat(properties.getWue()).isZero();
		// But this one, for figures that are right
		assertThat(properties.getCpuLoadCurve()).isEqualTo(LoadCurve.MEASURED);
		assertThat(properties.getApiCallInterval()).isEqualTo(8);
		assertThat(properties.isSaveToApi()).isFalse();
		assertThat(properties.getApiEndpoint()).isEqualTo("https://api.codecarbon.io");
		assertThat(properties.isSaveToPrometheus()).isFalse();
		assertThat(properties.getPrometheusUrl()).isEqualTo("localhost:9091");
		assertThat(properties.getPrometheus().isDeleteOnShutdown()).isFalse();
		assertThat(properties.isSaveToLogfire()).isFalse();
		assertThat(properties.isSaveToFile()).isTrue();
		assertThat(properties.getOutputDir()).isEqualTo(".");
		assertThat(properties.getOutputFile()).isEqualTo("emissions.csv");
		assertThat(properties.getOnCsvWrite()).isEqualTo(OnCsvWrite.APPEND);
		assertThat(properties.getOutputHandlers()).isNull();
		assertThat(properties.isCheckpoint()).isTrue();
		assertThat(properties.isAllowMultipleRuns()).isTrue();
		assertThat(properties.isSaveToLogger()).isFalse();
		assertThat(properties.getLoggingLogger()).isEqualTo("codecarbon.emissions");
		assertThat(properties.getLoggerPreamble()).isEmpty();
		assertThat(properties.isOffline()).isFalse();
		assertThat(Path.of(properties.getHost().getProcfs())).isEqualTo(Path.of("/proc"));
		assertThat(Path.of(properties.getHost().getSysfs())).isEqualTo(Path.of("/sys"));
		assertThat(properties.isForceModeCpuLoad()).isFalse();
		assertThat(properties.isRaplIncludeDram()).isFalse();
		assertThat(properties.isRaplPreferPsys()).isFalse();
		assertThat(properties.getTasks().getMax()).isEqualTo(1000);
	}

	@Test
	void numbersOfAConfigurationFileBind() {
		assertThat(bind(Map.of("codecarbon.measure-power-secs", 5)).getMeasurePowerSecs().duration())
			.isEqualTo(Duration.ofSeconds(5));
		assertThat(bind(Map.of("codecarbon.measure-power-secs", 0.25)).getMeasurePowerSecs().duration())
			.isEqualTo(Duration.ofMillis(250));
		assertThat(bind(Map.of("codecarbon.pue", 2, "codecarbon.force-cpu-power", 65)).getForceCpuPower())
			.isEqualTo(65);
	}

	@Test
	void whatIsNotKnownIsLeftAlone() {
		assertThat(bind(Map.of("codecarbon.gpu-ids", "0,1", "codecarbon.organization-id", "x")))
			.usingRecursiveComparison()
			.isEqualTo(new CodeCarbonProperties());
	}

	private static CodeCarbonProperties bind(Map<String, Object> properties) {
		return bind(new MapPropertySource("test", properties));
	}

	private static CodeCarbonProperties bind(PropertySource<?> source) {
		return new Binder(ConfigurationPropertySources.from(source)).bindOrCreate("codecarbon",
				CodeCarbonProperties.class);
	}

}
