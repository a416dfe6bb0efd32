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

package io.codecarbon.spring.actuate;

import java.time.Duration;
import java.util.Locale;

import org.jspecify.annotations.Nullable;

/**
 * How the endpoint writes what is not a plain number or text.
 */
final class Descriptors {

	private Descriptors() {
	}

	static String id(Enum<?> value) {
		return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
	}

	static double seconds(Duration duration) {
		return duration.toNanos() / 1e9;
	}

	// JSON has no NaN: Jackson would write a string.
	static @Nullable Double known(@Nullable Double value) {
		return (value != null && Double.isFinite(value)) ? value : null;
	}

	// Some 10 km: enough to check a place by, too little to find a building.
	static @Nullable Double coarse(@Nullable Double degrees) {
		Double known = known(degrees);
		return (known != null) ? Math.round(known * 10) / 10.0 : null;
	}

}
