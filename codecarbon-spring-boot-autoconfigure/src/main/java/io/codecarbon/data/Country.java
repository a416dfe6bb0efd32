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

package io.codecarbon.data;

import io.codecarbon.unit.CarbonIntensity;

/**
 * A country and the carbon intensity of its grid. Immutable.
 *
 * @param isoAlpha3 ISO 3166-1 alpha-3, upper case
 * @param isoAlpha2 ISO 3166-1 alpha-2, upper case
 * @param name the English name, as CodeCarbon has it
 * @param intensity the intensity of its electricity
 * @param year the year that the intensity is of
 * @param source an identifier of the list of sources in the README of the tables
 */
public record Country(String isoAlpha3, String isoAlpha2, String name, CarbonIntensity intensity, int year,
		String source) {
}
