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

import java.time.Duration;

import io.codecarbon.spring.RunningTrackers;
import io.codecarbon.spring.metrics.CodeCarbonMeters;
import io.codecarbon.tracker.EmissionsTracker;
import io.codecarbon.tracker.TaskKind;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.MetricsAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.export.simple.SimpleMetricsExportAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;

class CodeCarbonMetricsAutoConfigurationTests {

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withConfiguration(
				AutoConfigurations.of(MetricsAutoConfiguration.class, SimpleMetricsExportAutoConfiguration.class,
						CompositeMeterRegistryAutoConfiguration.class, CodeCarbonMetricsAutoConfiguration.class))
		.withUserConfiguration(TrackerConfiguration.class);

	@Test
	void bindsTheMeters() {
		this.contextRunner.run((context) -> {
			assertThat(context).hasSingleBean(CodeCarbonMeters.class);
			assertThat(context.getBean(MeterRegistry.class).get("codecarbon.emissions").gauge().value())
				.isNotNegative();
		});
	}

	@Test
	void aTaskThatAppearsLaterGetsItsMeters() {
		this.contextRunner.run((context) -> {
			EmissionsTracker tracker = context.getBean(EmissionsTracker.class);
			RunningTrackers.run(tracker.instrument("score", TaskKind.METHOD, null), false);
			tracker.flush();
			assertThat(context.getBean(MeterRegistry.class)
				.get("codecarbon.task.invocations")
				.tags("task", "score", "outcome", "success")
				.functionCounter()
				.count()).isEqualTo(1);
		});
	}

	@Test
	void backsOffForTheUsersMeters() {
		this.contextRunner.withUserConfiguration(UserMetersConfiguration.class)
			.run((context) -> assertThat(context).hasSingleBean(CodeCarbonMeters.class).hasBean("userMeters"));
	}

	@Test
	void isOffWhereCodeCarbonIs() {
		this.contextRunner.withPropertyValues("codecarbon.enabled=false")
			.run((context) -> assertThat(context).doesNotHaveBean(CodeCarbonMeters.class));
	}

	@Test
	void metersCanBeSwitchedOffAsAllOthersCan() {
		this.contextRunner.withPropertyValues("management.metrics.enable.codecarbon=false")
			.run((context) -> assertThat(context.getBean(MeterRegistry.class).find("codecarbon.emissions").meters())
				.isEmpty());
	}

	@Test
	void isOffWithoutARegistry() {
		new ApplicationContextRunner()
			.withConfiguration(AutoConfigurations.of(CodeCarbonMetricsAutoConfiguration.class))
			.withUserConfiguration(TrackerConfiguration.class)
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(CodeCarbonMeters.class));
	}

	@Test
	void isOffWithoutMicrometer() {
		new ApplicationContextRunner().withUserConfiguration(ApplicationConfiguration.class)
			.withClassLoader(new FilteredClassLoader("io.micrometer.core", "io.micrometer.prometheusmetrics"))
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean("codeCarbonMeters"));
	}

	@Test
	void isOffWithoutSpringBootsMetrics() {
		new ApplicationContextRunner()
			.withConfiguration(AutoConfigurations.of(CodeCarbonMetricsAutoConfiguration.class))
			.withUserConfiguration(TrackerConfiguration.class)
			.withBean(SimpleMeterRegistry.class)
			.withClassLoader(new FilteredClassLoader("org.springframework.boot.micrometer.metrics"))
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean("codeCarbonMeters"));
	}

	@Test
	void isAmongTheAutoConfigurationsAfterThoseOfTheRegistries() {
		new ApplicationContextRunner().withUserConfiguration(ApplicationConfiguration.class)
			.run((context) -> assertThat(context.getBean(PrometheusMeterRegistry.class).scrape())
				.contains("codecarbon_emissions{"));
	}

	@Test
	void bindsToASecondRegistryThroughTheComposite() {
		new ApplicationContextRunner().withUserConfiguration(ApplicationConfiguration.class)
			.withBean(SimpleMeterRegistry.class)
			.run((context) -> {
				assertThat(context).hasSingleBean(CompositeMeterRegistry.class);
				Awaitility.await()
					.atMost(Duration.ofSeconds(10))
					.untilAsserted(() -> assertThat(
							context.getBean(SimpleMeterRegistry.class).find("codecarbon.energy").meters())
						.hasSize(2));
				assertThat(context.getBean(PrometheusMeterRegistry.class).scrape())
					.contains("codecarbon_energy_joules_total{");
			});
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class ApplicationConfiguration extends TrackerConfiguration {

	}

	@Configuration(proxyBeanMethods = false)
	static class UserMetersConfiguration {

		@Bean
		CodeCarbonMeters userMeters() {
			return new CodeCarbonMeters(EmissionsTracker::noop);
		}

	}

}
