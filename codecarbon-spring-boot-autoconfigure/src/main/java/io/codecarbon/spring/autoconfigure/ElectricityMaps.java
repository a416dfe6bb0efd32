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

import java.util.Locale;

import io.codecarbon.carbon.ElectricityMapsProvider;
import org.jspecify.annotations.Nullable;

import org.springframework.util.StringUtils;

/**
 * Creates the provider that asks Electricity Maps.
 */
final class ElectricityMaps {

	private ElectricityMaps() {
	}

	/**
	 * Creates the provider.
	 * @param properties the properties
	 * @return the provider, {@code null} if no token is configured
	 * @throws InvalidPropertyException if it cannot work as it is configured
	 */
	static @Nullable ElectricityMapsProvider create(CodeCarbonProperties properties) {
		String token = properties.getElectricitymapsApiToken();
		String former = properties.getCo2SignalApiToken();
		boolean renamed = StringUtils.hasText(token);
		if (!renamed && !StringUtils.hasText(former)) {
			return null;
		}
		CodeCarbonProperties.Electricitymaps electricitymaps = properties.getElectricitymaps();
		String zone = properties.getCountry2letterIsoCode();
		return new ElectricityMapsProvider(PropertyRules.url("electricitymaps.base-url", electricitymaps.getBaseUrl()),
				PropertyRules.secret(renamed ? "electricitymaps-api-token" : "co2-signal-api-token",
						renamed ? token : former),
				StringUtils.hasText(zone) ? zone.strip().toUpperCase(Locale.ROOT) : null,
				electricitymaps.getRefreshInterval(), electricitymaps.getMaxAge());
	}

}
