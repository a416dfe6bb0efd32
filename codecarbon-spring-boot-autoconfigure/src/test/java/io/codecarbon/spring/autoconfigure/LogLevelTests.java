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

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.LoggerFactory;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;

@ExtendWith(OutputCaptureExtension.class)
class LogLevelTests {

	private static final String LOGGER = "io.codecarbon";

	@AfterEach
	void resetLevel() {
		logger().setLevel(null);
	}

	@ParameterizedTest
	@CsvSource({ "debug, DEBUG", "info, INFO", "warning, WARN", "WARNING, WARN", "warn, WARN", "error, ERROR",
			"critical, ERROR", "fatal, ERROR" })
	void theLevelOfTheLoggerIsSet(String configured, String expected) {
		assertThat(levelWith("--codecarbon.log-level=" + configured)).isEqualTo(expected);
	}

	@Test
	void theLevelIsThatOfSpringBootWhereItIsNotSet() {
		assertThat(levelWith()).isNull();
	}

	@Test
	void theLevelOfSpringBootWins() {
		assertThat(levelWith("--codecarbon.log-level=debug", "--logging.level.io.codecarbon=error")).isEqualTo("ERROR");
	}

	@Test
	void theFirstMessagesObeyTheLevel(CapturedOutput output) {
		levelWith("--codecarbon.log-level=debug");
		assertThat(output).contains("a message of the start");
	}

	private static String levelWith(String... arguments) {
		SpringApplication application = new SpringApplication(Application.class);
		application.setWebApplicationType(WebApplicationType.NONE);
		application.run(arguments).close();
		Level level = logger().getLevel();
		return (level != null) ? level.toString() : null;
	}

	private static Logger logger() {
		return (Logger) LoggerFactory.getLogger(LOGGER);
	}

	@Configuration(proxyBeanMethods = false)
	static class Application {

		@Bean
		String message() {
			LoggerFactory.getLogger(LOGGER + ".tracker").debug("a message of the start");
			return "message";
		}

	}

}
