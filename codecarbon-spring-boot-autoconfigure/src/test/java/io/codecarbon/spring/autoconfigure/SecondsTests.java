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

import java.time.Duration;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class SecondsTests {

	@ParameterizedTest
	@CsvSource({ "15, PT15S", "2.5, PT2.5S", "0.001, PT0.001S", "1e2, PT1M40S", "' 5 ', PT5S", "500ms, PT0.5S",
			"2m, PT2M", "PT3S, PT3S", "0, PT0S", "-1, PT-1S", "1e-999999999, PT0S" })
	void aPlainNumberIsInSecondsAndMayHaveDecimals(String text, Duration expected) {
		assertThat(Seconds.valueOf(text).duration()).isEqualTo(expected);
	}

	@Test
	void aNumberOfAConfigurationFileIsInSeconds() {
		assertThat(Seconds.valueOf(15).duration()).isEqualTo(Duration.ofSeconds(15));
		assertThat(Seconds.valueOf(2.5).duration()).isEqualTo(Duration.ofMillis(2500));
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "soon", "NaN", "Infinity", "1e999999999", "-1e999999999", "2.5s", "5 parsecs" })
	void whatIsNoDurationIsRefused(String text) {
		assertThatIllegalArgumentException().isThrownBy(() -> Seconds.valueOf(text));
	}

}
