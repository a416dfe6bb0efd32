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

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.ConnectException;
import java.net.ProxySelector;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.net.http.HttpClient.Version;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.nio.channels.UnresolvedAddressException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Flow.Subscription;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import org.jspecify.annotations.Nullable;

/**
 * Sends requests and waits for their answers: 2 s for a connection at most, a given time
 * for everything. Follows no redirect, keeps only the beginning of an answer, and can be
 * interrupted. Opens nothing before the first request. Thread-safe.
 */
public final class BoundedHttpClient {

	/** How long to wait for a connection. */
	public static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(2);

	private static final int MAX_ANSWER_BYTES = 64 * 1024;

	private final ProxySelector proxies;

	private @Nullable HttpClient client;

	/**
	 * @param proxies which proxy to ask, if any
	 */
	public BoundedHttpClient(ProxySelector proxies) {
		this.proxies = proxies;
	}

	/**
	 * Returns a client that asks the receiver itself, whatever proxies there are.
	 * @return a client
	 */
	public static BoundedHttpClient withoutProxy() {
		return new BoundedHttpClient(HttpClient.Builder.NO_PROXY);
	}

	/**
	 * Sends a request.
	 * @param request what to send
	 * @param timeout how long to wait for the whole answer
	 * @return the answer, whatever its status is
	 * @throws IOException if there is none, without secrets in the message
	 * @throws InterruptedException if the thread is interrupted
	 */
	public HttpAnswer send(HttpRequest request, Duration timeout) throws IOException, InterruptedException {
		// The timeout of a request ends with the headers of the answer; this one covers
		// the body too.
		CompletableFuture<HttpResponse<String>> response = client().sendAsync(request, (info) -> new Beginning());
		try {
			HttpResponse<String> answer = response.get(timeout.toNanos(), TimeUnit.NANOSECONDS);
			return new HttpAnswer(answer.statusCode(), answer.headers(), answer.body());
		}
		catch (TimeoutException ex) {
			throw new IOException(
					"%s does not answer within %s s".formatted(origin(request.uri()), timeout.toMillis() / 1000.0), ex);
		}
		catch (ExecutionException ex) {
			throw new IOException("%s cannot be reached: %s".formatted(origin(request.uri()), reason(ex.getCause())),
					ex.getCause());
		}
		finally {
			response.cancel(true);
		}
	}

	/**
	 * Returns the part of an address that is no secret: the rest can be one, as that of a
	 * webhook is.
	 * @param receiver the address of a receiver
	 * @return scheme, host and port
	 */
	public static String origin(URI receiver) {
		return receiver.getScheme() + "://" + receiver.getHost()
				+ ((receiver.getPort() >= 0) ? ":" + receiver.getPort() : "");
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

	private synchronized HttpClient client() {
		HttpClient client = this.client;
		if (client == null) {
			// Not HTTP/2, which would ask plain HTTP servers for an upgrade each time.
			client = HttpClient.newBuilder()
				.version(Version.HTTP_1_1)
				.connectTimeout(CONNECT_TIMEOUT)
				.followRedirects(Redirect.NEVER)
				.proxy(this.proxies)
				.build();
			this.client = client;
		}
		return client;
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
