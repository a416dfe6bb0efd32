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
import java.util.stream.Stream;

import io.codecarbon.data.CpuTable;
import io.codecarbon.unit.Power;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ProcessorNames}.
 */
class ProcessorNamesTests {

	private final CpuTable table = CpuTable.bundled();

	static Stream<JsonNode> matches() throws IOException {
		return Vectors.read("tdp.json", "brands").filter((vector) -> !vector.get("match").isNull());
	}

	static Stream<String> unmatched() throws IOException {
		return Vectors.read("tdp.json", "brands")
			.filter((vector) -> vector.get("match").isNull() && vector.get("token_set_candidates").intValue() != 2)
			.map((vector) -> vector.get("brand").asString());
	}

	static Stream<String> ambiguousThere() throws IOException {
		return Vectors.read("tdp.json", "brands")
			.filter((vector) -> vector.get("match").isNull() && vector.get("token_set_candidates").intValue() == 2)
			.map((vector) -> vector.get("brand").asString());
	}

	@ParameterizedTest
	@MethodSource("matches")
	void findsTheRowThatCodeCarbonFinds(JsonNode vector) {
		int row = ProcessorNames.find(this.table, vector.get("brand").asString());
		assertThat(row).isNotEqualTo(ProcessorNames.NONE);
		assertThat(this.table.model(row)).isEqualTo(vector.get("match").asString());
		assertThat(this.table.tdp(row)).isEqualTo(new Power(vector.get("tdp_w").doubleValue()));
	}

	@ParameterizedTest
	@MethodSource("unmatched")
	void findsNothingWhereCodeCarbonFindsNothing(String brand) {
		assertThat(ProcessorNames.find(this.table, brand)).isEqualTo(ProcessorNames.NONE);
	}

	@ParameterizedTest
	@MethodSource("ambiguousThere")
	void takesSpellingsOfOneProcessorWithOnePowerForOne(String brand) {
		int row = ProcessorNames.find(this.table, brand);
		assertThat(row).isNotEqualTo(ProcessorNames.NONE);
		assertThat(this.table.tdp(row)).isNotNull();
	}

	@ParameterizedTest
	@CsvSource({ "AMD Opteron(tm) Processor 6380, AMD Opteron 6380",
			"'AMD A10-7850K Radeon R7, 12 Compute Cores 4C+8G', AMD A10-7850K", "i7-8700, Intel Core i7-8700" })
	void prefersTheSpellingThatIsNearestToTheBrandString(String brand, String name) {
		assertThat(this.table.model(ProcessorNames.find(this.table, brand))).isEqualTo(name);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", " ", "@ ()", " CPU @ 2.00GHz" })
	void findsNothingForABrandStringWithoutWords(String brand) {
		assertThat(ProcessorNames.find(this.table, brand)).isEqualTo(ProcessorNames.NONE);
	}

	@Test
	void findsNothingForANameOfVeryManyWords() {
		StringBuilder brand = new StringBuilder();
		for (int i = 0; i < 500; i++) {
			brand.append(" word").append(i);
		}
		assertThat(ProcessorNames.find(this.table, brand.toString())).isEqualTo(ProcessorNames.NONE);
	}

	@Test
	void findsEachProcessorOfTheTableByItsOwnName() {
		for (int row = 0; row < this.table.size(); row += 7) {
			int found = ProcessorNames.find(this.table, this.table.model(row));
			assertThat(this.table.model(found)).isEqualToIgnoringCase(this.table.model(row));
		}
	}

}
