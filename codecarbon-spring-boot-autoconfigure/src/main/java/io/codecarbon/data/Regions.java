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
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * The states, provinces and bidding zones whose carbon intensity is known. Immutable.
 */
public final class Regions {

	static final String FILE = "regions.csv";

	private final Map<String, List<Region>> byCountry;

	private Regions(Map<String, List<Region>> byCountry) {
		this.byCountry = byCountry;
	}

	/**
	 * Returns the bundled table, which is read at the first call.
	 * @return the table
	 */
	public static Regions bundled() {
		return Bundled.TABLE;
	}

	static Regions read(Table table) {
		Map<String, List<Region>> byCountry = new HashMap<>();
		try (table) {
			while (table.next()) {
				Region region = new Region(table.text("country_iso_alpha3").intern(), table.text("region_code"),
						table.text("region_name"), table.text("code_system").equals("bidding_zone"), table.intensity(),
						table.year("year"), table.text("source").intern());
				List<Region> regions = byCountry.get(region.countryIsoAlpha3());
				if (regions == null) {
					regions = new ArrayList<>();
					byCountry.put(region.countryIsoAlpha3(), regions);
				}
				if (find(regions, region.code()) != null) {
					throw table.broken("region_code", "'" + region.code() + "' is there twice");
				}
				regions.add(region);
			}
		}
		return new Regions(byCountry);
	}

	/**
	 * Returns the regions of a country, by their codes.
	 * @param countryIsoAlpha3 ISO 3166-1 alpha-3, in any case
	 * @return the regions, none for most countries
	 */
	public List<Region> of(String countryIsoAlpha3) {
		return this.byCountry.getOrDefault(countryIsoAlpha3.toUpperCase(Locale.ROOT), Collections.emptyList());
	}

	/**
	 * Returns the regions of all countries.
	 * @return the regions
	 */
	public List<Region> all() {
		List<Region> all = new ArrayList<>();
		this.byCountry.values().forEach(all::addAll);
		return all;
	}

	/**
	 * Finds a region of a country.
	 * @param countryIsoAlpha3 ISO 3166-1 alpha-3 of the country, in any case
	 * @param nameOrCode the name or code of the region, in any case: {@code California},
	 * {@code US-CA} or {@code CA}
	 * @return the region, or {@code null} if there is none
	 */
	public @Nullable Region find(String countryIsoAlpha3, String nameOrCode) {
		return find(of(countryIsoAlpha3), nameOrCode);
	}

	private static @Nullable Region find(List<Region> regions, String nameOrCode) {
		for (Region region : regions) {
			if (region.isNamed(nameOrCode)) {
				return region;
			}
		}
		return null;
	}

	private static final class Bundled {

		static final Regions TABLE = read(Table.open(FILE));

	}

}
