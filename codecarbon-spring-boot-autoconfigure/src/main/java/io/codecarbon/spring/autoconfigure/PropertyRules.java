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

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import io.codecarbon.location.UnknownPlaceException;
import org.jspecify.annotations.Nullable;

import org.springframework.util.StringUtils;

/**
 * What the values of CodeCarbon's properties may be.
 */
final class PropertyRules {

	static final String PREFIX = "codecarbon";

	// So that its nanoseconds, and sums of them, fit into a long with ease.
	private static final Duration LONGEST_MEASUREMENT = Duration.ofDays(365);

	// File systems take names of 255 bytes, of which 51 are the rest of the name of the
	// file of tasks, and 4 the suffix under which it is written first.
	private static final int LONGEST_EXPERIMENT_NAME = 200;

	private static final String NOT_BLANK = "a text that is not blank";

	private static final String FILE_NAME = "the name of a file, without a path";

	private static final String NAME_PART = "a text that can be part of the name of a file, "
			+ "of at most 200 characters (bytes in UTF-8), without / and \\";

	private static final String POSITIVE_POWER = "a number of watts above 0";

	private static final String POWER = "a number of watts, 0 or more";

	private static final String ENDPOINT = "emissions-endpoint";

	private static final String URL = "an http or https URL";

	// What is below it is asked for, so nothing can follow its path.
	private static final String BASE_URL = URL + " without a query";

	private static final String SECRET = "a text of visible ASCII characters";

	private static final String BESIDE = "a text, where %s is set";

	private static final Pattern VISIBLE = Pattern.compile("[\\x21-\\x7E]+");

	private static final Pattern ZONE = Pattern.compile("[A-Za-z]{2}(?:-[A-Za-z0-9]{1,10}){0,3}");

	private static final Duration SHORTEST_REFRESH = Duration.ofSeconds(1);

	private static final Pattern HEADER_NAME = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");

	private static final Pattern HEADER_VALUE = Pattern.compile("[\\x20-\\x7E]*");

	// Those that an HTTP client sets itself.
	private static final Set<String> OTHER_HEADERS = Set.of("connection", "content-length", "content-type", "expect",
			"host", "upgrade");

	private static final Pattern LABEL = Pattern.compile("(?!job$|__)[a-zA-Z_][a-zA-Z0-9_]*");

	private static final Map<String, String> ALLOWED = Map.ofEntries(Map.entry("project-name", NOT_BLANK),
			Map.entry("experiment-id", NOT_BLANK), Map.entry("experiment-name", NAME_PART),
			Map.entry("measure-power-secs",
					"a number of seconds, such as 15 or 2.5, or a duration, such as 500ms or PT3S,"
							+ " above 0 and at most 365 days"),
			Map.entry("pue", "a number, 1 or more"), Map.entry("wue", "a number of litres per kWh, 0 or more"),
			Map.entry("force-cpu-power", POSITIVE_POWER), Map.entry("force-ram-power", POWER),
			Map.entry("idle-power", POWER),
			Map.entry("force-carbon-intensity-g-co2e-kwh", "a number of gCO2e per kWh, 0 or more"),
			Map.entry("api-endpoint", BASE_URL), Map.entry("api-key", SECRET + ", which save-to-api needs"),
			Map.entry(ENDPOINT, URL),
			Map.entry("prometheus-url", "a host and a port, such as localhost:9091, or " + BASE_URL),
			Map.entry("prometheus.username", BESIDE.formatted("prometheus.password")),
			Map.entry("prometheus.password", BESIDE.formatted("prometheus.username")),
			Map.entry("prometheus.group", "names and values of labels, of which none is named job"),
			Map.entry("logfire.token", SECRET + ", which save-to-logfire needs, here or in LOGFIRE_TOKEN"),
			Map.entry("logfire.base-url", BASE_URL), Map.entry("otlp.endpoint", BASE_URL),
			Map.entry("otlp.headers", "names and values of HTTP headers, in ASCII"),
			Map.entry("electricitymaps-api-token", SECRET), Map.entry("co2-signal-api-token", SECRET),
			Map.entry("country-2letter-iso-code", "a two-letter code or a zone of Electricity Maps, such as SE-SE3"),
			Map.entry("data.countries", "one of codecarbon-3.1.1, latest"),
			Map.entry("data.location",
					"the path of a folder with a valid countries.csv, regions.csv or cloud_regions.csv"),
			Map.entry("electricitymaps.base-url", BASE_URL),
			Map.entry("electricitymaps.refresh-interval", "a duration of 1 s or more, such as 5m"),
			Map.entry("electricitymaps.max-age", "a duration that is not below refresh-interval, such as 1h"),
			Map.entry("api-call-interval", "a number of measurements, 1 or more, or -1"),
			Map.entry("output-dir", "the path of a directory that exists"), Map.entry("output-file", FILE_NAME),
			Map.entry("output-handlers", "names of beans of type EmissionsOutput, or empty"),
			Map.entry("host.procfs", "a path"), Map.entry("host.sysfs", "a path"),
			Map.entry("tasks.max", "a number of tasks, 1 or more"),
			Map.entry("offline", "true only beside country-iso-code or cloud-provider, else false"));

