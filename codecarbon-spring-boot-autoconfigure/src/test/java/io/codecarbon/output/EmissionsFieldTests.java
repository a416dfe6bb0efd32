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

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import io.codecarbon.power.Component;
import io.codecarbon.tracker.EmissionsReport;
import io.codecarbon.tracker.EmissionsReport.PowerDraw;
import io.codecarbon.tracker.SampleReports;
import io.codecarbon.unit.Power;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;
import static org.assertj.core.api.Assertions.within;

/**
 * Tests of {@link EmissionsField}.
 */
class EmissionsFieldTests {

	@Test
	void areThoseOfCodeCarbonInItsOrder() throws Exception {
		JsonNode vectors = JsonMapper.shared().readTree(getClass().getResourceAsStream("/vectors/tracker.json"));
		assertThat(Stream.of(EmissionsField.values()).map(EmissionsField::key))
			.containsExactlyElementsOf(vectors.at("/scenarios/fra_6s/final_emissions_data").propertyNames());
	}

	@Test
	void areInCodeCarbonsUnits() {
		EmissionsReport report = SampleReports.builder()
			.factors(1.1, 2)
			.seconds(6.5)
			.kwh(9.177738160554e-05, 0, 3.6704768582769205e-05)
			.build();
		Map<String, Object> fields = EmissionsField.all(report);
		assertThat(fields).contains(entry("timestamp", "2026-11-23T17:28:52"), entry("duration", 6.5),
				entry("cpu_power", 50.0), entry("gpu_power", 0.0), entry("ram_power", 20.0), entry("gpu_energy", 0.0),
				entry("country_name", "France"), entry("country_iso_code", "FRA"), entry("region", null),
				entry("cloud_provider", ""), entry("cloud_region", ""), entry("os", "Linux-6.18.44-x86_64"),
				entry("python_version", "Java " + System.getProperty("java.version")), entry("cpu_count", 2),
				entry("gpu_count", null), entry("gpu_model", null), entry("ram_total_size", 23.540576934814453),
				entry("tracking_mode", "machine"), entry("on_cloud", "N"), entry("pue", 1.1), entry("wue", 2.0));
		assertThat(number(fields, "cpu_energy")).isEqualTo(9.177738160554e-05, within(1e-18));
		assertThat(number(fields, "energy_consumed"))
			.isEqualTo(number(fields, "cpu_energy") + number(fields, "ram_energy"), within(1e-18));
		assertThat(number(fields, "emissions")).isEqualTo(number(fields, "energy_consumed") * 0.056039, within(1e-15));
		assertThat(number(fields, "emissions_rate")).isEqualTo(number(fields, "emissions") / 6.5, within(1e-18));
		assertThat(number(fields, "water_consumed")).isEqualTo(number(fields, "energy_consumed") * 2, within(1e-15));
	}

	@Test
	void countGraphicsProcessorsByModel() {
		assertThat(EmissionsField.all(SampleReports.full())).contains(entry("gpu_count", 2),
				entry("gpu_model", "2 x NVIDIA H100"), entry("gpu_power", 701.5), entry("on_cloud", "Y"),
				entry("cloud_provider", "gcp"), entry("latitude", 41.9), entry("longitude", -93.1));
	}

	@Test
	void aGraphicsProcessorThatCannotBeReadDrawsAnUnknownPower() {
		EmissionsReport report = SampleReports.builder()
			.hardware(List.of(SampleReports.source(Component.GPU, null)))
			.power(new PowerDraw(null, null, new Power(20)))
			.build();
		assertThat(EmissionsField.all(report)).contains(entry("gpu_power", null), entry("cpu_power", null),
				entry("gpu_count", 1), entry("gpu_model", null));
	}

	@Test
	void whatIsUnknownIsNull() {
		assertThat(EmissionsField.all(SampleReports.minimal())).contains(entry("os", null), entry("cpu_count", null),
				entry("cpu_model", null), entry("ram_total_size", null), entry("cpu_power", null),
				entry("emissions_rate", 0.0), entry("country_name", null), entry("latitude", null));
	}

	@Test
	void theVersionIsThatOfTheBuild() {
		assertThat(EmissionsField.CODECARBON_VERSION.of(SampleReports.minimal())).asString()
			.matches("\\d+\\.\\d+\\.\\d+(-[A-Za-z0-9.]+)?");
	}

	private static double number(Map<String, Object> fields, String key) {
		return (double) fields.get(key);
	}

}
