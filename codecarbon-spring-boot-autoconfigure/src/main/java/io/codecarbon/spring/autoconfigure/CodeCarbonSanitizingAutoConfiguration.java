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

import org.springframework.boot.actuate.endpoint.SanitizingFunction;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;

/**
 * Auto-configuration that keeps CodeCarbon's secrets out of the actuator. It applies to
 * an application that does not track, too: the secrets are in its environment all the
 * same.
 */
@AutoConfiguration
@ConditionalOnClass(SanitizingFunction.class)
public final class CodeCarbonSanitizingAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean
	CodeCarbonSanitizingFunction codeCarbonSanitizingFunction(Environment environment) {
		return new CodeCarbonSanitizingFunction(environment);
	}

}