	private PropertyRules() {
	}

	/**
	 * Returns what a property may be.
	 * @param name the name of the property, without the prefix
	 * @param type the type of the property, if known
	 * @return what is allowed, in words
	 */
	static String allowed(String name, @Nullable Class<?> type) {
		if (type == boolean.class || type == Boolean.class) {
			return "true or false";
		}
		if (type != null && type.isEnum()) {
			return "one of " + String.join(", ", names(type));
		}
		return ALLOWED.getOrDefault(name, "a text");
	}

	/**
	 * Returns the names of the constants of an enum, as they are configured.
	 * @param type the type of a property
	 * @return the names, none if it is not an enum
	 */
	static List<String> names(@Nullable Class<?> type) {
		Object[] constants = (type != null) ? type.getEnumConstants() : null;
		return (constants == null) ? List.of()
				: Stream.of(constants)
					.map((constant) -> ((Enum<?>) constant).name().toLowerCase(Locale.ROOT).replace('_', '-'))
					.toList();
	}

	/**
	 * Checks the values of all properties.
	 * @param properties the properties
	 * @throws InvalidPropertyException if one is not allowed
	 */
	static void check(CodeCarbonProperties properties) {
		checkTexts(properties);
		checkNumbers(properties);
		checkPlace(properties);
		checkElectricityMaps(properties);
		checkReceivers(properties);
		if (properties.isSaveToFile()) {
			checkDirectory(properties.getOutputDir());
		}
	}

	private static void checkTexts(CodeCarbonProperties properties) {
		String projectName = properties.getProjectName();
		check(projectName == null || !projectName.isBlank(), "project-name", projectName);
		check(!properties.getExperimentId().isBlank(), "experiment-id", properties.getExperimentId());
		String experimentName = properties.getExperimentName();
		check(!hasSeparator(experimentName)
				&& experimentName.getBytes(StandardCharsets.UTF_8).length <= LONGEST_EXPERIMENT_NAME, "experiment-name",
				experimentName);
		String file = properties.getOutputFile();
		check(!file.isBlank() && !hasSeparator(file) && !file.equals(".") && !file.equals(".."), "output-file", file);
		path("host.procfs", properties.getHost().getProcfs());
		path("host.sysfs", properties.getHost().getSysfs());
	}

	/**
	 * A file must not land elsewhere on another operating system, so both separators
	 * count.
	 */
	private static boolean hasSeparator(String name) {
		return name.indexOf('/') >= 0 || name.indexOf('\\') >= 0;
	}

	private static void checkNumbers(CodeCarbonProperties properties) {
		Duration measurement = properties.getMeasurePowerSecs().duration();
		check(!measurement.isNegative() && !measurement.isZero() && measurement.compareTo(LONGEST_MEASUREMENT) <= 0,
				"measure-power-secs", measurement);
		checkAtLeast(1, properties.getPue(), "pue");
		checkAtLeast(0, properties.getWue(), "wue");
		checkAtLeast(Double.MIN_VALUE, properties.getForceCpuPower(), "force-cpu-power");
		checkAtLeast(0, properties.getForceRamPower(), "force-ram-power");
		checkAtLeast(0, properties.getIdlePower(), "idle-power");
		checkAtLeast(0, properties.getForceCarbonIntensityGCo2eKwh(), "force-carbon-intensity-g-co2e-kwh");
		int interval = properties.getApiCallInterval();
		check(interval >= 1 || interval == -1, "api-call-interval", interval);
		checkAtLeast(1, (double) properties.getTasks().getMax(), "tasks.max");
	}

	private static void checkAtLeast(double least, @Nullable Double value, String name) {
		check(value == null || (value >= least && value < Double.POSITIVE_INFINITY), name, value);
	}

	private static void checkPlace(CodeCarbonProperties properties) {
		try {
			// The tables are not read where nothing is configured.
			properties.place().resolve();
		}
		catch (UnknownPlaceException ex) {
			throw new InvalidPropertyException(PREFIX + "." + ex.part(), ex.value(), ex.allowed(), ex.nearest(),
					ex.hint());
		}
		check(!properties.isOffline() || !properties.place().isEmpty(), "offline", true);
	}

