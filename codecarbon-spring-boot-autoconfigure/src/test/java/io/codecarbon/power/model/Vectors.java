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

package io.codecarbon.power.model;

import java.io.IOException;
import java.io.InputStream;
import java.util.stream.Stream;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What CodeCarbon 3.1.1 answers.
 */
final class Vectors {

	private Vectors() {
	}

	static Stream<JsonNode> read(String file, String table) throws IOException {
		try (InputStream json = Vectors.class.getResourceAsStream("/vectors/" + file)) {
			JsonNode rows = new JsonMapper().readTree(json).required(table);
			if (rows.isEmpty()) {
				throw new IllegalStateException("No rows in " + table + " of " + file);
			}
			return rows.valueStream();
		}
	}

}
