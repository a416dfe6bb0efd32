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
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Several instances of the sample on one machine, each a process of its own.
 */
class SeveralInstancesTests {

	private static final Pattern PORT = Pattern.compile("Tomcat started on port (\\d+)");

	private static final double MACHINE_WATTS = 100;

	private final HttpClient client = HttpClient.newHttpClient();

	private final JsonMapper mapper = JsonMapper.builder().build();

	private final List<Process> processes = new ArrayList<>();

	@TempDir
	Path directory;

	@AfterEach
	void stopProcesses() throws InterruptedException {
		this.processes.forEach(Process::destroy);
		for (Process process : this.processes) {
			process.waitFor();
		}
	}

	@Test
	void inProcessModeTheySumToAtMostTheMachinesEnergy() throws Exception {
		Instance machine = start("machine");
		Instance first = start("process");
		Instance second = start("process");
		// The window of the machine encloses those of the others.
		Energy machineBefore = machine.energy();
		Energy firstBefore = first.energy();
		Energy secondBefore = second.energy();
		List<CompletableFuture<Integer>> requests = new ArrayList<>();
		for (int i = 0; i < 6; i++) {
			requests.add(first.render());
			requests.add(second.render());
		}
		for (CompletableFuture<Integer> request : requests) {
			assertThat(request.get()).isEqualTo(200);
		}
		double parts = first.energy().since(firstBefore).joules() + second.energy().since(secondBefore).joules();
		Energy whole = machine.energy().since(machineBefore);
		// The clock of a process moves in steps of 10 ms; beside the whole windows there
		// is one that was cut short at either end.
		double windows = whole.seconds() + 2;
		double tolerance = windows * 0.010 * MACHINE_WATTS;
		assertThat(parts).isPositive().isLessThanOrEqualTo(whole.joules() + tolerance);
	}

	private Instance start(String trackingMode) throws IOException {
		Path log = this.directory.resolve(this.processes.size() + ".log");
		String classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
		Process process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp",
				classPath, SampleApplication.class.getName(), "--server.port=0",
				"--codecarbon.tracking-mode=" + trackingMode, "--codecarbon.save-to-file=false",
				"--codecarbon.force-cpu-power=" + MACHINE_WATTS, "--codecarbon.force-ram-power=0")
			.redirectErrorStream(true)
			.redirectOutput(log.toFile())
			.start();
		this.processes.add(process);
		int port = Awaitility.await().atMost(Duration.ofMinutes(1)).until(() -> port(log), (found) -> found > 0);
		return new Instance(port);
	}

	private static int port(Path log) throws IOException {
		Matcher matcher = PORT.matcher(Files.readString(log, StandardCharsets.UTF_8));
		return matcher.find() ? Integer.parseInt(matcher.group(1)) : 0;
	}

	private final class Instance {

		private final int port;

		private Instance(int port) {
			this.port = port;
		}

		CompletableFuture<Integer> render() {
			return SeveralInstancesTests.this.client
				.sendAsync(request("/mandelbrot?size=1200").build(), BodyHandlers.discarding())
				.thenApply((response) -> response.statusCode());
		}

		// Closes the current window, too.
		Energy energy() throws IOException, InterruptedException {
			SeveralInstancesTests.this.client.send(
					request("/actuator/codecarbon").POST(HttpRequest.BodyPublishers.noBody()).build(),
					BodyHandlers.discarding());
			JsonNode report = SeveralInstancesTests.this.mapper.readTree(SeveralInstancesTests.this.client
				.send(request("/actuator/codecarbon").build(), BodyHandlers.ofString())
				.body());
			return new Energy(report.at("/totals/energyKwh").asDouble() * 3_600_000,
					report.at("/run/durationSeconds").asDouble());
		}

		private HttpRequest.Builder request(String path) {
			return HttpRequest.newBuilder(URI.create("http://localhost:" + this.port + path));
		}

	}

	private record Energy(double joules, double seconds) {

		Energy since(Energy earlier) {
			return new Energy(this.joules - earlier.joules, this.seconds - earlier.seconds);
		}

	}

}
