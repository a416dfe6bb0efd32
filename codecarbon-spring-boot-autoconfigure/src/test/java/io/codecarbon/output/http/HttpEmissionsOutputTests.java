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
import java.io.InputStream;

import io.codecarbon.output.EmissionsOutput;
import io.codecarbon.output.EmissionsOutputContract;
import io.codecarbon.tracker.EmissionsReport;
import io.codecarbon.tracker.SampleReports;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests of {@link HttpEmissionsOutput}.
 */
class HttpEmissionsOutputTests extends EmissionsOutputContract {

	private final FakeReceiver server = new FakeReceiver();

	@AfterEach
	void close() {
		this.server.close();
	}

	@Override
	protected EmissionsOutput output() {
		return new HttpEmissionsOutput(this.server.uri("/hook/path?x=1"));
	}

	@Test
	void postsTheTotalAsTheReferenceDoes() throws Exception {
		JsonNode reference = reference();
		EmissionsReport earlier = SampleReports.builder().kwh(1, 0, 0.5).build();
		EmissionsReport total = SampleReports.builder().seconds(2.5).kwh(3, 0, 1).build();
		output().out(total, total.since(earlier));
		FakeReceiver.Request request = this.server.requests().get(0);
		assertThat(request.method()).isEqualTo("POST");
		assertThat(request.path()).isEqualTo(reference.get("path").asString());
		assertThat(request.headers()).containsEntry("Content-Type", "application/json");
		JsonNode json = request.json();
		JsonNode expected = reference.get("json");
		assertThat(json.propertyNames()).containsExactlyElementsOf(expected.propertyNames());
		assertThat(json.properties()).allSatisfy((property) -> {
			JsonNode value = expected.get(property.getKey());
			if (!property.getValue().isNull() && !value.isNull()) {
				assertThat(property.getValue().getNodeType()).as(property.getKey()).isEqualTo(value.getNodeType());
				assertThat(property.getValue().isIntegralNumber()).as(property.getKey())
					.isEqualTo(value.isIntegralNumber());
			}
		});
		assertThat(json.get("energy_consumed").doubleValue()).isEqualTo(4);
		assertThat(json.get("timestamp").asString()).isEqualTo("2026-11-23T17:28:52");
		assertThat(json.get("user").asString()).isEqualTo(System.getProperty("user.name"));
	}

	@Test
	void postsTheTotalLiveToo() throws Exception {
		EmissionsReport total = SampleReports.builder().kwh(3, 0, 0).build();
		EmissionsOutput output = output();
		output.liveOut(total, total.since(total));
		assertThat(this.server.requests().get(0).json().get("energy_consumed").doubleValue()).isEqualTo(3);
	}

	private static JsonNode reference() throws IOException {
		try (InputStream json = HttpEmissionsOutputTests.class.getResourceAsStream("/vectors/api.json")) {
			return JsonMapper.shared().readTree(json).at("/scenarios/http_output/requests/0");
		}
	}

}
