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
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import io.codecarbon.location.Place;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks several providers in turn and takes the first answer: a forced value first, then
 * the users' providers, then the tables. A provider that throws is passed over, which is
 * said once. Thread-safe if the providers are.
 */
public final class CompositeCarbonIntensityProvider implements CarbonIntensityProvider {

	private static final Logger logger = LoggerFactory.getLogger(CompositeCarbonIntensityProvider.class);

	private final List<CarbonIntensityProvider> providers;

	private final Set<CarbonIntensityProvider> complainedOf = ConcurrentHashMap.newKeySet();

	/**
	 * Creates a chain of providers.
	 * @param providers the providers, the most important first
	 */
	public CompositeCarbonIntensityProvider(List<? extends CarbonIntensityProvider> providers) {
		this.providers = List.copyOf(providers);
	}

	@Override
	public @Nullable GridIntensity intensity(Place place, Instant at) {
		for (CarbonIntensityProvider provider : this.providers) {
			GridIntensity intensity = ask(provider, place, at);
			if (intensity != null) {
				return intensity;
			}
		}
		return null;
	}

	@Override
	public void prepare(Place place) throws InterruptedException {
		for (CarbonIntensityProvider provider : this.providers) {
			try {
				provider.prepare(place);
			}
			catch (RuntimeException | LinkageError ex) {
				complain(provider, ex);
			}
		}
	}

	@Override
	public @Nullable String problem() {
		for (int i = 0; i < this.providers.size(); i++) {
			String problem = this.providers.get(i).problem();
			if (problem != null) {
				return problem;
			}
		}
		return null;
	}

	@Override
	public List<String> hosts() {
		List<String> hosts = new ArrayList<>();
		for (CarbonIntensityProvider provider : this.providers) {
			try {
				hosts.addAll(provider.hosts());
			}
			catch (RuntimeException | LinkageError ex) {
				complain(provider, ex);
			}
		}
		return hosts;
	}

	private @Nullable GridIntensity ask(CarbonIntensityProvider provider, Place place, Instant at) {
		try {
			return provider.intensity(place, at);
		}
		catch (RuntimeException | LinkageError ex) {
			complain(provider, ex);
			return null;
		}
	}

	private void complain(CarbonIntensityProvider provider, Throwable failure) {
		if (this.complainedOf.add(provider)) {
			logger.warn("The carbon intensity provider {} failed and is passed over while it does: {}",
					provider.getClass().getName(), failure.toString());
		}
		else {
			logger.debug("The carbon intensity provider {} failed again", provider.getClass().getName(), failure);
		}
	}

}