	private static void checkElectricityMaps(CodeCarbonProperties properties) {
		String zone = properties.getCountry2letterIsoCode();
		check(!StringUtils.hasText(zone) || ZONE.matcher(zone.strip()).matches(), "country-2letter-iso-code", zone);
		CodeCarbonProperties.Electricitymaps electricitymaps = properties.getElectricitymaps();
		url("electricitymaps.base-url", electricitymaps.getBaseUrl());
		Duration interval = electricitymaps.getRefreshInterval();
		check(interval.compareTo(SHORTEST_REFRESH) >= 0 && interval.compareTo(LONGEST_MEASUREMENT) <= 0,
				"electricitymaps.refresh-interval", interval);
		Duration maxAge = electricitymaps.getMaxAge();
		check(maxAge.compareTo(interval) >= 0 && maxAge.compareTo(LONGEST_MEASUREMENT) <= 0, "electricitymaps.max-age",
				maxAge);
	}

	private static void checkReceivers(CodeCarbonProperties properties) {
		url("api-endpoint", properties.getApiEndpoint());
		prometheusUrl(properties.getPrometheusUrl());
		checkUrl(ENDPOINT, properties.getEmissionsEndpoint());
		checkUrl("logfire.base-url", properties.getLogfire().getBaseUrl());
		checkUrl("otlp.endpoint", properties.getOtlp().getEndpoint());
		if (properties.isSaveToApi()) {
			secret("api-key", properties.getApiKey());
		}
		properties.getOtlp()
			.getHeaders()
			.forEach(
					(name, value) -> checkEntry(
							HEADER_NAME.matcher(name).matches() && HEADER_VALUE.matcher(value).matches()
									&& !OTHER_HEADERS.contains(name.toLowerCase(Locale.ROOT)),
							"otlp.headers", name, value));
		properties.getPrometheus()
			.getGroup()
			.forEach((name, value) -> checkEntry(LABEL.matcher(name).matches() && !value.isBlank(), "prometheus.group",
					name, value));
	}

	private static void checkUrl(String name, @Nullable String value) {
		if (StringUtils.hasText(value)) {
			url(name, value);
		}
	}

	private static void checkEntry(boolean valid, String property, String name, String value) {
		if (!valid) {
			throw new InvalidPropertyException(PREFIX + "." + property + "[" + name + "]", value,
					allowed(property, null), List.of(), null);
		}
	}

	/**
	 * Returns the URL that a property tells. It is not bound as one, since the failure of
	 * that tells the value, in which there can be a password.
	 * @param name the name of the property, without the prefix
	 * @param value its value
	 * @return the URL
	 * @throws InvalidPropertyException if it is not an http or https URL, or has a query
	 * that cannot be kept
	 */
	static URI url(String name, String value) {
		try {
			URI url = new URI(value.strip());
			boolean http = "http".equalsIgnoreCase(url.getScheme()) || "https".equalsIgnoreCase(url.getScheme());
			boolean ends = url.getFragment() == null && (url.getRawQuery() == null || name.equals(ENDPOINT));
			check(http && url.getHost() != null && ends, name, value);
			return url;
		}
		catch (URISyntaxException ex) {
			throw invalid(name, value);
		}
	}

	/**
	 * Returns the address of the Pushgateway.
	 * @param value the value of the property
	 * @return a URL; that of a host and a port is an http one
	 * @throws InvalidPropertyException if it is neither
	 */
	static URI prometheusUrl(String value) {
		try {
			return url("prometheus-url", value.contains("://") ? value : "http://" + value);
		}
		catch (InvalidPropertyException ex) {
			throw invalid("prometheus-url", value);
		}
	}

	/**
	 * Returns the secret that a property tells.
	 * @param name the name of the property, without the prefix
	 * @param value its value, which may end in the line feed of a file
	 * @return the secret, which can be the value of an HTTP header
	 * @throws InvalidPropertyException if there is none, or one that cannot be sent
	 */
	static String secret(String name, @Nullable String value) {
		String secret = StringUtils.hasText(value) ? value.strip() : null;
		if (secret == null || !VISIBLE.matcher(secret).matches()) {
			throw invalid(name, secret);
		}
		return secret;
	}

	/**
	 * Checks the folder of the files that are written: those of the CSV output, and
	 * checkpoints where an output can resume.
	 * @param directory the value of the property
	 * @throws InvalidPropertyException if there is no such folder
	 */
	static void checkDirectory(String directory) {
		check(Files.isDirectory(path("output-dir", directory)), "output-dir", directory);
	}

	/**
	 * Returns the path that a property tells. Spring's conversion to a {@link Path} is
	 * not used: it takes a relative path for one on the class path if there is such a
	 * resource, and for {@code .} there is.
	 * @param name the name of the property, without the prefix
	 * @param value its value
	 * @return the path
	 * @throws InvalidPropertyException if it is not a path
	 */
	static Path path(String name, String value) {
		try {
			return Path.of(value);
		}
		catch (InvalidPathException ex) {
			throw invalid(name, value);
		}
	}

	private static void check(boolean valid, String name, @Nullable Object value) {
		if (!valid) {
			throw invalid(name, value);
		}
	}

	static InvalidPropertyException invalid(String name, @Nullable Object value) {
		return new InvalidPropertyException(PREFIX + "." + name, value, allowed(name, null), List.of(), null);
	}

}
