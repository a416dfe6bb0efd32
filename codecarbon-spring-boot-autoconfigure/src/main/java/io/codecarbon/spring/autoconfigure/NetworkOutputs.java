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

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.codecarbon.output.EmissionsOutput;
import io.codecarbon.output.api.ApiEmissionsOutput;
import io.codecarbon.output.http.HttpEmissionsOutput;
import io.codecarbon.output.otlp.OtlpEmissionsOutput;
import io.codecarbon.output.prometheus.Credentials;
import io.codecarbon.output.prometheus.PrometheusEmissionsOutput;
import org.jspecify.annotations.Nullable;

import org.springframework.core.env.Environment;
import org.springframework.util.ClassUtils;
import org.springframework.util.StringUtils;

/**
 * Creates the outputs over the network that the properties ask for. What else is read is
 * what the libraries that CodeCarbon uses read from the environment themselves.
 */
final class NetworkOutputs {

	private static final String PUSHGATEWAY = "io.prometheus.metrics.exporter.pushgateway.PushGateway";

	private static final String LOGFIRE_URL = "https://logfire-us.pydantic.dev";

	private final CodeCarbonProperties properties;

	private final Environment environment;

	private final @Nullable ClassLoader classLoader;

	NetworkOutputs(CodeCarbonProperties properties, Environment environment, @Nullable ClassLoader classLoader) {
		this.properties = properties;
		this.environment = environment;
		this.classLoader = classLoader;
	}

	/**
	 * Creates the outputs.
	 * @return the outputs, none if none is asked for
	 * @throws InvalidPropertyException if one cannot work as it is configured
	 */
	List<EmissionsOutput> create() {
		List<EmissionsOutput> outputs = new ArrayList<>();
		if (this.properties.isSaveToApi()) {
			outputs.add(new ApiEmissionsOutput(PropertyRules.url("api-endpoint", this.properties.getApiEndpoint()),
					PropertyRules.secret("api-key", this.properties.getApiKey())));
		}
		String endpoint = this.properties.getEmissionsEndpoint();
		if (StringUtils.hasText(endpoint)) {
			outputs.add(new HttpEmissionsOutput(PropertyRules.url("emissions-endpoint", endpoint)));
		}
		if (this.properties.isSaveToPrometheus()) {
			outputs.add(prometheus());
		}
		if (this.properties.isSaveToLogfire()) {
			outputs.add(logfire());
		}
		String otlpEndpoint = this.properties.getOtlp().getEndpoint();
		if (StringUtils.hasText(otlpEndpoint)) {
			outputs.add(new OtlpEmissionsOutput("otlp", PropertyRules.url("otlp.endpoint", otlpEndpoint),
					this.properties.getOtlp().getHeaders()));
		}
		return outputs;
	}

	private EmissionsOutput prometheus() {
		if (!ClassUtils.isPresent(PUSHGATEWAY, this.classLoader)) {
			throw new InvalidPropertyException(PropertyRules.PREFIX + ".save-to-prometheus", true,
					"true only with io.prometheus:prometheus-metrics-exporter-pushgateway on the class path, else false",
					List.of(), null);
		}
		CodeCarbonProperties.Prometheus prometheus = this.properties.getPrometheus();
		URI url = PropertyRules.prometheusUrl(this.properties.getPrometheusUrl());
		return new PrometheusEmissionsOutput(url, credentials(prometheus, url), prometheus.getGroup(),
				prometheus.isDeleteOnShutdown());
	}

	private @Nullable Credentials credentials(CodeCarbonProperties.Prometheus prometheus, URI url) {
		String username = orVariable(prometheus.getUsername(), "PROMETHEUS_USERNAME");
		String password = orVariable(prometheus.getPassword(), "PROMETHEUS_PASSWORD");
		String ofUrl = url.getUserInfo();
		if (username == null && password == null && ofUrl != null) {
			int colon = (ofUrl + ":").indexOf(':');
			return new Credentials(ofUrl.substring(0, colon), ofUrl.substring(Math.min(colon + 1, ofUrl.length())));
		}
		if (username == null && password == null) {
			return null;
		}
		if (username == null || password == null) {
			throw PropertyRules.invalid((username == null) ? "prometheus.username" : "prometheus.password", null);
		}
		return new Credentials(username, password);
	}

	private EmissionsOutput logfire() {
		CodeCarbonProperties.Logfire logfire = this.properties.getLogfire();
		String token = PropertyRules.secret("logfire.token", orVariable(logfire.getToken(), "LOGFIRE_TOKEN"));
		String url = orVariable(logfire.getBaseUrl(), "LOGFIRE_BASE_URL");
		return new OtlpEmissionsOutput("logfire",
				PropertyRules.url("logfire.base-url", (url != null) ? url : LOGFIRE_URL),
				Map.of("Authorization", token));
	}

	private @Nullable String orVariable(@Nullable String value, String variable) {
		String present = StringUtils.hasText(value) ? value : this.environment.getProperty(variable);
		return StringUtils.hasText(present) ? present : null;
	}

}
