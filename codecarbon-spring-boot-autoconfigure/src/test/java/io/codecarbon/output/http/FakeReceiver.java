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
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A receiver on a real socket, which keeps what it gets and answers as it is told.
 */
public final class FakeReceiver implements AutoCloseable {

	private final ExecutorService threads = Executors.newCachedThreadPool((task) -> {
		Thread thread = new Thread(task, "fake-receiver");
		thread.setDaemon(true);
		return thread;
	});

	private final CountDownLatch closed = new CountDownLatch(1);

	private final List<Request> requests = new CopyOnWriteArrayList<>();

	private final HttpServer server;

	private volatile Function<Request, Answer> answers = (request) -> Answer.of(200, "");

	public FakeReceiver() {
		this(0);
	}

	public FakeReceiver(int port) {
		try {
			this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		this.server.setExecutor(this.threads);
		this.server.createContext("/", this::handle);
		this.server.start();
	}

	private void handle(HttpExchange exchange) throws IOException {
		Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
		exchange.getRequestHeaders().forEach((name, values) -> headers.put(name, String.join(",", values)));
		Request request = new Request(exchange.getRequestMethod(), exchange.getRequestURI().toString(), headers,
				new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
		this.requests.add(request);
		try (exchange) {
			Answer answer = this.answers.apply(request);
			answer.headers().forEach(exchange.getResponseHeaders()::set);
			if (answer.stage() == Stage.NEVER) {
				waitForTheEnd();
				return;
			}
			if (answer.stage() == Stage.HANG_UP) {
				return;
			}
			byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
			exchange.sendResponseHeaders(answer.status(), (body.length > 0) ? body.length : -1);
			try (OutputStream out = exchange.getResponseBody()) {
				if (answer.stage() == Stage.HEADERS) {
					out.write(body, 0, 1);
					out.flush();
					waitForTheEnd();
				}
				out.write(body);
			}
		}
	}

	private void waitForTheEnd() {
		try {
			this.closed.await();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	public int port() {
		return this.server.getAddress().getPort();
	}

	public URI uri(String path) {
		return URI.create("http://localhost:" + port() + path);
	}

	public void answer(int status, String body) {
		answer((request) -> Answer.of(status, body));
	}

	public void answer(Function<Request, Answer> answers) {
		this.answers = answers;
	}

	public List<Request> requests() {
		return List.copyOf(this.requests);
	}

	@Override
	public void close() {
		this.closed.countDown();
		this.server.stop(0);
		this.threads.shutdownNow();
	}

	/** How much of an answer is sent. */
	private enum Stage {

		ALL, HEADERS, NEVER, HANG_UP

	}

	/** What it got. */
	public record Request(String method, String path, Map<String, String> headers, String body) {

		public JsonNode json() {
			return JsonMapper.shared().readTree(this.body);
		}

	}

	/** What it says. */
	public record Answer(int status, String body, Map<String, String> headers, Stage stage) {

		public static Answer of(int status, String body) {
			return new Answer(status, body, Map.of("Content-Type", "application/json"), Stage.ALL);
		}

		public Answer with(Map<String, String> headers) {
			return new Answer(this.status, this.body, headers, this.stage);
		}

		public static Answer redirect(int status, URI to) {
			return new Answer(status, "", Map.of("Location", to.toString()), Stage.ALL);
		}

		/** Accepts the request, and says nothing. */
		public static Answer never() {
			return new Answer(200, "", Map.of(), Stage.NEVER);
		}

		/** Closes the connection instead. */
		public static Answer hangUp() {
			return new Answer(200, "", Map.of(), Stage.HANG_UP);
		}

		/** Begins to answer, and says no more. */
		public static Answer onlyTheBeginning() {
			return new Answer(200, "{\"id\":1}", Map.of(), Stage.HEADERS);
		}

	}

}
