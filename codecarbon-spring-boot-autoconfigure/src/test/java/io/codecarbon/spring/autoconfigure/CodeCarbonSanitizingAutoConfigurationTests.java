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

import io.codecarbon.spring.actuate.CodeCarbonSanitizingFunction;
import org.junit.jupiter.api.Test;

import org.springframework.boot.actuate.endpoint.SanitizingFunction;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.mock.env.MockEnvironment;

import static org.assertj.core.api.Assertions.assertThat;

class CodeCarbonSanitizingAutoConfigurationTests {

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(CodeCarbonSanitizingAutoConfiguration.class));

	@Test
	void hasAFunctionThatHidesSecrets() {
		this.contextRunner.run((context) -> assertThat(context).hasSingleBean(CodeCarbonSanitizingFunction.class));
	}

	@Test
	void hidesSecretsOfAnApplicationThatDoesNotTrackToo() {
		this.contextRunner.withPropertyValues("codecarbon.enabled=false")
			.run((context) -> assertThat(context).hasSingleBean(CodeCarbonSanitizingFunction.class));
	}

	@Test
	void isThereBesideTheUsersFunctions() {
		this.contextRunner.withBean("userFunction", SanitizingFunction.class, () -> (data) -> data)
			.run((context) -> assertThat(context).hasBean("userFunction")
				.hasSingleBean(CodeCarbonSanitizingFunction.class));
	}

	@Test
	void backsOffForAFunctionThatReplacesIt() {
		this.contextRunner
			.withBean("replacement", CodeCarbonSanitizingFunction.class,
					() -> new CodeCarbonSanitizingFunction(new MockEnvironment()))
			.run((context) -> assertThat(context).hasSingleBean(CodeCarbonSanitizingFunction.class)
				.hasBean("replacement"));
	}

	@Test
	void isOffWithoutTheActuator() {
		this.contextRunner.withClassLoader(new FilteredClassLoader("org.springframework.boot.actuate"))
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean("codeCarbonSanitizingFunction"));
	}

}
