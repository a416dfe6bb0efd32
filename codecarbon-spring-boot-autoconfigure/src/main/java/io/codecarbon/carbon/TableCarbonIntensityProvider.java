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

import io.codecarbon.data.CloudRegion;
import io.codecarbon.data.Country;
import io.codecarbon.data.GridTables;
import io.codecarbon.data.Region;
import io.codecarbon.data.WorldAverage;
import io.codecarbon.location.Place;
import org.jspecify.annotations.Nullable;

/**
 * The yearly averages of tables, which always know an answer: of the cloud's region
 * ({@code cloud-region}), else of the state, province or bidding zone ({@code region}),
 * else of the country ({@code country}), else of the world ({@code world-average}). A
 * cloud's region without a figure of its own has its country's ({@code country}).
 * Thread-safe.
 */
public final class TableCarbonIntensityProvider implements CarbonIntensityProvider {

	private final GridTables tables;

	// Asked every second, nearly always for the same place, whose figure never changes.
	private volatile @Nullable Answer last;

	/**
	 * Creates a provider of the bundled figures.
	 */
	public TableCarbonIntensityProvider() {
		this(GridTables.bundled());
	}

	/**
	 * Creates a provider of the figures of some tables.
	 * @param tables the tables
	 */
	public TableCarbonIntensityProvider(GridTables tables) {
		this.tables = tables;
	}

	@Override
	@SuppressWarnings("ReferenceEquality")
	public GridIntensity intensity(Place place, Instant at) {
		Answer last = this.last;
		// The equals of a record costs dozens of calls until the JIT has seen it.
		if (last == null || (place != last.place() && !place.equals(last.place()))) {
			last = new Answer(place, find(place));
			this.last = last;
		}
		return last.intensity();
	}

	private GridIntensity find(Place place) {
		CloudRegion cloudRegion = cloudRegion(place);
		if (cloudRegion != null && cloudRegion.intensity() != null) {
			return new GridIntensity(cloudRegion.intensity(), "cloud-region", cloudRegion.year(), null);
		}
		String countryIsoCode = (cloudRegion != null) ? cloudRegion.countryIsoAlpha3() : place.countryIsoCode();
		if (countryIsoCode == null) {
			return worldAverage();
		}
		// The place of a cloud's region names a city or state that the table of regions
		// may list for something else
		Region region = (cloudRegion == null && place.region() != null)
				? this.tables.regions().find(countryIsoCode, place.region()) : null;
		if (region != null) {
			return new GridIntensity(region.intensity(), "region", region.year(), null);
		}
		Country country = this.tables.countries().find(countryIsoCode);
		return (country != null) ? new GridIntensity(country.intensity(), "country", country.year(), null)
				: worldAverage();
	}

	private @Nullable CloudRegion cloudRegion(Place place) {
		return (place.cloudProvider() != null && place.cloudRegion() != null)
				? this.tables.cloudRegions().find(place.cloudProvider(), place.cloudRegion()) : null;
	}

	private static GridIntensity worldAverage() {
		return new GridIntensity(WorldAverage.bundled().intensity(), "world-average", null, null);
	}

	private record Answer(Place place, GridIntensity intensity) {
	}

}
