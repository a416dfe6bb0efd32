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
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import io.codecarbon.http.HttpAnswer;
import io.codecarbon.output.DeliveryRefusedException;
import io.codecarbon.output.http.FakeReceiver.Answer;
import io.codecarbon.output.http.FakeReceiver.Request;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

/**
 * Tests of {@link JsonReceiver}.
 */
class JsonReceiverTests {

	private static final Map<String, Object> VALUE = Map.of("a", 1.5);

	private final FakeReceiver server = new FakeReceiver();

	private final JsonReceiver receiver = new JsonReceiver(Map.of("x-api-token", "marker"));

	@AfterEach
	void close() {
		this.server.close();
	}

	@Test
	void postsJsonWithTheHeaders() throws Exception {
		this.server.answer(201, "{\"id\":\"7\"}");
		HttpAnswer answer = this.receiver.post(this.server.uri("/a/b?c=d"), VALUE);
		assertThat(answer.status()).isEqualTo(201);
		assertThat(answer.json().get("id").asString()).isEqualTo("7");
		Request request = this.server.requests().get(0);
		assertThat(request.method()).isEqualTo("POST");
		assertThat(request.path()).isEqualTo("/a/b?c=d");
		assertThat(request.body()).isEqualTo("{\"a\":1.5}");
		assertThat(request.headers()).containsEntry("Content-Type", "application/json")
			.containsEntry("x-api-token", "marker")
			.doesNotContainKeys("Upgrade", "HTTP2-Settings");
	}

	@Test
	void logsInWithTheUserOfTheUrl() throws Exception {
		this.receiver.post(URI.create("http://us%40er:pass@localhost:" + this.server.port() + "/"), VALUE);
		assertThat(this.server.requests().get(0).headers()).containsEntry("Authorization", "Basic dXNAZXI6cGFzcw==");
	}

	@Test
	void anAnswerThatIsNotJsonHasNone() throws Exception {
		this.server.answer(200, "<html>Welcome</html>");
		assertThat(this.receiver.post(this.server.uri("/"), VALUE).json()).isNull();
	}

	@Test
	void keepsOnlyTheBeginningOfAnAnswer() throws Exception {
		this.server.answer(200, "x".repeat(10_000_000));
		assertThat(this.receiver.post(this.server.uri("/"), VALUE).body()).hasSize(64 * 1024);
		this.server.answer(200, "");
		assertThat(this.receiver.post(this.server.uri("/"), VALUE).body()).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(ints = { 400, 401, 403, 404, 405, 410, 413, 415, 422 })
	void aStatusThatWillNotChangeIsARefusal(int status) {
		this.server.answer(status, "");
		assertThatExceptionOfType(DeliveryRefusedException.class)
			.isThrownBy(() -> this.receiver.post(this.server.uri("/secret/path?key=marker"), VALUE))
			.withMessageContaining("http://localhost:" + this.server.port())
			.withMessageContaining(String.valueOf(status))
			.withMessageNotContaining("secret")
			.withMessageNotContaining("marker");
	}

	@ParameterizedTest
	@ValueSource(ints = { 408, 425, 429, 500, 502, 503, 504 })
	void aStatusThatMayChangeIsAFailure(int status) {
		this.server.answer(status, "");
		assertThatExceptionOfType(IOException.class)
			.isThrownBy(() -> this.receiver.post(this.server.uri("/secret/path?key=marker"), VALUE))
			.isNotInstanceOf(DeliveryRefusedException.class)
			.withMessage("http://localhost:" + this.server.port() + " answers with HTTP status " + status);
	}

	@ParameterizedTest
	@ValueSource(ints = { 301, 302, 303, 307, 308 })
	void aRedirectIsNotFollowed(int status) {
		this.server.answer((request) -> Answer.redirect(status, this.server.uri("/elsewhere")));
		assertThatExceptionOfType(DeliveryRefusedException.class)
			.isThrownBy(() -> this.receiver.post(this.server.uri("/"), VALUE))
			.withMessageContaining("redirects");
		assertThat(this.server.requests()).hasSize(1);
	}

	@Test
	void aReceiverThatDoesNotAnswerIsLeft() {
		JsonReceiver impatient = new JsonReceiver(Map.of(), Duration.ofMillis(100));
		for (Answer answer : List.of(Answer.never(), Answer.onlyTheBeginning())) {
			this.server.answer((request) -> answer);
			assertThatExceptionOfType(IOException.class).isThrownBy(() -> impatient.post(this.server.uri("/"), VALUE))
				.withMessage("http://localhost:" + this.server.port() + " does not answer within 0.1 s");
		}
	}

	@Test
	@Timeout(value = 9, unit = TimeUnit.SECONDS)
	void canBeInterrupted() {
		this.server.answer((request) -> Answer.never());
		CompletableFuture<Throwable> failure = new CompletableFuture<>();
		Thread thread = new Thread(
				() -> failure.complete(catchThrowable(() -> this.receiver.post(this.server.uri("/"), VALUE))));
		thread.start();
		await().until(() -> !this.server.requests().isEmpty());
		thread.interrupt();
		assertThat(failure.join()).isInstanceOf(InterruptedException.class);
	}

	@Test
	void aReceiverThatIsNotThereIsAFailure() throws IOException {
		int port;
		try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			port = socket.getLocalPort();
		}
		assertThatExceptionOfType(IOException.class)
			.isThrownBy(() -> this.receiver.post(URI.create("http://user:marker@localhost:" + port + "/path"), VALUE))
			.isNotInstanceOf(DeliveryRefusedException.class)
			.withMessage("http://localhost:" + port + " cannot be reached: connection refused");
	}

	@Test
	void aHostThatIsNotKnownIsAFailure() {
		assertThatExceptionOfType(IOException.class)
			.isThrownBy(() -> this.receiver.post(URI.create("http://nowhere.invalid/"), VALUE))
			.withMessage("http://nowhere.invalid cannot be reached: unknown host");
	}

}
