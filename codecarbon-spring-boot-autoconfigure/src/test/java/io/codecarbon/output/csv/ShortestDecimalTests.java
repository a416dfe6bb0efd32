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

package io.codecarbon.output.csv;

import java.math.BigDecimal;
import java.util.Random;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests of {@link ShortestDecimal}.
 */
class ShortestDecimalTests {

	private static final int SEED = 4511638;

	@ParameterizedTest
	@ValueSource(strings = { "0.0", "-0.0", "1.0", "-1.0", "50.0", "0.1", "2.15e-05", "2e-05", "1e-05", "0.0001",
			"0.00012", "9.99e-05", "1e+16", "1.5e+16", "1000000000000000.0", "9999999999999998.0",
			"1.2345678901234566e+17", "7.120236347223045e-307", "1e+22", "1e+23", "2e+23", "2.2e-322", "5e-324",
			"2.2250738585072014e-308", "1.7976931348623157e+308", "1e+100", "1e-100", "-2.5e-07", "0.3333333333333333",
			"2e-44", "23.540576934814453", "6.0076266719997875", "7.200011214402661e-06", "9007199254740992.0",
			"5.684341886080802e-14", "9.5367431640625e-07" })
	void writesWhatPythonDoes(String repr) {
		assertThat(ShortestDecimal.format(Double.parseDouble(repr))).isEqualTo(repr);
	}

	@Test
	void isExactlyWhatWasFormatted() {
		doubles().forEach((value) -> assertThat(Double.parseDouble(ShortestDecimal.format(value))).isEqualTo(value));
	}

	@Test
	void hasNeverMoreDigitsThanTheJdk() {
		doubles().forEach((value) -> assertThat(digits(ShortestDecimal.format(value)))
			.isLessThanOrEqualTo(digits(Double.toString(value))));
	}

	private static int digits(String number) {
		return new BigDecimal(number).stripTrailingZeros().precision();
	}

	private static DoubleStream doubles() {
		Random random = new Random(SEED);
		DoubleStream ofAnySize = random.longs(2000).mapToDouble(Double::longBitsToDouble).filter(Double::isFinite);
		DoubleStream kwh = random.doubles(2000, 0, 1e-3);
		DoubleStream powersOfTwo = IntStream.range(-1074, 1024).mapToDouble((exponent) -> Math.scalb(1.0, exponent));
		return DoubleStream.concat(DoubleStream.concat(ofAnySize, kwh), powersOfTwo);
	}

}
