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

import io.codecarbon.spring.aop.TrackEmissionsAdvisor;
import io.codecarbon.tracker.EmissionsTracker;

import org.springframework.aop.config.AopConfigUtils;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.aop.AopAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.ImportBeanDefinitionRegistrar;
import org.springframework.context.annotation.Role;
import org.springframework.core.env.Environment;
import org.springframework.core.type.AnnotationMetadata;
import org.springframework.util.StringUtils;

/**
 * {@link AutoConfiguration Auto-configuration} for
 * {@link io.codecarbon.annotation.TrackEmissions}. Needs no AspectJ.
 */
@AutoConfiguration(after = { CodeCarbonAutoConfiguration.class, AopAutoConfiguration.class })
@ConditionalOnCodeCarbonEnabled
@Import(CodeCarbonAopAutoConfiguration.AutoProxyCreatorRegistrar.class)
public final class CodeCarbonAopAutoConfiguration {

	// Post-processes beans, so it must not make the tracker, or whatever that needs, too
	// early for other post-processors.
	@Bean
	@Role(BeanDefinition.ROLE_INFRASTRUCTURE)
	@ConditionalOnMissingBean
	static TrackEmissionsAdvisor codeCarbonTrackEmissionsAdvisor(ObjectProvider<EmissionsTracker> tracker,
			Environment environment) {
		return new TrackEmissionsAdvisor(tracker::getObject,
				() -> StringUtils.hasText(environment.getProperty("codecarbon.country-iso-code"))
						|| StringUtils.hasText(environment.getProperty("codecarbon.cloud-provider")));
	}

	/**
	 * Makes sure that there is something that applies advisors, also where
	 * {@code spring.aop.auto} is off.
	 */
	static final class AutoProxyCreatorRegistrar implements ImportBeanDefinitionRegistrar {

		@Override
		public void registerBeanDefinitions(AnnotationMetadata metadata, BeanDefinitionRegistry registry) {
			AopConfigUtils.registerAutoProxyCreatorIfNecessary(registry);
		}

	}

}
