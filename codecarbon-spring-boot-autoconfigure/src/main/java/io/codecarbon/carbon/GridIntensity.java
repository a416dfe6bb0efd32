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

package io.codecarbon.carbon;

import java.time.Instant;

import io.codecarbon.unit.CarbonIntensity;
import org.jspecify.annotations.Nullable;

/**
 * A carbon intensity and where it comes from. Immutable.
 *
 * @param intensity the intensity
 * @param source what it is the intensity of, and by whom, in lower case with hyphens,
 * such as {@code forced}, {@code cloud-region}, {@code region}, {@code country} or
 * {@code world-average}
 * @param year the year that the figure is of, if known
 * @param updatedAt when a live figure was last updated, {@code null} for a table's
 * @param detail what else a live figure says of itself, such as {@code lifecycle,
 * estimated}
 */
public record GridIntensity(CarbonIntensity intensity, String source, @Nullable Integer year,
		@Nullable Instant updatedAt, @Nullable String detail) {

	/**
	 * Creates an intensity of which nothing else is known.
	 * @param intensity the intensity
	 * @param source what it is the intensity of, and by whom
	 * @param year the year that the figure is of, if known
	 * @param updatedAt when a live figure was last updated, {@code null} for a table's
	 */
	public GridIntensity(CarbonIntensity intensity, String source, @Nullable Integer year,
			@Nullable Instant updatedAt) {
		this(intensity, source, year, updatedAt, null);
	}

}
