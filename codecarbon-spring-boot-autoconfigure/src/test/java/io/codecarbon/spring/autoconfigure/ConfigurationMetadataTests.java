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
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Checks what IDEs are told about the properties.
 */
class ConfigurationMetadataTests {

	static final List<String> NAMES = List.of("codecarbon.allow-multiple-runs", "codecarbon.api-call-interval",
			"codecarbon.api-endpoint", "codecarbon.api-key", "codecarbon.checkpoint", "codecarbon.cloud-provider",
			"codecarbon.cloud-region", "codecarbon.co2-signal-api-token", "codecarbon.config-files",
			"codecarbon.country-2letter-iso-code", "codecarbon.country-iso-code", "codecarbon.cpu-load-curve",
			"codecarbon.data.countries", "codecarbon.data.location", "codecarbon.electricitymaps-api-token",
			"codecarbon.electricitymaps.base-url", "codecarbon.electricitymaps.max-age",
			"codecarbon.electricitymaps.refresh-interval", "codecarbon.emissions-endpoint", "codecarbon.enabled",
			"codecarbon.experiment-id", "codecarbon.experiment-name", "codecarbon.force-carbon-intensity-g-co2e-kwh",
			"codecarbon.force-cpu-power", "codecarbon.force-mode-cpu-load", "codecarbon.force-ram-power",
			"codecarbon.host.procfs", "codecarbon.host.sysfs", "codecarbon.idle-power", "codecarbon.log-level",
			"codecarbon.logfire.base-url", "codecarbon.logfire.token", "codecarbon.logger-preamble",
			"codecarbon.logging-logger", "codecarbon.lookup-place", "codecarbon.measure-power-secs",
			"codecarbon.offline", "codecarbon.on-csv-write", "codecarbon.otlp.endpoint", "codecarbon.otlp.headers",
			"codecarbon.output-dir", "codecarbon.output-file", "codecarbon.output-handlers", "codecarbon.project-name",
			"codecarbon.prometheus-url", "codecarbon.prometheus.delete-on-shutdown", "codecarbon.prometheus.group",
			"codecarbon.prometheus.password", "codecarbon.prometheus.username", "codecarbon.pue",
			"codecarbon.rapl-include-dram", "codecarbon.rapl-prefer-psys", "codecarbon.region",
			"codecarbon.save-to-api", "codecarbon.save-to-file", "codecarbon.save-to-logfire",
			"codecarbon.save-to-logger", "codecarbon.save-to-prometheus", "codecarbon.tasks.max",
			"codecarbon.tracking-mode", "codecarbon.wue");

	/** These have none until they are set. */
	private static final List<String> WITHOUT_DEFAULT = List.of("codecarbon.api-key", "codecarbon.cloud-provider",
			"codecarbon.cloud-region", "codecarbon.co2-signal-api-token", "codecarbon.country-2letter-iso-code",
			"codecarbon.country-iso-code", "codecarbon.electricitymaps-api-token", "codecarbon.data.location",
			"codecarbon.emissions-endpoint", "codecarbon.force-carbon-intensity-g-co2e-kwh",
			"codecarbon.force-cpu-power", "codecarbon.force-ram-power", "codecarbon.idle-power", "codecarbon.log-level",
			"codecarbon.logfire.token", "codecarbon.otlp.endpoint", "codecarbon.otlp.headers",
			"codecarbon.output-handlers", "codecarbon.prometheus.group", "codecarbon.prometheus.password",
			"codecarbon.prometheus.username", "codecarbon.region");

	private final JsonNode metadata = read();

	static JsonNode read() {
		// Not from the class path: tests have properties, and so metadata, of their own.
		URI classes = URI
			.create(CodeCarbonProperties.class.getProtectionDomain().getCodeSource().getLocation().toString());
		return new JsonMapper()
			.readTree(Path.of(classes).resolve("META-INF/spring-configuration-metadata.json").toFile());
	}

	@Test
	void thereAreJustThePropertiesThatDoSomething() {
		assertThat(properties()).extracting((property) -> property.get("name").asString())
			.filteredOn((name) -> name.startsWith("codecarbon."))
			.containsExactlyInAnyOrderElementsOf(NAMES);
	}

	@Test
	void eachPropertyHasATypeAndADescription() {
		assertThat(properties()).isNotEmpty().allSatisfy((property) -> {
			assertThat(property.path("type").asString("")).isNotEmpty();
			assertThat(property.path("description").asString("")).as(property.toString()).endsWith(".").contains(" ");
		});
	}

	@Test
	void eachPropertyThatHasADefaultTellsIt() {
		assertThat(properties()).filteredOn((property) -> !property.has("defaultValue"))
			.extracting((property) -> property.get("name").asString())
			.containsExactlyInAnyOrderElementsOf(WITHOUT_DEFAULT);
	}

	@Test
	void theHintsBelongToProperties() {
		assertThat(this.metadata.get("hints")).isNotEmpty()
			.extracting((hint) -> hint.get("name").asString())
			.isSubsetOf(NAMES)
			.contains("codecarbon.log-level");
	}

	private List<JsonNode> properties() {
		List<JsonNode> properties = new ArrayList<>();
		this.metadata.get("properties").forEach(properties::add);
		return properties;
	}

}
