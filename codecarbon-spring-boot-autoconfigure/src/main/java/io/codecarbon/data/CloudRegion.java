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
import org.jspecify.annotations.Nullable;

/**
 * A region of a cloud and the carbon intensity of the electricity there. Immutable.
 *
 * @param provider the cloud, lower case, such as {@code gcp}
 * @param region the name that the cloud's metadata service gives, such as
 * {@code europe-west9}
 * @param countryIsoAlpha3 ISO 3166-1 alpha-3 of the country, upper case
 * @param location the city and, after a comma, the state where one is known; else what is
 * known
 * @param intensity the intensity, {@code null} where no source states one: the country's
 * holds then
 * @param year the year that the intensity is of, {@code null} where the source does not
 * say
 * @param source an identifier of the list of sources in the README of the tables
 */
public record CloudRegion(String provider, String region, String countryIsoAlpha3, String location,
		@Nullable CarbonIntensity intensity, @Nullable Integer year, String source) {
}
