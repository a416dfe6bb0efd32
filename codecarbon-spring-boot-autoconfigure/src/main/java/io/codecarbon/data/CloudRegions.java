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

import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;

/**
 * The regions of clouds whose country is known, and for most the carbon intensity.
 * Immutable.
 */
public final class CloudRegions {

	static final String FILE = "cloud_regions.csv";

	/**
	 * How CodeCarbon 3.1.1 spells {@code me-central1}: found, for who copied it from
	 * there, but never suggested.
	 */
	private static final String MISSPELT = "me-cenrtal1";

	private final Map<String, Map<String, CloudRegion>> byProvider;

	private CloudRegions(Map<String, Map<String, CloudRegion>> byProvider) {
		this.byProvider = byProvider;
	}

	/**
	 * Returns the bundled table, which is read at the first call.
	 * @return the table
	 */
	public static CloudRegions bundled() {
		return Bundled.TABLE;
	}

	static CloudRegions read(Table table) {
		Map<String, Map<String, CloudRegion>> byProvider = new TreeMap<>();
		try (table) {
			while (table.next()) {
				CloudRegion region = new CloudRegion(table.text("provider").intern(), table.text("region"),
						table.text("country_iso_alpha3").intern(), table.text("location"), table.intensityOrNull(),
						table.yearOrNull("year"), table.text("source").intern());
				Map<String, CloudRegion> regions = byProvider.get(region.provider());
				if (regions == null) {
					regions = new TreeMap<>();
					byProvider.put(region.provider(), regions);
				}
				if (regions.put(region.region(), region) != null) {
					throw table.broken("region", "'" + region.region() + "' is there twice");
				}
			}
		}
		return new CloudRegions(byProvider);
	}

	/**
	 * Returns the names of the clouds, sorted.
	 * @return the names, in lower case
	 */
	public List<String> providers() {
		return List.copyOf(this.byProvider.keySet());
	}

	/**
	 * Returns the regions of a cloud, by their names.
	 * @param provider the cloud, in any case
	 * @return the regions, none for an unknown cloud
	 */
	public List<CloudRegion> of(String provider) {
		return regions(provider).stream().filter((region) -> !region.region().equals(MISSPELT)).toList();
	}

	/**
	 * Finds a region of a cloud.
	 * @param provider the cloud, in any case
	 * @param region the region, in any case
	 * @return the region, or {@code null} if there is none
	 */
	public @Nullable CloudRegion find(String provider, String region) {
		Map<String, CloudRegion> regions = this.byProvider.get(provider.toLowerCase(Locale.ROOT));
		return (regions != null) ? regions.get(region.toLowerCase(Locale.ROOT)) : null;
	}

	private Collection<CloudRegion> regions(String provider) {
		return this.byProvider.getOrDefault(provider.toLowerCase(Locale.ROOT), Collections.emptyMap()).values();
	}

	private static final class Bundled {

		static final CloudRegions TABLE = read(Table.open(FILE));

	}

}
