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

package io.codecarbon.tracker;

import java.time.Duration;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;

import io.codecarbon.unit.Power;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class TrackerSettingsTests {

	static Stream<Arguments> outsideOfTheirRange() {
		Map<String, Consumer<TrackerSettings.Builder>> settings = Map.of("no length",
				(builder) -> builder.measurementInterval(Duration.ZERO), "a negative length",
				(builder) -> builder.measurementInterval(Duration.ofMillis(-1)), "a length that is too long",
				(builder) -> builder.measurementInterval(Duration.ofDays(366)), "a PUE below 1",
				(builder) -> builder.pue(0.99), "a PUE that is no number", (builder) -> builder.pue(Double.NaN),
				"a negative WUE", (builder) -> builder.wue(-0.1), "a WUE that is no number",
				(builder) -> builder.wue(Double.NaN), "no CPU power", (builder) -> builder.cpuPower(new Power(0)),
				"no tasks", (builder) -> builder.maxTasks(0));
		return settings.entrySet().stream().map((entry) -> Arguments.of(entry.getKey(), entry.getValue()));
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("outsideOfTheirRange")
	void aValueOutsideOfItsRangeIsRefused(String name, Consumer<TrackerSettings.Builder> setting) {
		TrackerSettings.Builder builder = TrackerSettings.builder();
		setting.accept(builder);
		assertThatIllegalArgumentException().isThrownBy(builder::build).withMessageStartingWith("Invalid ");
	}

	@Test
	void theEndsOfTheRangesAreAllowed() {
		TrackerSettings settings = TrackerSettings.builder()
			.measurementInterval(Duration.ofDays(365))
			.pue(1)
			.wue(0)
			.ramPower(new Power(0))
			.idlePower(new Power(0))
			.maxTasks(1)
			.build();
		assertThat(settings.measurementInterval()).isEqualTo(Duration.ofDays(365));
	}

}
