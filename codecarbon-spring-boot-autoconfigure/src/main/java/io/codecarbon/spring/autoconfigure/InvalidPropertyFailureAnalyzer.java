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

import io.codecarbon.data.NearestNames;
import io.codecarbon.spring.actuate.SecretProperties;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalyzer;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.convert.ConversionException;
import org.springframework.core.env.Environment;

/**
 * Says which property of CodeCarbon is wrong, where its value comes from and what is
 * allowed. Comes before Spring Boot's own analyzer of values that cannot be converted,
 * which knows no ranges and no nearest names.
 */
@Order(Ordered.HIGHEST_PRECEDENCE)
final class InvalidPropertyFailureAnalyzer implements FailureAnalyzer {

	private static final ConfigurationPropertyName PREFIX = ConfigurationPropertyName.of(PropertyRules.PREFIX);

	private final @Nullable Environment environment;

	InvalidPropertyFailureAnalyzer(@Nullable Environment environment) {
		this.environment = environment;
	}

	@Override
	public @Nullable FailureAnalysis analyze(Throwable failure) {
		InvalidPropertyException invalid = find(failure, InvalidPropertyException.class);
		BindException binding = find(failure, BindException.class);
		if (invalid == null && binding != null && PREFIX.isAncestorOf(binding.getName())
				&& find(binding, ConversionException.class) != null) {
			invalid = unconvertible(binding);
		}
		return (invalid != null) ? new FailureAnalysis(description(invalid), action(invalid), failure) : null;
	}

	private static <E extends Throwable> @Nullable E find(@Nullable Throwable failure, Class<E> type) {
		Throwable candidate = failure;
		while (candidate != null && !type.isInstance(candidate)) {
			candidate = candidate.getCause();
		}
		return type.cast(candidate);
	}

	private static InvalidPropertyException unconvertible(BindException failure) {
		ConfigurationPropertyName name = failure.getName();
		ConfigurationProperty property = failure.getProperty();
		Object value = (property != null) ? property.getValue() : null;
		Class<?> type = failure.getTarget().getType().resolve();
		List<String> names = PropertyRules.names(type);
		return new InvalidPropertyException(name.toString(), value,
				PropertyRules.allowed(name.subName(PREFIX.getNumberOfElements()).toString(), type),
				(value != null) ? NearestNames.of(value.toString(), names) : List.of(), null);
	}

	private String description(InvalidPropertyException failure) {
		ConfigurationProperty configured = configured(failure.property());
		String value = (configured != null)
				? SecretProperties.shown(failure.property(), configured.getValue().toString()) : failure.value();
		List<String> lines = new ArrayList<>();
		lines.add("CodeCarbon cannot be configured:%n".formatted());
		lines.add("    Property: " + failure.property());
		lines.add("    Value: " + ((value != null) ? "\"" + value + "\"" : "not set"));
		if (configured != null && configured.getOrigin() != null) {
			lines.add("    Origin: " + configured.getOrigin());
		}
		lines.add("    Allowed: " + failure.allowed());
		if (!failure.nearest().isEmpty()) {
			lines.add("    Nearest: " + String.join(", ", failure.nearest()));
		}
		if (failure.hint() != null) {
			lines.add("%n%s.".formatted(failure.hint()));
		}
		return String.join(System.lineSeparator(), lines);
	}

	private @Nullable ConfigurationProperty configured(String property) {
		if (this.environment == null) {
			return null;
		}
		ConfigurationPropertyName name = ConfigurationPropertyName.of(property);
		for (ConfigurationPropertySource source : ConfigurationPropertySources.get(this.environment)) {
			ConfigurationProperty configured = source.getConfigurationProperty(name);
			if (configured != null) {
				return configured;
			}
		}
		return null;
	}

	private static String action(InvalidPropertyException failure) {
		String action = ((failure.value() != null) ? "Correct " : "Set ") + failure.property();
		return failure.nearest().isEmpty() ? action + "."
				: "%s, to %s for example.".formatted(action, failure.nearest().get(0));
	}

}
