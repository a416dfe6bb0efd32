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

package io.codecarbon.spring.actuate;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.springframework.boot.actuate.endpoint.SanitizableData;
import org.springframework.boot.actuate.endpoint.SanitizingFunction;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.Environment;

/**
 * Keeps the secrets of CodeCarbon's parameters out of the endpoints that show properties,
 * also where those are told to show all values. A secret is known by its name, and by its
 * value where that shows elsewhere: in a command line, or in the variable that a
 * placeholder refers to.
 */
public final class CodeCarbonSanitizingFunction implements SanitizingFunction {

	private static final List<String> SECRETS = List.of("codecarbon.api-key", "codecarbon.electricitymaps-api-token",
			"codecarbon.co2-signal-api-token", "codecarbon.logfire.token", "codecarbon.prometheus.password",
			"LOGFIRE_TOKEN", "PROMETHEUS_PASSWORD");

	private static final List<String> URLS = List.of("codecarbon.api-endpoint", "codecarbon.emissions-endpoint",
			"codecarbon.prometheus-url", "codecarbon.logfire.base-url", "codecarbon.otlp.endpoint",
			"codecarbon.electricitymaps.base-url", "LOGFIRE_BASE_URL");

	private static final String HEADERS = "codecarbon.otlp.headers";

	// Shorter ones are words that occur by chance.
	private static final int SHORTEST_SECRET = 8;

	private final Environment environment;

	/**
	 * Creates a function.
	 * @param environment where the secrets are configured
	 */
	public CodeCarbonSanitizingFunction(Environment environment) {
		this.environment = environment;
	}

	@Override
	public SanitizableData apply(SanitizableData data) {
		Object value = data.getValue();
		if (value == null) {
			return data;
		}
		String text = value.toString();
		String shown = SecretProperties.shown(data.getKey(), text);
		if (!shown.equals(text)) {
			return data.withValue(shown);
		}
		return secrets().anyMatch(text::contains) ? data.withSanitizedValue() : data;
	}

	private Stream<String> secrets() {
		Stream<String> urls = URLS.stream()
			.map(this::property)
			.filter((url) -> !SecretProperties.withoutCredentials(url).equals(url));
		return Stream.of(SECRETS.stream().map(this::property), urls, headers())
			.flatMap((secrets) -> secrets)
			.filter((secret) -> secret.length() >= SHORTEST_SECRET);
	}

	// What precedes the last space is a scheme, such as Bearer.
	private Stream<String> headers() {
		try {
			return Binder.get(this.environment)
				.bind(HEADERS, Bindable.mapOf(String.class, String.class))
				.orElse(Map.of())
				.values()
				.stream()
				.map((header) -> header.substring(header.strip().lastIndexOf(' ') + 1));
		}
		catch (BindException ex) {
			// They are not configured as headers are, which stops the start.
			return Stream.empty();
		}
	}

	private String property(String name) {
		try {
			return this.environment.getProperty(name, "");
		}
		catch (IllegalArgumentException ex) {
			// A placeholder that cannot be resolved: there is no value that could show.
			return "";
		}
	}

}
