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

import java.io.UncheckedIOException;
import java.util.List;

import io.codecarbon.data.BrokenTableException;
import io.codecarbon.data.GridTables;
import io.codecarbon.data.NearestNames;

import org.springframework.util.StringUtils;

/**
 * Finds the tables of carbon intensities that the properties ask for.
 */
final class ConfiguredTables {

	private static final String COUNTRIES = "data.countries";

	private static final String LOCATION = "data.location";

	private static final String LATEST = "latest";

	private static final List<String> ALL_COUNTRIES = List.of("codecarbon-3.1.1", LATEST);

	private ConfiguredTables() {
	}

	/**
	 * Returns the tables.
	 * @param properties the properties
	 * @return the tables
	 * @throws InvalidPropertyException if there are no such tables, or one is wrong
	 */
	static GridTables of(CodeCarbonProperties properties) {
		CodeCarbonProperties.Data data = properties.getData();
		String countries = data.getCountries();
		if (!ALL_COUNTRIES.contains(countries)) {
			throw new InvalidPropertyException(PropertyRules.PREFIX + "." + COUNTRIES, countries,
					PropertyRules.allowed(COUNTRIES, null), NearestNames.of(countries, ALL_COUNTRIES), null);
		}
		GridTables tables = countries.equals(LATEST) ? GridTables.bundled().withLatestCountries()
				: GridTables.bundled();
		String location = data.getLocation();
		if (!StringUtils.hasText(location)) {
			return tables;
		}
		try {
			return tables.withFilesOf(PropertyRules.path(LOCATION, location));
		}
		catch (BrokenTableException | UncheckedIOException ex) {
			throw new InvalidPropertyException(PropertyRules.PREFIX + "." + LOCATION, location,
					PropertyRules.allowed(LOCATION, null), List.of(), ex.getMessage());
		}
	}

}
