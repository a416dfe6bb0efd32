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

package io.codecarbon.output.http;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;

import io.codecarbon.http.BoundedHttpClient;
import io.codecarbon.http.EnvironmentProxies;
import io.codecarbon.http.HttpAnswer;
import tools.jackson.databind.json.JsonMapper;

/**
 * Posts JSON to one receiver. Waits 10 s for the whole answer. Opens nothing before its
 * output first delivers. Thread-safe.
 */
public final class JsonReceiver {

	/** How long to wait for an answer. */
	public static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(10);

	private static final JsonMapper MAPPER = JsonMapper.builder().build();

	private final Map<String, String> headers;

	private final Duration timeout;

	private final BoundedHttpClient client;

	/**
	 * @param headers what to send along, such as credentials, beside the type of the
	 * content
	 */
	public JsonReceiver(Map<String, String> headers) {
		this(headers, REQUEST_TIMEOUT);
	}

	JsonReceiver(Map<String, String> headers, Duration timeout) {
		this.headers = Map.copyOf(headers);
		this.client = new BoundedHttpClient(EnvironmentProxies.ofThisProcess());
		this.timeout = timeout;
	}

	/**
	 * Posts a value as JSON.
	 * @param uri where to; the user and the password in it, if any, are sent as basic
	 * authentication
	 * @param value what to send
	 * @return the answer, which is a success
	 * @throws IOException if the receiver cannot be reached or does not take it, without
	 * secrets in the message
	 * @throws InterruptedException if the thread is interrupted
	 */
	public HttpAnswer post(URI uri, Object value) throws IOException, InterruptedException {
		HttpAnswer answer = this.client.send(request(uri, MAPPER.writeValueAsBytes(value)), this.timeout);
		if (!answer.isSuccess()) {
			throw HttpFailure.of(uri, answer.status());
		}
		return answer;
	}

	private HttpRequest request(URI uri, byte[] body) {
		HttpRequest.Builder request = HttpRequest.newBuilder(uri).POST(BodyPublishers.ofByteArray(body));
		if (uri.getUserInfo() != null) {
			byte[] credentials = uri.getUserInfo().getBytes(StandardCharsets.UTF_8);
			request.setHeader("Authorization", "Basic " + Base64.getEncoder().encodeToString(credentials));
		}
		this.headers.forEach(request::setHeader);
		return request.setHeader("Content-Type", "application/json").build();
	}

}
