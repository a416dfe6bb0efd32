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
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Holds the page that lists the properties to the generated metadata.
 */
class DocumentedPropertiesTests {

	private static final Path PAGE = Path.of("..", "docs", "properties.md");

	private static final Pattern ROW = Pattern.compile("^\\| `(codecarbon\\.[a-z0-9.-]+)` \\|", Pattern.MULTILINE);

	@Test
	void thePageListsEachPropertyAndNoOther() throws IOException {
		Set<String> documented = ROW.matcher(Files.readString(PAGE))
			.results()
			.map((row) -> row.group(1))
			.collect(Collectors.toCollection(TreeSet::new));
		assertThat(documented).isEqualTo(properties());
	}

	private static Set<String> properties() {
		Set<String> names = new TreeSet<>();
		for (JsonNode property : ConfigurationMetadataTests.read().get("properties")) {
			String name = property.get("name").asString();
			// Those of the endpoint's access are Spring Boot's.
			if (name.startsWith("codecarbon.")) {
				names.add(name);
			}
		}
		return names;
	}

}
