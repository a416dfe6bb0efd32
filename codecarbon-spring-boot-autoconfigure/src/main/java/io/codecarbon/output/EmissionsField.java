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

package io.codecarbon.output;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

import io.codecarbon.host.HostFacts;
import io.codecarbon.power.Component;
import io.codecarbon.power.SourceDescription;
import io.codecarbon.tracker.EmissionsReport;
import io.codecarbon.unit.Power;
import org.jspecify.annotations.Nullable;

/**
 * The fields by which CodeCarbon 3.1.1 describes a run, in its order: the columns of its
 * CSV file and the keys of its JSON. Energy is in kWh, power in watts, emissions are in
 * kg, water is in litres, time in seconds, memory in GiB.
 */
public enum EmissionsField {

	/** The end of the last window: local time without a zone, as CodeCarbon has it. */
	TIMESTAMP(EmissionsField::timestamp),

	/** The name of the project. */
	PROJECT_NAME((report) -> report.run().projectName()),

	/** The identifier of the run. */
	RUN_ID((report) -> report.run().id()),

	/** The identifier of the experiment. */
	EXPERIMENT_ID((report) -> report.run().experimentId()),

	/** The length of the run. */
	DURATION((report) -> report.run().duration().toNanos() / 1e9),

	/** What was emitted. */
	EMISSIONS((report) -> report.totals().emissions().kg()),

	/** The mean rate at which it was emitted. */
	EMISSIONS_RATE((report) -> report.totals().emissionsRateKgPerSecond(report.run().duration())),

	/** The last power of the processors. */
	CPU_POWER((report) -> power(report, Component.CPU, report.power().cpu())),

	/** The last power of the graphics processors, 0 if there are none. */
	GPU_POWER((report) -> power(report, Component.GPU, report.power().gpu())),

	/** The last power of the memory. */
	RAM_POWER((report) -> power(report, Component.RAM, report.power().ram())),

	/** The energy of the processors. */
	CPU_ENERGY((report) -> report.totals().cpuEnergy().kwh()),

	/** The energy of the graphics processors. */
	GPU_ENERGY((report) -> report.totals().gpuEnergy().kwh()),

	/** The energy of the memory. */
	RAM_ENERGY((report) -> report.totals().ramEnergy().kwh()),

	/** The energy of all components. */
	ENERGY_CONSUMED((report) -> report.totals().energy().kwh()),

	/** The water that the data centre used. */
	WATER_CONSUMED((report) -> report.totals().water().litres()),

	/** The English name of the country. */
	COUNTRY_NAME((report) -> report.place().countryName()),

	/** ISO 3166-1 alpha-3. */
	COUNTRY_ISO_CODE((report) -> report.place().countryIsoCode()),

	/** The state or province. */
	REGION((report) -> report.place().region()),

	/** The cloud; CodeCarbon writes an empty string, not null, outside of clouds. */
	CLOUD_PROVIDER((report) -> orEmpty(report.place().cloudProvider())),

	/** The region of the cloud; an empty string outside of clouds. */
	CLOUD_REGION((report) -> orEmpty(report.place().cloudRegion())),

	/** The operating system. */
	OS((report) -> fromHost(report, HostFacts::os)),

	/** The language and its version: CodeCarbon has no other column for it. */
	PYTHON_VERSION((report) -> "Java " + System.getProperty("java.version")),

	/** The version of this project. */
	CODECARBON_VERSION((report) -> ProjectVersion.get()),

	/** The logical CPUs. */
	CPU_COUNT((report) -> fromHost(report, HostFacts::logicalCpus)),

	/** The processor's brand string. */
	CPU_MODEL((report) -> fromHost(report, HostFacts::cpuModel)),

	/** The tracked graphics processors. */
	GPU_COUNT((report) -> gpus(report).isEmpty() ? null : gpus(report).size()),

	/** Their models, each with its number. */
	GPU_MODEL(EmissionsField::gpuModel),

	/** Degrees east. */
	LONGITUDE((report) -> report.place().longitude()),

	/** Degrees north. */
	LATITUDE((report) -> report.place().latitude()),

