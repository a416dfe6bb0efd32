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
 * @param cloudInstanceType the cloud's name for this kind of machine, such as
 * {@code n2-standard-4}
 * @param latitude degrees north, rounded to one decimal
 * @param longitude degrees east, rounded to one decimal
 * @param source how the place became known
 */
public record Place(@Nullable String countryIsoCode, @Nullable String countryName, @Nullable String region,
		@Nullable String cloudProvider, @Nullable String cloudRegion, @Nullable String cloudInstanceType,
		@Nullable Double latitude, @Nullable Double longitude, Source source) {

	/** Nowhere that is known. */
	public static final Place UNKNOWN = new Place(null, null, null, null, null, null, null, Source.UNKNOWN);

	/**
	 * Creates a place where the kind of the machine is not known.
	 * @param countryIsoCode ISO 3166-1 alpha-3, upper case
	 * @param countryName the English name of the country
	 * @param region a state, province or bidding zone
	 * @param cloudProvider the cloud, lower case
	 * @param cloudRegion the cloud's region
	 * @param latitude degrees north
	 * @param longitude degrees east
	 * @param source how the place became known
	 */
	public Place(@Nullable String countryIsoCode, @Nullable String countryName, @Nullable String region,
			@Nullable String cloudProvider, @Nullable String cloudRegion, @Nullable Double latitude,
			@Nullable Double longitude, Source source) {
		this(countryIsoCode, countryName, region, cloudProvider, cloudRegion, null, latitude, longitude, source);
	}

	static Place of(CloudRegion cloudRegion, Source source) {
		return of(cloudRegion, null, source);
	}

	static Place of(CloudRegion cloudRegion, @Nullable String instanceType, Source source) {
		Country country = Countries.bundled().find(cloudRegion.countryIsoAlpha3());
		String location = cloudRegion.location();
		// "Council Bluffs, Iowa": CodeCarbon reports the state, where there is one
		String region = location.substring(location.lastIndexOf(',') + 1).strip();
		return new Place(cloudRegion.countryIsoAlpha3(), (country != null) ? country.name() : null, region,
				cloudRegion.provider(), cloudRegion.region(), instanceType, null, null, source);
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

		/** The metadata service of the cloud has told it. */
		CLOUD_METADATA,

		/** A service on the Internet has told it by the address of this machine. */
		IP_GEOLOCATION,

		/** It is not known. */
		UNKNOWN;

		@Override
		public String toString() {
			return name().toLowerCase(Locale.ROOT).replace('_', '-');
		}

	}

}
