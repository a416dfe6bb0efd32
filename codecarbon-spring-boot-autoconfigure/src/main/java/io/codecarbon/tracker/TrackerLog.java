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

package io.codecarbon.tracker;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The log messages of a tracker, each with its preamble. Thread-safe.
 */
final class TrackerLog {

	private static final Logger LOGGER = LoggerFactory.getLogger(EmissionsTracker.class);

	private final String preamble;

	/**
	 * @param preamble what is put before each message, in brackets, if not empty
	 */
	TrackerLog(String preamble) {
		this.preamble = preamble.isEmpty() ? "" : "[" + preamble + "] ";
	}

	void debug(String message, Object... arguments) {
		if (LOGGER.isDebugEnabled()) {
			LOGGER.debug(this.preamble + message, arguments);
		}
	}

	void info(String message, @Nullable String advice) {
		LOGGER.info("{}{}", this.preamble, withAdvice(message, advice));
	}

	void warn(String message, @Nullable String advice) {
		LOGGER.warn("{}{}", this.preamble, withAdvice(message, advice));
	}

	void error(String message, @Nullable String advice) {
		LOGGER.error("{}{}", this.preamble, withAdvice(message, advice));
	}

	void failure(String message, Throwable cause) {
		LOGGER.warn("{}{}: {}", this.preamble, message, cause.toString());
		LOGGER.debug("{}{}", this.preamble, message, cause);
	}

	private static String withAdvice(String message, @Nullable String advice) {
		return (advice != null) ? message + ". " + advice : message;
	}

}
