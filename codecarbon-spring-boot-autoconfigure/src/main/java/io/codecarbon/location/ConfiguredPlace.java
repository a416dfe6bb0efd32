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

import java.util.List;
import java.util.Locale;

import io.codecarbon.data.CloudRegion;
import io.codecarbon.data.CloudRegions;
import io.codecarbon.data.Countries;
import io.codecarbon.data.Country;
import io.codecarbon.data.NearestNames;
import io.codecarbon.data.Region;
import io.codecarbon.data.Regions;
import io.codecarbon.location.UnknownPlaceException.Part;
import org.jspecify.annotations.Nullable;

/**
 * A place as a user writes it down, of a run or of a task. Immutable; surrounding blanks
 * do not count, and what is blank is not configured.
 *
 * @param countryIsoCode ISO 3166-1 alpha-3, in any case
 * @param region a state, province or bidding zone of that country, by name or code, in
 * any case
 * @param cloudProvider a cloud, in any case
 * @param cloudRegion a region of that cloud, in any case
 */
public record ConfiguredPlace(@Nullable String countryIsoCode, @Nullable String region, @Nullable String cloudProvider,
		@Nullable String cloudRegion) {

	/** No place is configured. */
	public static final ConfiguredPlace NONE = new ConfiguredPlace(null, null, null, null);

	/**
	 * Takes off the surrounding blanks.
	 */
	public ConfiguredPlace {
		countryIsoCode = blankToNull(countryIsoCode);
		region = blankToNull(region);
		cloudProvider = blankToNull(cloudProvider);
		cloudRegion = blankToNull(cloudRegion);
	}

	private static @Nullable String blankToNull(@Nullable String value) {
		return (value == null || value.isBlank()) ? null : value.strip();
	}

	/**
	 * Whether anything is configured.
	 * @return whether nothing is
	 */
	public boolean isEmpty() {
		return this.countryIsoCode == null && this.region == null && this.cloudProvider == null
				&& this.cloudRegion == null;
	}

	/**
	 * Looks the place up in the bundled tables. A cloud decides alone where it is: its
	 * electricity is not drawn at a country that is configured beside it. All parts must
	 * be valid nevertheless. A region of a country whose regions are not in the tables is
	 * taken as it is, in lower case.
	 * @return the place, {@link Place#UNKNOWN} if nothing is configured
	 * @throws UnknownPlaceException if a part is unknown, or missing beside another
	 */
	public Place resolve() {
		Country country = (this.countryIsoCode != null) ? country(this.countryIsoCode) : null;
		String region = (this.region != null) ? region(this.region, country) : null;
		CloudRegion cloud = cloud();
		if (cloud != null) {
			return Place.of(cloud, Place.Source.CONFIGURED);
		}
		if (country != null) {
			return new Place(country.isoAlpha3(), country.name(), region, null, null, null, null,
					Place.Source.CONFIGURED);
		}
		return Place.UNKNOWN;
	}

	private static Country country(String code) {
		Country country = Countries.bundled().find(code);
		if (country == null) {
			throw new UnknownPlaceException(Part.COUNTRY_ISO_CODE, code, allowedCountries(), nearestCountries(code),
					countryHint(code));
		}
		return country;
	}

	private static String region(String nameOrCode, @Nullable Country country) {
		if (country == null) {
			throw new UnknownPlaceException(Part.COUNTRY_ISO_CODE, null, allowedCountries(), countriesWith(nameOrCode),
					"The region '" + nameOrCode + "' says nothing without its country");
		}
		List<Region> regions = Regions.bundled().of(country.isoAlpha3());
		if (regions.isEmpty()) {
			return nameOrCode.toLowerCase(Locale.ROOT);
		}
		Region region = Regions.bundled().find(country.isoAlpha3(), nameOrCode);
		if (region == null) {
			throw new UnknownPlaceException(
					Part.REGION, nameOrCode, "one of %d regions of %s (%s), by name or code".formatted(regions.size(),
							country.isoAlpha3(), country.name()),
					nearestRegions(nameOrCode, regions), regionHint(nameOrCode));
		}
		return region.label();
	}

	private @Nullable CloudRegion cloud() {
		String provider = this.cloudProvider;
		String region = this.cloudRegion;
		if (provider == null && region == null) {
			return null;
		}
		CloudRegions table = CloudRegions.bundled();
		List<String> providers = table.providers();
		String allowedProviders = "one of %d clouds: %s".formatted(providers.size(), String.join(", ", providers));
		if (provider == null) {
			throw new UnknownPlaceException(Part.CLOUD_PROVIDER, null, allowedProviders, providersWith(region),
					"The cloud region '" + region + "' says nothing without its provider");
		}
		List<String> regions = table.of(provider).stream().map(CloudRegion::region).toList();
		if (regions.isEmpty()) {
			throw new UnknownPlaceException(Part.CLOUD_PROVIDER, provider, allowedProviders,
					NearestNames.of(provider, providers), null);
		}
		String allowedRegions = "one of %d regions of %s".formatted(regions.size(), provider.toLowerCase(Locale.ROOT));
		if (region == null) {
			throw new UnknownPlaceException(Part.CLOUD_REGION, null, allowedRegions, List.of(),
					"A cloud provider says nothing without a region, such as " + regions.get(0));
		}
		CloudRegion cloud = table.find(provider, region);
		if (cloud == null) {
			List<String> others = providersWith(region);
			throw new UnknownPlaceException(Part.CLOUD_REGION, region, allowedRegions, NearestNames.of(region, regions),
					others.isEmpty() ? null : "It is a region of " + String.join(", ", others));
		}
		return cloud;
	}

	private static String allowedCountries() {
		return "one of %d ISO 3166-1 alpha-3 codes".formatted(Countries.bundled().all().size());
	}

	private static List<String> nearestCountries(String code) {
		Country meant = meantCountry(code);
		if (meant != null) {
			return List.of(meant.isoAlpha3());
		}
		return NearestNames
			.of(code, Countries.bundled().all(), (country) -> List.of(country.isoAlpha3(), country.name()))
			.stream()
			.map(Country::isoAlpha3)
			.toList();
	}

	private static @Nullable Country meantCountry(String code) {
		Countries countries = Countries.bundled();
		return switch (code.toUpperCase(Locale.ROOT)) {
			// Norway's alpha-2 code is a boolean of YAML 1.1
			case "FALSE" -> countries.findByIsoAlpha2("NO");
			// Reserved in ISO 3166-1 for the United Kingdom, and nearer to UKR than to
			// GBR
			case "UK" -> countries.findByIsoAlpha2("GB");
			default -> countries.findByIsoAlpha2(code);
		};
	}

	private static @Nullable String countryHint(String code) {
		if (isBoolean(code)) {
			return yamlHint("NOR");
		}
		Country meant = meantCountry(code);
		if (meant != null) {
			return "'%s' is a two-letter code: the code of %s is %s".formatted(code, meant.name(), meant.isoAlpha3());
		}
		if (Locale.getISOCountries(Locale.IsoCountryCode.PART1_ALPHA3).contains(code.toUpperCase(Locale.ROOT))) {
			return "It is a country's code, but no table has a carbon intensity for it:"
					+ " leave it out and set force-carbon-intensity-g-co2e-kwh";
		}
		return null;
	}

	private static List<String> nearestRegions(String nameOrCode, List<Region> regions) {
		if (nameOrCode.equalsIgnoreCase("true")) {
			// Ontario's code is a boolean of YAML 1.1
			for (Region region : regions) {
				if (region.isNamed("ON")) {
					return List.of(region.name());
				}
			}
		}
		return NearestNames.of(nameOrCode, regions, (region) -> List.of(region.name(), region.code()))
			.stream()
			.map((region) -> region.biddingZone() ? region.code() : region.name())
			.toList();
	}

	private static @Nullable String regionHint(String nameOrCode) {
		if (isBoolean(nameOrCode)) {
			return yamlHint("ON");
		}
		List<String> others = countriesWith(nameOrCode);
		return others.isEmpty() ? null : "It is a region of " + String.join(", ", others);
	}

	private static List<String> countriesWith(String region) {
		return Regions.bundled()
			.all()
			.stream()
			.filter((candidate) -> candidate.isNamed(region))
			.map(Region::countryIsoAlpha3)
			.distinct()
			.sorted()
			.toList();
	}

	private static List<String> providersWith(@Nullable String region) {
		CloudRegions table = CloudRegions.bundled();
		return (region == null) ? List.of()
				: table.providers().stream().filter((provider) -> table.find(provider, region) != null).toList();
	}

	private static boolean isBoolean(String value) {
		return value.equalsIgnoreCase("true") || value.equalsIgnoreCase("false");
	}

	private static String yamlHint(String example) {
		return "YAML reads NO, OFF, ON and YES as booleans: write the code in quotes, such as \"" + example + "\"";
	}

}
