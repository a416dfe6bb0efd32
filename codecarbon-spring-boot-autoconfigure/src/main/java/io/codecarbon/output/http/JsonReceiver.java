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

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.net.http.HttpClient.Version;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.nio.channels.UnresolvedAddressException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Flow.Subscription;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Posts JSON to one receiver. Waits 2 s for a connection and 10 s for the whole answer,
 * follows no redirect, keeps only the beginning of an answer, and can be interrupted. Not
 * thread-safe: it belongs to one output, and opens nothing before that first delivers.
 */
public final class JsonReceiver {

	/** How long to wait for a connection. */
	public static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(2);

	/** How long to wait for an answer. */
	public static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(10);

	private static final int MAX_ANSWER_BYTES = 64 * 1024;

	private static final JsonMapper MAPPER = JsonMapper.builder().build();

	private final Map<String, String> headers;

	private final Duration timeout;

	private @Nullable HttpClient client;

	/**
	 * @param headers what to send along, such as credentials, beside the type of the
	 * content
	 */
	public JsonReceiver(Map<String, String> headers) {
		this(headers, REQUEST_TIMEOUT);
	}

	JsonReceiver(Map<String, String> headers, Duration timeout) {
		this.headers = Map.copyOf(headers);
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
	public Answer post(URI uri, Object value) throws IOException, InterruptedException {
		HttpResponse<String> response = send(uri, request(uri, MAPPER.writeValueAsBytes(value)));
		if (response.statusCode() / 100 != 2) {
			throw HttpFailure.of(uri, response.statusCode());
		}
		return new Answer(response.statusCode(), response.body());
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

	private HttpResponse<String> send(URI uri, HttpRequest request) throws IOException, InterruptedException {
		// The timeout of a request ends with the headers of the answer; this one covers
		// the body too.
		CompletableFuture<HttpResponse<String>> response = client().sendAsync(request, (info) -> new Beginning());
		try {
			return response.get(this.timeout.toNanos(), TimeUnit.NANOSECONDS);
		}
		catch (TimeoutException ex) {
			throw new IOException("%s does not answer within %s s".formatted(HttpFailure.origin(uri),
					this.timeout.toMillis() / 1000.0), ex);
		}
		catch (ExecutionException ex) {
			throw new IOException("%s cannot be reached: %s".formatted(HttpFailure.origin(uri), reason(ex.getCause())),
					ex.getCause());
		}
		finally {
			response.cancel(true);
		}
	}

	// The JDK's client leaves out many messages.
	private static String reason(@Nullable Throwable failure) {
		for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
			if (cause instanceof UnresolvedAddressException) {
				return "unknown host";
			}
		}
		if (failure == null || failure instanceof HttpConnectTimeoutException) {
			return "no connection within " + CONNECT_TIMEOUT.toSeconds() + " s";
		}
		if (failure.getMessage() == null && failure instanceof ConnectException) {
			return "connection refused";
		}
		return (failure.getMessage() != null) ? failure.getMessage() : failure.getClass().getSimpleName();
	}

	private HttpClient client() {
		HttpClient client = this.client;
		if (client == null) {
			// Not HTTP/2, which would ask plain HTTP servers for an upgrade each time.
			client = HttpClient.newBuilder()
				.version(Version.HTTP_1_1)
				.connectTimeout(CONNECT_TIMEOUT)
				.followRedirects(Redirect.NEVER)
				.build();
			this.client = client;
		}
		return client;
	}

	/**
	 * An answer.
	 *
	 * @param status its HTTP status, from 200 to 299
	 * @param body the beginning of its body, at most 64 KiB
	 */
	public record Answer(int status, String body) {

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

	/**
	 * Keeps the beginning of a body, and hangs up where there is more.
	 */
	private static final class Beginning implements BodySubscriber<String> {

		private final CompletableFuture<String> body = new CompletableFuture<>();

		private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

		private @Nullable Subscription subscription;

		@Override
		public CompletionStage<String> getBody() {
			return this.body;
		}

		@Override
		public void onSubscribe(Subscription subscription) {
			this.subscription = subscription;
			subscription.request(Long.MAX_VALUE);
		}

		@Override
		public void onNext(List<ByteBuffer> buffers) {
			for (ByteBuffer buffer : buffers) {
				byte[] chunk = new byte[Math.min(buffer.remaining(), MAX_ANSWER_BYTES - this.bytes.size())];
				buffer.get(chunk);
				this.bytes.writeBytes(chunk);
			}
			if (this.bytes.size() == MAX_ANSWER_BYTES && this.subscription != null) {
				this.subscription.cancel();
				onComplete();
			}
		}

		@Override
		public void onError(Throwable failure) {
			this.body.completeExceptionally(failure);
		}

		@Override
		public void onComplete() {
			this.body.complete(this.bytes.toString(StandardCharsets.UTF_8));
		}

	}

}
