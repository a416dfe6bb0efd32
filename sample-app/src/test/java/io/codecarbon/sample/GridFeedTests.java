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

package io.codecarbon.sample;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;

import com.sun.net.httpserver.HttpServer;
import io.codecarbon.carbon.GridIntensity;
import io.codecarbon.tracker.EmissionsReport;
import io.codecarbon.tracker.EmissionsTracker;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

@SpringBootTest
@DirtiesContext
class GridFeedTests {

	private static HttpServer server;

	private static volatile String answer = "321.5\n";

	@Autowired
	private EmissionsTracker tracker;

	@Autowired
	private GridFeed feed;

	@DynamicPropertySource
	static void feed(DynamicPropertyRegistry registry) throws IOException {
		server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
		server.createContext("/", (exchange) -> {
			byte[] body = answer.getBytes(StandardCharsets.UTF_8);
			exchange.sendResponseHeaders(200, body.length);
			exchange.getResponseBody().write(body);
			exchange.close();
		});
		server.start();
		registry.add("sample.grid-feed", () -> "http://localhost:" + server.getAddress().getPort() + "/now");
	}

	@AfterAll
	static void stop() {
		server.stop(0);
	}

	@Test
	void theFeedPricesTheEnergyAndTheTablesDoWhereItFails() {
		await().until(() -> source().equals("grid-feed"));
		assertThat(this.tracker.snapshot().carbonIntensity().intensity().gramsPerKwh()).isEqualTo(321.5);
		EmissionsReport report = this.tracker.snapshot();
		assertThat(report.totals().emissions().kg()).isCloseTo(report.totals().energy().kwh() * 0.3215, within(1e-9));
		answer = "<html>";
		this.feed.refresh();
		await().until(() -> source().equals("country"));
		assertThat(this.tracker.snapshot().problems()).extracting((problem) -> problem.message())
			.contains("The grid feed cannot be read");
	}

	private String source() {
		this.tracker.flush();
		GridIntensity intensity = this.tracker.snapshot().carbonIntensity();
		return (intensity != null) ? intensity.source() : "";
	}

}
