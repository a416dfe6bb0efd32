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

package io.codecarbon.output.api;

import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

import io.codecarbon.http.BoundedHttpClient;
import io.codecarbon.http.HttpAnswer;
import io.codecarbon.output.EmissionsField;
import io.codecarbon.output.ResumableOutput;
import io.codecarbon.output.http.JsonReceiver;
import io.codecarbon.tracker.EmissionsReport;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Delivers runs to the API of CodeCarbon: each run is registered once, under a number
 * that the server chooses, and then gets what was measured since the last delivery that
 * the server has acknowledged.
 */
public final class ApiEmissionsOutput implements ResumableOutput {

	// Python's isoformat(): microseconds and the offset, also that of UTC, in digits.
	private static final DateTimeFormatter TIMESTAMP = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSSxxx",
			Locale.ROOT);

	private static final int CREATED = 201;

	private static final String RUN_ID = EmissionsField.RUN_ID.key();

	private static final List<EmissionsField> MACHINE = List.of(EmissionsField.OS, EmissionsField.PYTHON_VERSION,
			EmissionsField.CODECARBON_VERSION, EmissionsField.CPU_COUNT, EmissionsField.CPU_MODEL,
			EmissionsField.GPU_COUNT, EmissionsField.GPU_MODEL);

	private static final List<EmissionsField> FIGURES = List.of(EmissionsField.EMISSIONS_RATE, EmissionsField.CPU_POWER,
			EmissionsField.GPU_POWER, EmissionsField.RAM_POWER, EmissionsField.CPU_ENERGY, EmissionsField.GPU_ENERGY,
			EmissionsField.RAM_ENERGY, EmissionsField.ENERGY_CONSUMED);

	private final JsonReceiver receiver;

	private final URI runs;

	private final URI emissions;

	/**
	 * The server's runs by the identifiers of ours: the current one, and those to resume.
	 */
	private final Map<String, String> serverRuns = new HashMap<>();

	private @Nullable String currentRun;

	private volatile @Nullable String currentServerRun;

	/**
	 * @param endpoint the address of the API
	 * @param apiKey the key that the API has given to its user
	 */
	public ApiEmissionsOutput(URI endpoint, String apiKey) {
		this.receiver = new JsonReceiver(Map.of("x-api-token", apiKey));
		String base = endpoint.toString().replaceAll("/+$", "");
		this.runs = URI.create(base + "/runs");
		this.emissions = URI.create(base + "/emissions");
	}

	@Override
	public String name() {
		return "api";
	}

	@Override
	public @Nullable String detail() {
		String serverRun = this.currentServerRun;
		return (serverRun != null) ? "run " + serverRun : null;
	}

	@Override
	public void out(EmissionsReport total, EmissionsReport delta) throws IOException, InterruptedException {
		begin(run(total));
		String serverRun = register(total);
		this.currentServerRun = serverRun;
		add(serverRun, total, delta);
	}

	@Override
	public void liveOut(EmissionsReport total, EmissionsReport delta) throws IOException, InterruptedException {
		out(total, delta);
	}

	private void begin(String run) {
		if (!run.equals(this.currentRun)) {
			this.serverRuns.remove(this.currentRun);
			this.currentRun = run;
			this.currentServerRun = null;
		}
	}

	@Override
	public Map<String, String> resumePoint() {
		String serverRun = this.currentServerRun;
		return (serverRun != null) ? Map.of(RUN_ID, serverRun) : Map.of();
	}

	@Override
	public void resume(Map<String, String> resumePoint, EmissionsReport total, EmissionsReport delta)
			throws IOException, InterruptedException {
		String serverRun = resumePoint.get(RUN_ID);
		if (serverRun == null) {
			serverRun = register(total);
		}
		add(serverRun, total, delta);
		this.serverRuns.remove(run(total));
	}

	private static String run(EmissionsReport report) {
		return Objects.requireNonNull(report.run().id(), "A run that was never started");
	}

	private String register(EmissionsReport total) throws IOException, InterruptedException {
		String run = run(total);
		String serverRun = this.serverRuns.get(run);
		if (serverRun == null) {
			JsonNode created = post(this.runs, registration(total)).json();
			serverRun = (created != null) ? created.path("id").asString("") : "";
			if (serverRun.isBlank()) {
				throw unexpected(this.runs, "no number of the run");
			}
			this.serverRuns.put(run, serverRun);
		}
		return serverRun;
	}

	private void add(String serverRun, EmissionsReport total, EmissionsReport delta)
			throws IOException, InterruptedException {
		if (!delta.run().duration().isZero() || delta.totals().energy().joules() != 0) {
			post(this.emissions, emission(serverRun, total, delta));
		}
	}

	// Only this status says that the API has stored it: a proxy on the way may answer
	// with
	// another success.
	private HttpAnswer post(URI uri, Map<String, @Nullable Object> value) throws IOException, InterruptedException {
		HttpAnswer answer = this.receiver.post(uri, value);
		if (answer.status() != CREATED) {
			throw unexpected(uri, "HTTP status " + answer.status());
		}
		return answer;
	}

	private static IOException unexpected(URI uri, String answer) {
		return new IOException(
				BoundedHttpClient.origin(uri) + " does not answer as the API of CodeCarbon does: " + answer);
	}

	private static Map<String, @Nullable Object> registration(EmissionsReport total) {
		Map<String, @Nullable Object> run = new LinkedHashMap<>();
		run.put("timestamp", timestamp(total.run().startedAt()));
		run.put("experiment_id", total.run().experimentId());
		MACHINE.forEach((field) -> run.put(field.key(), field.of(total)));
		run.put("longitude", rounded(total.place().longitude()));
		run.put("latitude", rounded(total.place().latitude()));
		run.put("region", total.place().cloudRegion());
		run.put("provider", total.place().cloudProvider());
		run.put("ram_total_size", EmissionsField.RAM_TOTAL_SIZE.of(total));
		run.put("tracking_mode", EmissionsField.TRACKING_MODE.of(total));
		return run;
	}

	private static Map<String, @Nullable Object> emission(String serverRun, EmissionsReport total,
			EmissionsReport delta) {
		Instant at = total.run().lastMeasuredAt();
		Map<String, @Nullable Object> emission = new LinkedHashMap<>();
		emission.put("timestamp", timestamp((at != null) ? at : total.run().startedAt()));
		emission.put("run_id", serverRun);
		emission.put("duration", seconds(total.run().duration(), delta.run().duration()));
		emission.put("emissions_sum", EmissionsField.EMISSIONS.of(delta));
		FIGURES.forEach((field) -> emission.put(field.key(), field.of(delta)));
		return emission;
	}

	private static @Nullable String timestamp(@Nullable Instant instant) {
		return (instant != null) ? TIMESTAMP.format(instant.atZone(ZoneId.systemDefault())) : null;
	}

	/**
	 * The API takes whole seconds, of which there must be one at least. What is cut off
	 * here is in the next delta, so that those of a run add up to its length.
	 */
	private static long seconds(Duration total, Duration delta) {
		return Math.max(1, total.toSeconds() - total.minus(delta).toSeconds());
	}

	/**
	 * To about ten kilometres, for the sake of privacy; ties to even, as Python rounds.
	 */
	private static @Nullable BigDecimal rounded(@Nullable Double degrees) {
		return (degrees != null) ? new BigDecimal(degrees).setScale(1, RoundingMode.HALF_EVEN) : null;
	}

}
