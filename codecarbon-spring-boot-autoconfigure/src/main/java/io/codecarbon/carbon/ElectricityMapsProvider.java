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

import java.io.IOException;
import java.net.ProxySelector;
import java.net.URI;
import java.net.http.HttpRequest;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;

import io.codecarbon.data.Countries;
import io.codecarbon.data.Country;
import io.codecarbon.data.Region;
import io.codecarbon.data.Regions;
import io.codecarbon.http.BoundedHttpClient;
import io.codecarbon.http.EnvironmentProxies;
import io.codecarbon.http.HttpAnswer;
import io.codecarbon.location.Place;
import io.codecarbon.unit.CarbonIntensity;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The carbon intensity that holds now, by the API of Electricity Maps
 * ({@code carbon-intensity/latest}). Answers from memory; what it knows is fetched again
 * by a daemon thread when it is due. While that fails the last value holds for a time.
 * Thread-safe.
 */
public final class ElectricityMapsProvider implements CarbonIntensityProvider {

	private static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(5);

	// A token that is refused may be activated, but not within minutes.
	private static final Duration PAUSE_OF_THE_REFUSED = Duration.ofHours(1);

	private static final Duration LONGEST_PAUSE = Duration.ofDays(1);

	private final BoundedHttpClient client;

	private final URI baseUrl;

	private final String token;

	private final @Nullable String zone;

	private final Duration refreshInterval;

	private final Duration maxAge;

	private final LongSupplier clock;

	private volatile @Nullable Place runPlace;

	private volatile Feed[] feeds = new Feed[0];

	// Asked every second, nearly always for the same place.
	private volatile @Nullable Answerer last;

	/**
	 * Creates a provider, which opens nothing before it is asked.
	 * @param baseUrl the URL of the API with its version, such as
	 * {@code https://api.electricitymaps.com/v3}
	 * @param token the token that the service has given to its user
	 * @param zone the zone or ISO 3166-1 alpha-2 code to ask for at the place of the run,
	 * {@code null} to derive it from the place
	 * @param refreshInterval how often to ask, more than zero
	 * @param maxAge how long a value holds when no newer one can be had
	 */
	public ElectricityMapsProvider(URI baseUrl, String token, @Nullable String zone, Duration refreshInterval,
			Duration maxAge) {
		this(baseUrl, token, zone, refreshInterval, maxAge, EnvironmentProxies.ofThisProcess(), System::nanoTime);
	}

	ElectricityMapsProvider(URI baseUrl, String token, @Nullable String zone, Duration refreshInterval, Duration maxAge,
			ProxySelector proxies, LongSupplier clock) {
		this.client = new BoundedHttpClient(proxies);
		this.baseUrl = baseUrl;
		this.token = token;
		this.zone = zone;
		this.refreshInterval = refreshInterval;
		this.maxAge = maxAge;
		this.clock = clock;
	}

	@Override
	public @Nullable GridIntensity intensity(Place place, Instant at) {
		Feed feed = feed(place);
		return (feed != null) ? feed.intensity() : null;
	}

	@Override
	public void prepare(Place place) throws InterruptedException {
		this.runPlace = place;
		this.last = null;
		Feed feed = feed(place);
		if (feed != null) {
			feed.fetch();
		}
	}

	@Override
	public @Nullable String problem() {
		for (Feed feed : this.feeds) {
			String problem = feed.problem;
			if (problem != null) {
				return problem;
			}
		}
		return null;
	}

	@Override
	public List<String> hosts() {
		return List.of(this.baseUrl.getHost());
	}

	@SuppressWarnings("ReferenceEquality")
	private @Nullable Feed feed(Place place) {
		Answerer last = this.last;
		if (last == null || last.place() != place) {
			String query = query(place);
			last = new Answerer(place, (query != null) ? feed(query) : null);
			this.last = last;
		}
		return last.feed();
	}

	private synchronized Feed feed(String query) {
		URI uri = URI.create(this.baseUrl.toString().replaceAll("/+$", "") + "/carbon-intensity/latest?" + query);
		Feed[] feeds = this.feeds;
		for (Feed feed : feeds) {
			if (feed.uri.equals(uri)) {
				return feed;
			}
		}
		Feed feed = new Feed(uri);
		Feed[] more = Arrays.copyOf(feeds, feeds.length + 1);
		more[feeds.length] = feed;
		this.feeds = more;
		return feed;
	}

	/**
	 * Returns what to ask for: the configured zone, coordinates, or the zone that is
	 * named after a bidding zone, a province of Canada or else a country. What the
	 * service has for states of the USA is cut in another way.
	 */
	private @Nullable String query(Place place) {
		Place runPlace = this.runPlace;
		if (this.zone != null && (place.equals(runPlace) || place.source() == Place.Source.UNKNOWN)) {
			return "zone=" + this.zone;
		}
		if (place.latitude() != null && place.longitude() != null) {
			return "lat=%s&lon=%s".formatted(place.latitude(), place.longitude());
		}
		Country country = (place.countryIsoCode() != null) ? Countries.bundled().find(place.countryIsoCode()) : null;
		if (country == null) {
			return null;
		}
		Region region = (place.region() != null && !place.onCloud())
				? Regions.bundled().find(country.isoAlpha3(), place.region()) : null;
		if (region != null && region.biddingZone()) {
			return "zone=" + country.isoAlpha2() + "-" + region.code();
		}
		return "zone=" + ((region != null && country.isoAlpha2().equals("CA")) ? region.code() : country.isoAlpha2());
	}

