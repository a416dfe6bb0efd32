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

import java.util.List;

import io.codecarbon.output.OutputDispatcher;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.PropertySource;
import org.springframework.test.context.ContextCustomizer;
import org.springframework.test.context.TestPropertySource;

import static org.assertj.core.api.Assertions.assertThat;

class TestDefaultsContextCustomizerFactoryTests {

	private static final String SWITCHED_ON = "spring.config.location=classpath:/save-to-file.yml";

	@Test
	void testsShareTheirContexts() {
		TestDefaultsContextCustomizerFactory factory = new TestDefaultsContextCustomizerFactory();
		ContextCustomizer customizer = factory.createContextCustomizer(getClass(), List.of());
		assertThat(customizer).isEqualTo(factory.createContextCustomizer(Object.class, List.of()))
			.hasSameHashCodeAs(factory.createContextCustomizer(Object.class, List.of()));
	}

	@Nested
	@SpringBootTest(classes = Application.class, properties = SWITCHED_ON)
	class ATestThatDoesNotAsk {

		@Test
		void writesNoFileWhateverTheConfigurationFilesSay(@Value("${codecarbon.save-to-file}") boolean saveToFile,
				@Value("${codecarbon.output-file}") String file) {
			assertThat(file).isEqualTo("from-the-configuration-file.csv");
			assertThat(saveToFile).isFalse();
		}

		@Test
		void leavesTheLastWordToTheEnvironment(@Autowired ConfigurableEnvironment environment) {
			assertThat(environment.getPropertySources().stream().map(PropertySource::getName))
				.containsSubsequence("systemProperties", "systemEnvironment", "codecarbonTests");
		}

	}

	@Nested
	@SpringBootTest(classes = TrackedApplication.class)
	class ATestOfAnApplicationThatIsTracked {

		@Test
		void asksNobodyWhereItRuns(@Autowired ConfigurableEnvironment environment) {
			assertThat(environment.getPropertySources().get("codecarbonTests")).isNotNull()
				.satisfies((source) -> assertThat(source.getProperty("codecarbon.lookup-place")).isEqualTo(false));
		}

		@Test
		void hasNoCsvOutput(@Autowired OutputDispatcher dispatcher) {
			assertThat(dispatcher.outputs()).isEmpty();
		}

		@Test
		void hasNoCheckpoint(@Value("${codecarbon.checkpoint}") boolean checkpoint) {
			assertThat(checkpoint).isFalse();
		}

	}

	@Nested
	@SpringBootTest(classes = Application.class, properties = { SWITCHED_ON, "codecarbon.save-to-file=true" })
	class ATestThatAsks {

		@Test
		void writesAFile(@Value("${codecarbon.save-to-file}") boolean saveToFile) {
			assertThat(saveToFile).isTrue();
		}

	}

	@Nested
	@SpringBootTest(classes = Application.class)
	@TestPropertySource(properties = "codecarbon.save-to-file=true")
	class ATestWithAPropertySourceThatAsks {

		@Test
		void writesAFile(@Value("${codecarbon.save-to-file}") boolean saveToFile) {
			assertThat(saveToFile).isTrue();
		}

	}

	@Nested
	@SpringBootTest(classes = Application.class, args = "--codecarbon.save-to-file=true")
	class ATestWithArgumentsThatAsk {

		@Test
		void writesAFile(@Value("${codecarbon.save-to-file}") boolean saveToFile) {
			assertThat(saveToFile).isTrue();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Application {

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class TrackedApplication {

	}

}
