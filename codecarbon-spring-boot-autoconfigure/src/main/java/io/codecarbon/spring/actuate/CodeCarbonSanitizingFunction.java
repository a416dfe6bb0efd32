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
import java.util.Locale;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.actuate.endpoint.SanitizableData;
import org.springframework.boot.actuate.endpoint.SanitizingFunction;
import org.springframework.core.env.PropertyResolver;

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

	// In all spellings that properties and environment variables can be given in.
	private static final Pattern SECRET_NAME = Pattern
		.compile("codecarbon.*(?:token|key|password|secret)|logfiretoken|prometheuspassword");

	private static final Pattern SPELLING = Pattern.compile("\\[\\d+]|[^a-z0-9]");

	// A URL can carry a user's name and password.
	private static final Pattern USER_INFO = Pattern.compile("//[^/?#\\s]*@");

	// Shorter ones are words that occur by chance.
	private static final int SHORTEST_SECRET = 8;

	private final PropertyResolver properties;

	/**
	 * Creates a function.
	 * @param properties where the secrets are configured
	 */
	public CodeCarbonSanitizingFunction(PropertyResolver properties) {
		this.properties = properties;
	}

	@Override
	public SanitizableData apply(SanitizableData data) {
		Object value = data.getValue();
		if (value == null) {
			return data;
		}
		String name = SPELLING.matcher(data.getKey().toLowerCase(Locale.ROOT)).replaceAll("");
		String text = value.toString();
		if (SECRET_NAME.matcher(name).matches() || SECRETS.stream().anyMatch((secret) -> shows(text, secret))) {
			return data.withSanitizedValue();
		}
		if (name.startsWith("codecarbon") && USER_INFO.matcher(text).find()) {
			return data.withValue(USER_INFO.matcher(text).replaceAll("//" + SanitizableData.SANITIZED_VALUE + "@"));
		}
		return data;
	}

	private boolean shows(String text, String name) {
		String secret = secret(name);
		return secret != null && secret.length() >= SHORTEST_SECRET && text.contains(secret);
	}

	private @Nullable String secret(String name) {
		try {
			return this.properties.getProperty(name);
		}
		catch (IllegalArgumentException ex) {
			// A placeholder that cannot be resolved: there is no value that could show.
			return null;
		}
	}

}
