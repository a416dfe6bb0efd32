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

import java.math.BigDecimal;
import java.time.Duration;
import java.time.temporal.ChronoUnit;

import org.springframework.boot.convert.DurationStyle;

/**
 * A duration that is configured as CodeCarbon does it: a plain number is in seconds and
 * may have decimals. What Spring Boot takes for a duration, such as {@code 500ms} or
 * {@code PT3S}, is understood as well. Immutable.
 *
 * @param duration the duration
 */
public record Seconds(Duration duration) {

	private static final BigDecimal MAX_SECONDS = BigDecimal.valueOf(Long.MAX_VALUE, 9);

	// Spring finds these methods by the type of the configured value. Spring Boot's own
	// conversion to a Duration knows no decimals.

	/**
	 * Returns the duration that a text tells.
	 * @param text a number of seconds, or a duration as Spring Boot understands it
	 * @return the duration
	 * @throws IllegalArgumentException if it is neither
	 */
	public static Seconds valueOf(String text) {
		BigDecimal seconds;
		try {
			seconds = new BigDecimal(text.strip());
		}
		catch (NumberFormatException ex) {
			return new Seconds(DurationStyle.detectAndParse(text.strip(), ChronoUnit.SECONDS));
		}
		if (seconds.abs().compareTo(MAX_SECONDS) > 0) {
			throw new IllegalArgumentException("Too many seconds: " + text);
		}
		return new Seconds(Duration.ofNanos(seconds.movePointRight(9).longValue()));
	}

	/**
	 * Returns a duration of so many seconds.
	 * @param seconds a number of seconds
	 * @return the duration
	 */
	public static Seconds valueOf(Integer seconds) {
		return valueOf(seconds.toString());
	}

	/**
	 * Returns a duration of so many seconds.
	 * @param seconds a number of seconds
	 * @return the duration
	 * @throws IllegalArgumentException if it is not a number
	 */
	public static Seconds valueOf(Double seconds) {
		return valueOf(seconds.toString());
	}

	@Override
	public String toString() {
		return this.duration.toString();
	}

}
