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

package io.codecarbon.http;

import java.net.http.HttpHeaders;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * An answer to a request. Immutable.
 *
 * @param status its HTTP status
 * @param headers its headers
 * @param body the beginning of its body, at most 64 KiB
 */
public record HttpAnswer(int status, HttpHeaders headers, String body) {

	private static final JsonMapper MAPPER = JsonMapper.builder().build();

	/**
	 * Whether the request was successful.
	 * @return whether the status is one from 200 to 299
	 */
	public boolean isSuccess() {
		return this.status / 100 == 2;
	}

	/**
	 * Returns the body of this answer.
	 * @return the body, {@code null} if it is not JSON
	 */
	public @Nullable JsonNode json() {
		try {
			return MAPPER.readTree(this.body);
		}
		catch (JacksonException ex) {
			return null;
		}
	}

}
