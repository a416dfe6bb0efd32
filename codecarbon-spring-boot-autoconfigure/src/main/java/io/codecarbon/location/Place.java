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

package io.codecarbon.location;

import java.util.Locale;

import io.codecarbon.data.CloudRegion;
import io.codecarbon.data.Countries;
import io.codecarbon.data.Country;
import org.jspecify.annotations.Nullable;

/**
 * A place on earth, or in a cloud, as far as it is known. Immutable.
 *
 * @param countryIsoCode ISO 3166-1 alpha-3, upper case
 * @param countryName the English name of the country
 * @param region a state, province or bidding zone, named as CodeCarbon names it (lower
 * case) or, on a cloud, the state or else the city of the cloud's region
 * @param cloudProvider the cloud, lower case, such as {@code gcp}
 * @param cloudRegion the cloud's region, such as {@code europe-west9}
 * @param latitude degrees north, rounded to one decimal
 * @param longitude degrees east, rounded to one decimal
 * @param source how the place became known
 */
public record Place(@Nullable String countryIsoCode, @Nullable String countryName, @Nullable String region,
		@Nullable String cloudProvider, @Nullable String cloudRegion, @Nullable Double latitude,
		@Nullable Double longitude, Source source) {

	/** Nowhere that is known. */
	public static final Place UNKNOWN = new Place(null, null, null, null, null, null, null, Source.UNKNOWN);

	static Place of(CloudRegion cloudRegion, Source source) {
		Country country = Countries.bundled().find(cloudRegion.countryIsoAlpha3());
		String location = cloudRegion.location();
		// "Council Bluffs, Iowa": CodeCarbon reports the state, where there is one
		String region = location.substring(location.lastIndexOf(',') + 1).strip();
		return new Place(cloudRegion.countryIsoAlpha3(), (country != null) ? country.name() : null, region,
				cloudRegion.provider(), cloudRegion.region(), null, null, source);
	}

	/**
	 * Whether the place is a region of a cloud.
	 * @return whether a cloud provider is known
	 */
	public boolean onCloud() {
		return this.cloudProvider != null;
	}

	/**
	 * How a place became known.
	 */
	public enum Source {

		/** It was configured. */
		CONFIGURED,

		/** It is not known. */
		UNKNOWN;

		@Override
		public String toString() {
			return name().toLowerCase(Locale.ROOT);
		}

	}

}
