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
import java.util.List;
import java.util.stream.Stream;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import io.codecarbon.data.CpuTable;
import io.codecarbon.power.Component;
import io.codecarbon.power.Quality;
import io.codecarbon.power.Reading;
import io.codecarbon.power.SamplingWindow;
import io.codecarbon.power.SourceDescription;
import io.codecarbon.unit.Power;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

/**
 * Tests for {@link LoadCurve} and {@link LoadModel}.
 */
class LoadCurveTests {

	static Stream<JsonNode> vectors() throws IOException {
		return Vectors.read("cpu_load.json", "machine");
	}

	@ParameterizedTest
	@MethodSource("vectors")
	void drawsWhatCodeCarbonSays(JsonNode vector) {
		double expected = vector.get("power_w").doubleValue();
		double load = vector.get("load_pct").doubleValue() / 100;
		assertThat(watts(vector.get("tdp_w").doubleValue(), load)).isCloseTo(expected, within(expected * 1e-9));
	}

	@ParameterizedTest
	@ValueSource(doubles = { -0.5, 1.5, Double.POSITIVE_INFINITY })
	void staysOnTheCurveWhereTheLoadIsOffIt(double load) {
		assertThat(watts(100, load)).isCloseTo((load < 0) ? 10 : 100, within(1e-9));
	}

	@Test
	void isAGapWhereTheLoadIsUnknown() {
		assertThat(model(100).read(new SamplingWindow(1, Double.NaN))).isInstanceOf(Reading.Gap.class);
	}

	@Test
	void isAsFarOffTheMeasurementsAsItSays() throws IOException {
		List<NamedCsvRecord> points;
		try (InputStream csv = CpuTable.class.getResourceAsStream("load_validation.csv");
				CsvReader<NamedCsvRecord> reader = CsvReader.builder().ofNamedCsvRecord(csv)) {
			points = reader.stream().toList();
		}
		assertThat(points).hasSize(106);
		double error = points.stream().mapToDouble(LoadCurveTests::relativeError).average().orElseThrow();
		assertThat(error * 100).isCloseTo(LoadCurve.CODECARBON.uncertaintyPercent(), withinPercentage(0.1));
	}

	private static double relativeError(NamedCsvRecord point) {
		double measured = Double.parseDouble(point.getField("rapl_watts"));
		double modelled = watts(Double.parseDouble(point.getField("tdp_watts_total")),
				Double.parseDouble(point.getField("load_percent")) / 100);
		return Math.abs(modelled - measured) / measured;
	}

	private static double watts(double maximumWatts, double load) {
		Reading reading = model(maximumWatts).read(new SamplingWindow(1_000_000_000, load));
		return ((Reading.Constant) reading).power().watts();
	}

	private static LoadModel model(double maximumWatts) {
		SourceDescription description = new SourceDescription(Component.CPU, null, "test", Quality.ESTIMATED, null,
				null);
		return new LoadModel(description, new Power(maximumWatts), LoadCurve.CODECARBON);
	}

}
