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

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.actuate.endpoint.SanitizableData;
import org.springframework.mock.env.MockEnvironment;

import static org.assertj.core.api.Assertions.assertThat;

class CodeCarbonSanitizingFunctionTests {

	private final MockEnvironment environment = new MockEnvironment();

	@ParameterizedTest
	@ValueSource(strings = { "codecarbon.api-key", "codecarbon.apiKey", "CODECARBON_API_KEY", "CODECARBON_APIKEY",
			"codecarbon.electricitymaps-api-token", "codecarbon.electricitymaps_api_token",
			"CODECARBON_CO2_SIGNAL_API_TOKEN", "codecarbon.logfire.token", "LOGFIRE_TOKEN", "logfire_token",
			"codecarbon.prometheus.password", "PROMETHEUS_PASSWORD", "codecarbon.some.client-secret",
			"codecarbon.tokens[0].token", "codecarbon.password[1]", "codecarbon.otlp.headers.x-scope",
			"codecarbon.otlp.headers[Authorization]", "CODECARBON_OTLP_HEADERS_AUTHORIZATION" })
	void hidesASecretByItsName(String name) {
		assertThat(sanitized(name, "x")).isEqualTo("******");
	}

	@ParameterizedTest
	@ValueSource(strings = { "codecarbon.api-endpoint", "codecarbon.project-name", "codecarbon.prometheus.username",
			"codecarbon.otlp.endpoint", "codecarbon.prometheus.group.instance", "spring.application.name", "my.api-key",
			"LOGFIRE_BASE_URL" })
	void showsWhatIsNoSecret(String name) {
		assertThat(sanitized(name, "shop")).isEqualTo("shop");
	}

	@Test
	void hidesASecretWhereverItsValueShows() {
		this.environment.setProperty("codecarbon.api-key", "${VAULT_VALUE}");
		this.environment.setProperty("VAULT_VALUE", "s3cr3t-api-key");
		assertThat(sanitized("sun.java.command", "app.jar --codecarbon.api-key=s3cr3t-api-key")).isEqualTo("******");
		assertThat(sanitized("VAULT_VALUE", "s3cr3t-api-key")).isEqualTo("******");
		assertThat(sanitized("java.home", "/opt/java")).isEqualTo("/opt/java");
	}

	@Test
	void doesNotTakeEveryWordForAShortSecret() {
		this.environment.setProperty("PROMETHEUS_PASSWORD", "admin");
		assertThat(sanitized("spring.application.name", "administration")).isEqualTo("administration");
	}

	@Test
	void hidesTheUserOfAUrl() {
		assertThat(sanitized("codecarbon.prometheus-url", "https://user:pass@gateway:9091/a"))
			.isEqualTo("https://******@gateway:9091/a");
		assertThat(sanitized("codecarbon.prometheus-url", "user:p@ss@gateway:9091")).isEqualTo("******@gateway:9091");
		assertThat(sanitized("LOGFIRE_BASE_URL", "https://user:pass@host")).isEqualTo("https://******@host");
	}

	@Test
	void hidesAPasswordThatIsNotEncoded() {
		assertThat(sanitized("codecarbon.prometheus-url", "http://user:MARKER/x@host:9091"))
			.isEqualTo("http://******@host:9091");
		assertThat(sanitized("codecarbon.prometheus-url", "http://user:MARKER#x@host:9091"))
			.isEqualTo("http://******@host:9091");
		assertThat(sanitized("codecarbon.prometheus-url", "user:MAR/KER@host:9091")).isEqualTo("******@host:9091");
		assertThat(sanitized("codecarbon.prometheus-url", "http://user:MAR@KER\nx@host"))
			.isEqualTo("http://******@host");
		assertThat(sanitized("codecarbon.prometheus-url", "http://user:MARKER?x@host")).isEqualTo("http://******");
	}

	@Test
	void hidesTheWholeAddressWhereAnAtSignIsInItsQuery() {
		assertThat(sanitized("codecarbon.emissions-endpoint", "https://host/a?to=b@c&key=MARKER"))
			.isEqualTo("https://******");
	}

	@Test
	void hidesTheQueryOfAUrl() {
		assertThat(sanitized("codecarbon.emissions-endpoint", "https://host/a?key=s3cr3t"))
			.isEqualTo("https://host/a?******");
		assertThat(sanitized("CODECARBON_EMISSIONS_ENDPOINT", "https://u:p@host?key=s3cr3t"))
			.isEqualTo("https://******@host?******");
	}

	@Test
	void hidesAUrlWithASecretWhereverItShows() {
		this.environment.setProperty("codecarbon.emissions-endpoint", "https://host/a?key=s3cr3t");
		this.environment.setProperty("codecarbon.otlp.endpoint", "https://collector:4318");
		assertThat(sanitized("sun.java.command", "app --codecarbon.emissions-endpoint=https://host/a?key=s3cr3t"))
			.isEqualTo("******");
		assertThat(sanitized("my.collector", "https://collector:4318")).isEqualTo("https://collector:4318");
	}

	@Test
	void hidesTheValueOfAHeaderWhereverItShows() {
		this.environment.setProperty("codecarbon.otlp.headers.Authorization", "Bearer s3cr3t-token");
		assertThat(sanitized("OTLP_TOKEN", "s3cr3t-token")).isEqualTo("******");
		assertThat(sanitized("my.scheme", "Bearer")).isEqualTo("Bearer");
	}

	@Test
	void doesNotFailForAPlaceholderThatHasNoValue() {
		this.environment.setProperty("codecarbon.api-key", "${NOWHERE}");
		this.environment.setProperty("codecarbon.otlp.headers.Authorization", "${NOWHERE}");
		assertThat(sanitized("java.home", "/opt/java")).isEqualTo("/opt/java");
		assertThat(sanitized("codecarbon.api-key", "${NOWHERE}")).isEqualTo("******");
	}

	@Test
	void leavesWhatHasNoValue() {
		assertThat(sanitized("codecarbon.api-key", null)).isNull();
	}

	private Object sanitized(String name, Object value) {
		return new CodeCarbonSanitizingFunction(this.environment).apply(new SanitizableData(null, name, value))
			.getValue();
	}

}
