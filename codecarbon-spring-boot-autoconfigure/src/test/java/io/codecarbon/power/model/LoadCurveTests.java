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
		LoadModel model = model(vector.get("tdp_w").doubleValue(), LoadCurve.CODECARBON);
		assertThat(watts(model, load)).isCloseTo(expected, within(expected * 1e-9));
	}

	@ParameterizedTest
	@ValueSource(doubles = { -0.5, 1.5, Double.POSITIVE_INFINITY })
	void staysOnTheCurveWhereTheLoadIsOffIt(double load) {
		assertThat(watts(model(100, LoadCurve.CODECARBON), load)).isCloseTo((load < 0) ? 10 : 100, within(1e-9));
	}

	@Test
	void isAGapWhereTheLoadIsUnknown() {
		assertThat(model(100, LoadCurve.MEASURED).read(new SamplingWindow(1, Double.NaN)))
			.isInstanceOf(Reading.Gap.class);
	}

	@Test
	void theMeasuredCurveReachesThreeQuartersOfTheMaximum() {
		LoadModel model = model(100, LoadCurve.MEASURED);
		assertThat(watts(model, 0)).isCloseTo(10, within(1e-9));
		assertThat(watts(model, 0.3)).isCloseTo(10 + 64 * Math.pow(0.3, 0.57), within(1e-9));
		assertThat(watts(model, 1)).isCloseTo(74, within(1e-9));
	}

	private static double watts(LoadModel model, double load) {
		Reading reading = model.read(new SamplingWindow(1_000_000_000, load));
		return ((Reading.Constant) reading).power().watts();
	}

	private static LoadModel model(double maximumWatts, LoadCurve curve) {
		SourceDescription description = new SourceDescription(Component.CPU, null, "test", Quality.ESTIMATED, null,
				null);
		return new LoadModel(description, new Power(maximumWatts), curve);
	}

}
