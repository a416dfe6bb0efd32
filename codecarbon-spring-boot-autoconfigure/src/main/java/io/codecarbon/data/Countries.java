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

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * The countries whose carbon intensity is known. Immutable.
 */
public final class Countries {

	static final String FILE = "countries.csv";

	private final List<Country> all;

	private final Map<String, Country> byIsoAlpha3;

	private Countries(List<Country> all, Map<String, Country> byIsoAlpha3) {
		this.all = List.copyOf(all);
		this.byIsoAlpha3 = byIsoAlpha3;
	}

	/**
	 * Returns the bundled table, which is read at the first call.
	 * @return the table
	 */
	public static Countries bundled() {
		return Bundled.TABLE;
	}

	static Countries latest() {
		return Latest.TABLE;
	}

	static Countries read(Table table) {
		List<Country> all = new ArrayList<>(256);
		Map<String, Country> byIsoAlpha3 = new HashMap<>(512);
		try (table) {
			while (table.next()) {
				Country country = new Country(table.text("iso_alpha3"), table.text("iso_alpha2"), table.text("name"),
						table.intensity(), table.year("year"), table.text("source").intern());
				all.add(country);
				if (byIsoAlpha3.put(country.isoAlpha3(), country) != null) {
					throw table.broken("iso_alpha3", "'" + country.isoAlpha3() + "' is there twice");
				}
			}
		}
		return new Countries(all, byIsoAlpha3);
	}

	/**
	 * Returns all countries, by their codes.
	 * @return the countries
	 */
	public List<Country> all() {
		return this.all;
	}

	/**
	 * Finds a country by its code.
	 * @param isoAlpha3 ISO 3166-1 alpha-3, in any case
	 * @return the country, or {@code null} if there is none
	 */
	public @Nullable Country find(String isoAlpha3) {
		return this.byIsoAlpha3.get(isoAlpha3.toUpperCase(Locale.ROOT));
	}

	/**
	 * Finds a country by its short code.
	 * @param isoAlpha2 ISO 3166-1 alpha-2, in any case
	 * @return the country, or {@code null} if there is none
	 */
	public @Nullable Country findByIsoAlpha2(String isoAlpha2) {
		for (Country country : this.all) {
			if (country.isoAlpha2().equalsIgnoreCase(isoAlpha2)) {
				return country;
			}
		}
		return null;
	}

	private static final class Latest {

		static final Countries TABLE = read(Table.open("countries_latest.csv"));

	}

	private static final class Bundled {

		static final Countries TABLE = read(Table.open(FILE));

	}

}
