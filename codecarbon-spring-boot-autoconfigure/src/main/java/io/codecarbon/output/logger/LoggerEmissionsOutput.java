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

package io.codecarbon.output.logger;

import java.util.Map;

import io.codecarbon.output.EmissionsField;
import io.codecarbon.output.EmissionsOutput;
import io.codecarbon.tracker.EmissionsReport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;
import tools.jackson.databind.json.JsonMapper;

/**
 * Logs the run so far at INFO, as one JSON object in one line, whose keys are
 * CodeCarbon's. What is not known is {@code null}. What is known is also in the event's
 * key-value pairs, so that an encoder that writes JSON itself has numbers for numbers.
 */
public final class LoggerEmissionsOutput implements EmissionsOutput {

	private static final JsonMapper MAPPER = JsonMapper.builder().build();

	private final Logger logger;

	/**
	 * @param loggerName the name of the logger
	 */
	public LoggerEmissionsOutput(String loggerName) {
		this.logger = LoggerFactory.getLogger(loggerName);
	}

	@Override
	public String name() {
		return "logger";
	}

	@Override
	public void out(EmissionsReport total, EmissionsReport delta) {
		log(total);
	}

	@Override
	public void liveOut(EmissionsReport total, EmissionsReport delta) {
		log(total);
	}

	private void log(EmissionsReport total) {
		if (!this.logger.isInfoEnabled()) {
			return;
		}
		Map<String, @Nullable Object> fields = EmissionsField.all(total);
		LoggingEventBuilder event = this.logger.atInfo();
		for (Map.Entry<String, @Nullable Object> field : fields.entrySet()) {
			if (field.getValue() != null) {
				event = event.addKeyValue(field.getKey(), field.getValue());
			}
		}
		event.log(MAPPER.writeValueAsString(fields));
	}

}