	/** The main memory. */
	RAM_TOTAL_SIZE((report) -> fromHost(report, EmissionsField::gibibytes)),

	/** Whose energy the run counts. */
	TRACKING_MODE((report) -> report.run().trackingMode().toString()),

	/** Whether it runs on a cloud, {@code Y} or {@code N}. */
	ON_CLOUD((report) -> report.place().onCloud() ? "Y" : "N"),

	/** The power usage effectiveness that the energy includes. */
	PUE((report) -> report.factors().pue()),

	/** The water usage effectiveness. */
	WUE((report) -> report.factors().wue());

	private static final DateTimeFormatter TIMESTAMP_FORMAT = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss",
			Locale.ROOT);

	private static final double BYTES_PER_GIBIBYTE = 1024.0 * 1024 * 1024;

	// Lambdas that capture nothing.
	@SuppressWarnings("ImmutableEnumChecker")
	private final Extractor extractor;

	private final String key;

	EmissionsField(Extractor extractor) {
		this.extractor = extractor;
		this.key = name().toLowerCase(Locale.ROOT);
	}

	/**
	 * Returns CodeCarbon's name of this field.
	 * @return the name, in lower case with underscores
	 */
	public String key() {
		return this.key;
	}

	/**
	 * Returns the value of this field.
	 * @param report a run, or a task of it
	 * @return a string, an integer or a finite double; {@code null} for what is not known
	 */
	public @Nullable Object of(EmissionsReport report) {
		Object value = this.extractor.extract(report);
		return (value instanceof Double number && !Double.isFinite(number)) ? null : value;
	}

	/**
	 * Returns all fields of a report.
	 * @param report a run, or a task of it
	 * @return the values by {@linkplain #key() key}, in CodeCarbon's order
	 */
	public static Map<String, @Nullable Object> all(EmissionsReport report) {
		Map<String, @Nullable Object> values = new LinkedHashMap<>();
		for (EmissionsField field : values()) {
			values.put(field.key(), field.of(report));
		}
		return values;
	}

	private static @Nullable String timestamp(EmissionsReport report) {
		Instant at = report.run().lastMeasuredAt();
		if (at == null) {
			at = report.run().startedAt();
		}
		return (at != null) ? TIMESTAMP_FORMAT.format(at.atZone(ZoneId.systemDefault())) : null;
	}

	// No graphics processor draws no power; one that cannot be read draws an unknown one.
	private static @Nullable Double power(EmissionsReport report, Component component, @Nullable Power power) {
		if (power != null) {
			return power.watts();
		}
		return (component == Component.GPU && gpus(report).isEmpty()) ? 0.0 : null;
	}

	private static List<SourceDescription> gpus(EmissionsReport report) {
		return report.hardware().stream().filter((source) -> source.component() == Component.GPU).toList();
	}

	private static @Nullable String gpuModel(EmissionsReport report) {
		Map<String, Long> models = gpus(report).stream()
			.map(SourceDescription::model)
			.filter((model) -> model != null)
			.collect(Collectors.groupingBy((model) -> model, LinkedHashMap::new, Collectors.counting()));
		return models.isEmpty() ? null
				: models.entrySet()
					.stream()
					.map((model) -> model.getValue() + " x " + model.getKey())
					.collect(Collectors.joining(", "));
	}

	private static String orEmpty(@Nullable String value) {
		return (value != null) ? value : "";
	}

	private static @Nullable Double gibibytes(HostFacts host) {
		return (host.memoryBytes() != null) ? host.memoryBytes() / BYTES_PER_GIBIBYTE : null;
	}

	private static @Nullable Object fromHost(EmissionsReport report, HostExtractor extractor) {
		HostFacts host = report.host();
		return (host != null) ? extractor.extract(host) : null;
	}

	/**
	 * Takes one value out of a report.
	 */
	@FunctionalInterface
	private interface Extractor {

		@Nullable Object extract(EmissionsReport report);

	}

	/**
	 * Takes one value out of what is known about the machine.
	 */
	@FunctionalInterface
	private interface HostExtractor {

		@Nullable Object extract(HostFacts host);

	}

}
