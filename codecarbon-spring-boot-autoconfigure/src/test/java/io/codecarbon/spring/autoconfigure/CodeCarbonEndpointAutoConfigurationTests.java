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

import io.codecarbon.spring.actuate.CodeCarbonEndpoint;
import io.codecarbon.tracker.EmissionsTracker;
import org.junit.jupiter.api.Test;

import org.springframework.boot.actuate.autoconfigure.endpoint.EndpointAutoConfiguration;
import org.springframework.boot.actuate.autoconfigure.endpoint.web.WebEndpointAutoConfiguration;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;

class CodeCarbonEndpointAutoConfigurationTests {

	private static final String EXPOSED = "management.endpoints.web.exposure.include=codecarbon";

	private final WebApplicationContextRunner contextRunner = new WebApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(EndpointAutoConfiguration.class, WebEndpointAutoConfiguration.class,
				CodeCarbonEndpointAutoConfiguration.class))
		.withUserConfiguration(TrackerConfiguration.class);

	@Test
	void hasAnEndpointWhereItIsExposed() {
		this.contextRunner.withPropertyValues(EXPOSED)
			.run((context) -> assertThat(context).hasSingleBean(CodeCarbonEndpoint.class));
	}

	@Test
	void exposesNothingByItself() {
		this.contextRunner.run((context) -> assertThat(context).doesNotHaveBean(CodeCarbonEndpoint.class));
	}

	@Test
	void backsOffForTheUsersEndpoint() {
		this.contextRunner.withPropertyValues(EXPOSED)
			.withUserConfiguration(UserEndpointConfiguration.class)
			.run((context) -> assertThat(context).hasSingleBean(CodeCarbonEndpoint.class).hasBean("userEndpoint"));
	}

	@Test
	void isOffWithoutAccess() {
		this.contextRunner.withPropertyValues(EXPOSED, "management.endpoint.codecarbon.access=NONE")
			.run((context) -> assertThat(context).doesNotHaveBean(CodeCarbonEndpoint.class));
	}

	@Test
	void isOffWhereCodeCarbonIs() {
		this.contextRunner.withPropertyValues(EXPOSED, "codecarbon.enabled=false")
			.run((context) -> assertThat(context).doesNotHaveBean(CodeCarbonEndpoint.class));
	}

	@Test
	void isOffWithoutATracker() {
		new WebApplicationContextRunner()
			.withConfiguration(AutoConfigurations.of(EndpointAutoConfiguration.class,
					WebEndpointAutoConfiguration.class, CodeCarbonEndpointAutoConfiguration.class))
			.withPropertyValues(EXPOSED)
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(CodeCarbonEndpoint.class));
	}

	@Test
	void isOffWithoutTheActuator() {
		new WebApplicationContextRunner().withUserConfiguration(ImportingConfiguration.class)
			.withPropertyValues(EXPOSED)
			.withClassLoader(new FilteredClassLoader("org.springframework.boot.actuate"))
			.run((context) -> assertThat(context).hasNotFailed()
				.hasSingleBean(EmissionsTracker.class)
				.doesNotHaveBean("codeCarbonEndpoint"));
	}

	@Test
	void isAmongTheAutoConfigurations() {
		new WebApplicationContextRunner().withUserConfiguration(ApplicationConfiguration.class)
			.withPropertyValues(EXPOSED)
			.run((context) -> assertThat(context).hasSingleBean(CodeCarbonEndpoint.class));
	}

	/**
	 * Imports by name, as an application does: a class that is loaded knows its
	 * annotations.
	 */
	@Configuration(proxyBeanMethods = false)
	@ImportAutoConfiguration(CodeCarbonEndpointAutoConfiguration.class)
	static class ImportingConfiguration extends TrackerConfiguration {

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class ApplicationConfiguration extends TrackerConfiguration {

	}

	@Configuration(proxyBeanMethods = false)
	static class UserEndpointConfiguration {

		@Bean
		CodeCarbonEndpoint userEndpoint(EmissionsTracker tracker) {
			return new CodeCarbonEndpoint(tracker);
		}

	}

}
