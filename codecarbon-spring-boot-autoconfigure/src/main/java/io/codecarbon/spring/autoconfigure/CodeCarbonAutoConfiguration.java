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

package io.codecarbon.spring.autoconfigure;

import java.util.ArrayList;
import java.util.List;

import io.codecarbon.carbon.CarbonIntensityProvider;
import io.codecarbon.location.OnlinePlaceLookup;
import io.codecarbon.location.PlaceLookup;
import io.codecarbon.power.PowerSource;
import io.codecarbon.tracker.EmissionsTracker;
import io.codecarbon.tracker.EmissionsTrackerBuilder;
import io.codecarbon.tracker.TrackerListener;
import io.codecarbon.tracker.TrackerSettings;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/**
 * Auto-configuration of the tracker, which runs as long as the application context does.
 */
@AutoConfiguration
public final class CodeCarbonAutoConfiguration {

	/**
	 * The tracker.
	 */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnCodeCarbonEnabled
	@EnableConfigurationProperties(CodeCarbonProperties.class)
	static class TrackerConfiguration {

		@Bean
		@ConditionalOnMissingBean
		TrackerSettings codeCarbonTrackerSettings(CodeCarbonProperties properties, Environment environment) {
			return TrackerSettingsFactory.create(properties, environment);
		}

		@Bean
		@ConditionalOnMissingBean
		EmissionsTracker codeCarbonEmissionsTracker(TrackerSettings settings, CodeCarbonProperties properties,
				ObjectProvider<PowerSource> powerSources, ObjectProvider<PlaceLookup> placeLookups,
				ObjectProvider<CarbonIntensityProvider> carbonIntensityProviders,
				ObjectProvider<TrackerListener> listeners) {
			List<CarbonIntensityProvider> intensities = new ArrayList<>(
					carbonIntensityProviders.orderedStream().toList());
			CarbonIntensityProvider electricityMaps = ElectricityMaps.create(properties);
			if (electricityMaps != null) {
				intensities.add(electricityMaps);
			}
			EmissionsTrackerBuilder tracker = EmissionsTracker.builder(settings)
				.powerSources(powerSources.orderedStream().toList())
				.gridTables(ConfiguredTables.of(properties))
				.carbonIntensityProviders(intensities)
				.listeners(listeners.orderedStream().toList());
			if (properties.isLookupPlace() && !properties.isOffline()) {
				tracker.placeLookup(placeLookups.getIfAvailable(OnlinePlaceLookup::new));
			}
			return tracker.build();
		}

		@Bean
		TrackerLifecycle codeCarbonTrackerLifecycle(EmissionsTracker tracker) {
			return new TrackerLifecycle(tracker);
		}

	}

	/**
	 * A tracker that tracks nothing, for the beans that use one.
	 */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnCodeCarbonEnabled(false)
	static class NoTrackerConfiguration {

		@Bean
		@ConditionalOnMissingBean
		EmissionsTracker codeCarbonEmissionsTracker() {
			return EmissionsTracker.noop();
		}

	}

}
