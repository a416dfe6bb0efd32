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

package io.codecarbon.sample;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;

import io.codecarbon.carbon.CarbonIntensityProvider;
import io.codecarbon.carbon.GridIntensity;
import io.codecarbon.location.Place;
import io.codecarbon.unit.CarbonIntensity;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestClientException;

/**
 * An example of a source of carbon intensities of one's own: a feed that answers with a
 * bare number of gCO2e/kWh. Used where {@code sample.grid-feed} tells its URL.
 */
@Component
@ConditionalOnProperty("sample.grid-feed")
@EnableScheduling
class GridFeed implements CarbonIntensityProvider {

	private final URI feed;

	private final RestClient client;

	private volatile @Nullable GridIntensity latest;

	private volatile @Nullable String problem;

	GridFeed(@Value("${sample.grid-feed}") URI feed) {
		JdkClientHttpRequestFactory requests = new JdkClientHttpRequestFactory();
		requests.setReadTimeout(Duration.ofSeconds(2));
		this.feed = feed;
		this.client = RestClient.builder().requestFactory(requests).build();
	}

	// Asked each second, by the thread that measures: answers from memory.
	@Override
	public @Nullable GridIntensity intensity(Place place, Instant at) {
		return this.latest;
	}

	// So that also the first seconds are priced by the feed.
	@Override
	public void prepare(Place place) {
		refresh();
	}

	@Override
	public @Nullable String problem() {
		return this.problem;
	}

	@Override
	public List<String> hosts() {
		return List.of(this.feed.getHost());
	}

	@Scheduled(initialDelay = 5, fixedDelay = 5, timeUnit = TimeUnit.MINUTES)
	void refresh() {
		try {
			String grams = this.client.get().uri(this.feed).retrieve().body(String.class);
			this.latest = new GridIntensity(new CarbonIntensity(Double.parseDouble(String.valueOf(grams).strip())),
					"grid-feed", null, Instant.now());
			this.problem = null;
		}
		catch (RestClientException | IllegalArgumentException ex) {
			// Without an intensity of ours, that of the tables holds.
			this.latest = null;
			this.problem = "The grid feed cannot be read";
		}
	}

}
