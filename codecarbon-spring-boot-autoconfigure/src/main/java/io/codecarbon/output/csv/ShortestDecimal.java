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
import java.math.MathContext;
import java.math.RoundingMode;

/**
 * Writes a double as Python's {@code repr} does: with the fewest digits that read back as
 * the same double, and an exponent below 1e-4 and from 1e16 on. {@link Double#toString}
 * writes more digits than needed before JDK 19 (JDK-4511638).
 */
final class ShortestDecimal {

	private static final int MAX_DIGITS = 17;

	private static final int MIN_FIXED_EXPONENT = -4;

	private static final int MAX_FIXED_EXPONENT = 15;

	// The nearest decimal first. Beside a power of two the doubles below are closer than
	// those above, so that of two decimals only the farther one may read back.
	private static final RoundingMode[] ROUNDINGS = { RoundingMode.HALF_EVEN, RoundingMode.UP, RoundingMode.DOWN };

	private ShortestDecimal() {
	}

	/**
	 * Formats a number.
	 * @param value a finite number
	 * @return the number in Python's notation
	 */
	static String format(double value) {
		if (value == 0) {
			return (1 / value < 0) ? "-0.0" : "0.0";
		}
		BigDecimal shortest = shortest(value).stripTrailingZeros();
		int exponent = shortest.precision() - shortest.scale() - 1;
		if (exponent >= MIN_FIXED_EXPONENT && exponent <= MAX_FIXED_EXPONENT) {
			return shortest.setScale(Math.max(1, shortest.scale())).toPlainString();
		}
		String digits = shortest.unscaledValue().abs().toString();
		StringBuilder text = new StringBuilder((value < 0) ? "-" : "").append(digits.charAt(0));
		if (digits.length() > 1) {
			text.append('.').append(digits, 1, digits.length());
		}
		text.append((exponent < 0) ? "e-" : "e+");
		return text.append((Math.abs(exponent) < 10) ? "0" : "").append(Math.abs(exponent)).toString();
	}

	private static BigDecimal shortest(double value) {
		BigDecimal exact = new BigDecimal(value);
		for (int digits = 1; digits < MAX_DIGITS; digits++) {
			for (RoundingMode rounding : ROUNDINGS) {
				BigDecimal rounded = exact.round(new MathContext(digits, rounding));
				if (rounded.doubleValue() == value) {
					return rounded;
				}
			}
		}
		return exact.round(new MathContext(MAX_DIGITS, RoundingMode.HALF_EVEN));
	}

}