	private record Answerer(Place place, @Nullable Feed feed) {
	}

	/**
	 * What is known of one zone.
	 */
	private final class Feed {

		private final URI uri;

		private final AtomicBoolean fetching = new AtomicBoolean();

		private volatile @Nullable Value value;

		private volatile @Nullable String problem;

		private volatile long due;

		private Feed(URI uri) {
			this.uri = uri;
			this.due = ElectricityMapsProvider.this.clock.getAsLong();
		}

		@Nullable GridIntensity intensity() {
			long now = ElectricityMapsProvider.this.clock.getAsLong();
			if (now - this.due >= 0 && this.fetching.compareAndSet(false, true)) {
				Thread thread = new Thread(this::fetchOnce, "codecarbon-electricitymaps");
				thread.setDaemon(true);
				thread.start();
			}
			Value value = this.value;
			return (value != null && now - value.since() < ElectricityMapsProvider.this.maxAge.toNanos())
					? value.intensity() : null;
		}

		/** Asks and waits for the answer, if it is due and nobody else does. */
		void fetch() throws InterruptedException {
			if (ElectricityMapsProvider.this.clock.getAsLong() - this.due >= 0
					&& this.fetching.compareAndSet(false, true)) {
				fetchOnce();
				if (Thread.interrupted()) {
					throw new InterruptedException();
				}
			}
		}

		private void fetchOnce() {
			Duration pause = ElectricityMapsProvider.this.refreshInterval;
			try {
				HttpAnswer answer = ElectricityMapsProvider.this.client.send(HttpRequest.newBuilder(this.uri)
					.setHeader("auth-token", ElectricityMapsProvider.this.token)
					.build(), REQUEST_TIMEOUT);
				GridIntensity intensity = answer.isSuccess() ? parse(answer.json()) : null;
				if (intensity != null) {
					this.value = new Value(intensity, ElectricityMapsProvider.this.clock.getAsLong());
					this.problem = null;
				}
				else {
					fail(reason(answer.status()));
					pause = longer(pause, pauseAfter(answer));
				}
			}
			catch (IOException ex) {
				fail(String.valueOf(ex.getMessage()));
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
			}
			finally {
				this.due = ElectricityMapsProvider.this.clock.getAsLong() + pause.toNanos();
				this.fetching.set(false);
			}
		}

		private void fail(String reason) {
			String problem = "The carbon intensity of Electricity Maps cannot be had: " + reason;
			if (!problem.equals(this.problem)) {
				this.problem = problem;
			}
		}

		private String reason(int status) {
			String origin = BoundedHttpClient.origin(this.uri);
			return switch (status) {
				case 200 -> origin + " does not answer as Electricity Maps does";
				case 401, 403 -> origin + " refuses the token: HTTP status " + status;
				case 404 -> origin + " knows nothing of " + this.uri.getQuery() + ": HTTP status 404";
				case 429 -> origin + " is asked too often: HTTP status 429";
				default -> origin + " answers with HTTP status " + status;
			};
		}

	}

	private static @Nullable GridIntensity parse(@Nullable JsonNode json) {
		JsonNode grams = (json != null) ? json.path("carbonIntensity") : null;
		if (json == null || grams == null || !grams.isNumber() || !(grams.doubleValue() >= 0)
				|| grams.doubleValue() == Double.POSITIVE_INFINITY) {
			return null;
		}
		String detail = json.path("emissionFactorType").asString("").toLowerCase(Locale.ROOT);
		if (!detail.matches("[a-z]+")) {
			detail = "";
		}
		if (json.path("isEstimated").asBoolean(false)) {
			detail += detail.isEmpty() ? "estimated" : ", estimated";
		}
		return new GridIntensity(new CarbonIntensity(grams.doubleValue()), "electricity-maps", null,
				instant(json.path("datetime")), detail.isEmpty() ? null : detail);
	}

	private static @Nullable Instant instant(JsonNode text) {
		try {
			return text.isString() ? Instant.parse(text.stringValue()) : null;
		}
		catch (DateTimeException ex) {
			return null;
		}
	}

	private static Duration pauseAfter(HttpAnswer answer) {
		if (answer.status() == 401 || answer.status() == 403) {
			return PAUSE_OF_THE_REFUSED;
		}
		return answer.headers()
			.firstValue("Retry-After")
			.map(ElectricityMapsProvider::retryAfter)
			.orElse(Duration.ZERO);
	}

	// RFC 9110, section 10.2.3: seconds, or a date
	private static Duration retryAfter(String value) {
		try {
			Duration pause = value.matches("\\d{1,9}") ? Duration.ofSeconds(Long.parseLong(value))
					: Duration.between(Instant.now(), ZonedDateTime.parse(value, DateTimeFormatter.RFC_1123_DATE_TIME));
			return longer(Duration.ZERO, (pause.compareTo(LONGEST_PAUSE) < 0) ? pause : LONGEST_PAUSE);
		}
		catch (DateTimeException ex) {
			return Duration.ZERO;
		}
	}

	private static Duration longer(Duration one, Duration other) {
		return (one.compareTo(other) >= 0) ? one : other;
	}

	/** An intensity and when it was fetched, by the monotonic clock. */
	private record Value(GridIntensity intensity, long since) {
	}

}
