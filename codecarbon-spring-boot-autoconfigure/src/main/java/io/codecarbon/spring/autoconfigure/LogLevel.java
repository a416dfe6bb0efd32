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

/**
 * A log level by CodeCarbon's name for it.
 */
public enum LogLevel {

	/** What helps to find out why. */
	DEBUG(org.springframework.boot.logging.LogLevel.DEBUG),

	/** What happens. */
	INFO(org.springframework.boot.logging.LogLevel.INFO),

	/** What does not work. */
	WARNING(org.springframework.boot.logging.LogLevel.WARN),

	/** Spring Boot's name for {@link #WARNING}. */
	WARN(org.springframework.boot.logging.LogLevel.WARN),

	/** What ends the run. */
	ERROR(org.springframework.boot.logging.LogLevel.ERROR),

	/** Above all errors, or these where the logging system has nothing above them. */
	CRITICAL(org.springframework.boot.logging.LogLevel.FATAL),

	/** Spring Boot's name for {@link #CRITICAL}. */
	FATAL(org.springframework.boot.logging.LogLevel.FATAL);

	private final org.springframework.boot.logging.LogLevel level;

	LogLevel(org.springframework.boot.logging.LogLevel level) {
		this.level = level;
	}

	org.springframework.boot.logging.LogLevel level() {
		return this.level;
	}

}
