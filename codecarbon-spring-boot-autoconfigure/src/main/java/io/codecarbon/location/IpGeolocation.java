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

import java.io.IOException;
import java.net.ProxySelector;
import java.net.URI;
import java.net.http.HttpRequest;
import java.text.Normalizer;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

import io.codecarbon.data.Countries;
import io.codecarbon.data.Country;
import io.codecarbon.data.Region;
import io.codecarbon.data.Regions;
import io.codecarbon.http.BoundedHttpClient;
import io.codecarbon.http.HttpAnswer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;

/**
 * Asks a service on the Internet where the address is that this machine is seen with:
 * GeoJS, or if that fails ip-api. Nothing is sent but the request. The coordinates, which
 * are those of a city at best, are rounded to a tenth of a degree before they are kept.
 * Thread-safe.
 */
final class IpGeolocation {

	// How long one service may take.
	private static final Duration PATIENCE = Duration.ofSeconds(1);

	private static final Logger logger = LoggerFactory.getLogger(IpGeolocation.class);

	private static final URI GEOJS = URI.create("https://get.geojs.io/v1/ip/geo.json");

	private static final URI IP_API = URI
		.create("https://ip-api.com/json/?fields=status,country,countryCode,regionName,lat,lon");

	private static final Pattern ALPHA_3 = Pattern.compile("[A-Z]{3}");

	private static final Pattern DIACRITICS = Pattern.compile("\\p{M}+");

	private static final Pattern CONTROLS = Pattern.compile("\\p{Cntrl}+");

	private static final int LONGEST_NAME = 100;

	private final BoundedHttpClient client;

	private final URI geojs;

	private final URI ipApi;

	IpGeolocation(ProxySelector proxies) {
		this(proxies, GEOJS, IP_API);
	}

	IpGeolocation(ProxySelector proxies, URI geojs, URI ipApi) {
		this.client = new BoundedHttpClient(proxies);
		this.geojs = geojs;
		this.ipApi = ipApi;
	}

	List<String> hosts() {
		return List.of(this.geojs.getHost(), this.ipApi.getHost());
	}

	/**
	 * Asks one service after the other.
	 * @return the place, {@link Place#UNKNOWN} if none of them knows it
	 */
	Place find() throws InterruptedException {
		JsonNode json = ask(this.geojs);
		Place place = (json != null) ? ofGeojs(json) : null;
		if (place == null) {
			json = ask(this.ipApi);
			place = (json != null) ? ofIpApi(json) : null;
		}
		return (place != null) ? place : Place.UNKNOWN;
	}

	private @Nullable JsonNode ask(URI service) throws InterruptedException {
		try {
			HttpAnswer answer = this.client.send(HttpRequest.newBuilder(service).build(), PATIENCE);
			logger.debug("{} answers with HTTP status {}", BoundedHttpClient.origin(service), answer.status());
			return answer.isSuccess() ? answer.json() : null;
		}
		catch (IOException ex) {
			logger.debug("The place is not known from an address: {}", ex.getMessage());
			return null;
		}
	}

	private static @Nullable Place ofGeojs(JsonNode json) {
		String code = text(json, "country_code3").toUpperCase(Locale.ROOT);
		if (!ALPHA_3.matcher(code).matches()) {
			return null;
		}
		Country country = Countries.bundled().find(code);
		return place(code, (country != null) ? country.name() : text(json, "country"), text(json, "region"),
				json.path("latitude"), json.path("longitude"));
	}

	private static @Nullable Place ofIpApi(JsonNode json) {
		Country country = Countries.bundled().findByIsoAlpha2(text(json, "countryCode"));
		return (country != null) ? place(country.isoAlpha3(), country.name(), text(json, "regionName"),
				json.path("lat"), json.path("lon")) : null;
	}

	private static Place place(String countryIsoCode, String countryName, String regionName, JsonNode latitude,
			JsonNode longitude) {
		Region region = Regions.bundled().find(countryIsoCode, withoutDiacritics(regionName));
		String label = (region != null) ? region.label() : regionName.toLowerCase(Locale.ROOT);
		Double north = degrees(latitude, 90);
		Double east = degrees(longitude, 180);
		boolean complete = north != null && east != null;
		return new Place(countryIsoCode, countryName.isEmpty() ? countryIsoCode : countryName,
				label.isEmpty() ? null : label, null, null, complete ? north : null, complete ? east : null,
				Place.Source.IP_GEOLOCATION);
	}

	private static String withoutDiacritics(String text) {
		return DIACRITICS.matcher(Normalizer.normalize(text, Normalizer.Form.NFD)).replaceAll("");
	}

	private static String text(JsonNode json, String name) {
		JsonNode value = json.path(name);
		String text = value.isString() ? CONTROLS.matcher(value.stringValue()).replaceAll(" ").strip() : "";
		return text.substring(0, Math.min(text.length(), LONGEST_NAME));
	}

	// GeoJS tells numbers as strings, and what it does not know as "nil".
	private static @Nullable Double degrees(JsonNode value, double limit) {
		try {
			double degrees = value.isString() ? Double.parseDouble(value.stringValue()) : value.asDouble(Double.NaN);
			return (Math.abs(degrees) <= limit) ? Math.round(degrees * 10) / 10.0 : null;
		}
		catch (NumberFormatException ex) {
			return null;
		}
	}

}
