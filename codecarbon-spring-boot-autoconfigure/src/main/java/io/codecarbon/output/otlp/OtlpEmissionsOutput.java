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

package io.codecarbon.output.otlp;

import java.io.IOException;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

import io.codecarbon.http.BoundedHttpClient;
import io.codecarbon.http.HttpAnswer;
import io.codecarbon.output.DeliveryRefusedException;
import io.codecarbon.output.EmissionsField;
import io.codecarbon.output.EmissionsMetric;
import io.codecarbon.output.EmissionsOutput;
import io.codecarbon.output.http.JsonReceiver;
import io.codecarbon.tracker.EmissionsReport;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Exports the run so far over OTLP/HTTP, in its JSON encoding. Sums are cumulative since
 * the start of the run, so one that is lost on the way is in the next, and one that
 * arrives twice counts once.
 *
 * @see <a href="https://opentelemetry.io/docs/specs/otlp/#otlphttp">The specification of
 * OTLP/HTTP</a>
 */
public final class OtlpEmissionsOutput implements EmissionsOutput {

	private static final String PATH = "/v1/metrics";

	private static final String SCOPE = "io.codecarbon";

	// AGGREGATION_TEMPORALITY_CUMULATIVE: in JSON an enum is its number.
	private static final int CUMULATIVE = 2;

	private final String name;

	private final URI endpoint;

	private final JsonReceiver receiver;

	/**
	 * @param name the name of this output
	 * @param endpoint the address of the receiver, or its address for metrics, which ends
	 * in {@code /v1/metrics}
	 * @param headers what to send along, such as credentials
	 */
	public OtlpEmissionsOutput(String name, URI endpoint, Map<String, String> headers) {
		this.name = name;
		String address = endpoint.toString().replaceAll("/+$", "");
		this.endpoint = URI.create(address.endsWith(PATH) ? address : address + PATH);
		this.receiver = new JsonReceiver(headers);
	}

	@Override
	public String name() {
		return this.name;
	}

	@Override
	public void out(EmissionsReport total, EmissionsReport delta) throws IOException, InterruptedException {
		check(this.receiver.post(this.endpoint, request(total)));
	}

	@Override
	public void liveOut(EmissionsReport total, EmissionsReport delta) throws IOException, InterruptedException {
		out(total, delta);
	}

	// A success can be a partial one, which must not be sent again.
	private void check(HttpAnswer answer) throws DeliveryRefusedException {
		JsonNode json = answer.json();
		long rejected = (json != null) ? json.path("partialSuccess").path("rejectedDataPoints").asLong(0) : 0;
		if (rejected > 0) {
			throw new DeliveryRefusedException(
					BoundedHttpClient.origin(this.endpoint) + " rejects " + rejected + " data points");
		}
	}

	private static Map<String, Object> request(EmissionsReport total) {
		Map<String, Object> metrics = Map.of("scope",
				Map.of("name", SCOPE, "version", Objects.toString(EmissionsField.CODECARBON_VERSION.of(total), "")),
				"metrics",
				Stream.of(EmissionsMetric.values())
					.map((metric) -> metric(metric, metric.of(total), total.run()))
					.flatMap(Stream::ofNullable)
					.toList());
		return Map.of("resourceMetrics", List
			.of(Map.of("resource", Map.of("attributes", resource(total.run())), "scopeMetrics", List.of(metrics))));
	}

	// Only what stays the same throughout a run: any change would begin new time series.
	private static List<Map<String, Object>> resource(EmissionsReport.Run run) {
		return List.of(attribute("service.name", run.projectName()),
				attribute("service.instance.id", Objects.requireNonNullElse(run.id(), "")),
				attribute("codecarbon.experiment_id", run.experimentId()),
				attribute("codecarbon.tracking_mode", run.trackingMode().toString()));
	}

	private static Map<String, Object> attribute(String key, String value) {
		return Map.of("key", key, "value", Map.of("stringValue", value));
	}

	private static @Nullable Map<String, Object> metric(EmissionsMetric metric, @Nullable Double value,
			EmissionsReport.Run run) {
		Instant startedAt = run.startedAt();
		if (value == null || startedAt == null) {
			return null;
		}
		Instant at = (run.lastMeasuredAt() != null) ? run.lastMeasuredAt() : startedAt;
		Map<String, Object> point = Map.of("startTimeUnixNano", nanos(startedAt), "timeUnixNano", nanos(at), "asDouble",
				value);
		Map<String, Object> data = metric.isSum()
				? Map.of("aggregationTemporality", CUMULATIVE, "isMonotonic", true, "dataPoints", List.of(point))
				: Map.of("dataPoints", List.of(point));
		return Map.of("name", metric.key(), "description", metric.description(), "unit", metric.unit(),
				metric.isSum() ? "sum" : "gauge", data);
	}

	// In JSON an integer of 64 bits is a string.
	private static String nanos(Instant instant) {
		return Long.toString(instant.getEpochSecond() * 1_000_000_000 + instant.getNano());
	}

}
