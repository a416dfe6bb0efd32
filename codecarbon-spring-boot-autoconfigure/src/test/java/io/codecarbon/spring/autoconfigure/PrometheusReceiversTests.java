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

package io.codecarbon.spring.autoconfigure;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.model.ExposedPort;
import com.github.dockerjava.api.model.PortBinding;
import com.github.dockerjava.api.model.Ports;
import io.codecarbon.output.EmissionsField;
import io.codecarbon.output.EmissionsMetric;
import io.codecarbon.output.EmissionsOutput;
import io.codecarbon.output.prometheus.PrometheusEmissionsOutput;
import io.codecarbon.tracker.EmissionsReport;
import io.codecarbon.tracker.EmissionsTracker;
import io.codecarbon.tracker.OutputStatus;
import io.codecarbon.tracker.SampleReports;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfEnvironmentVariable;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.Network;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.images.builder.Transferable;
import org.testcontainers.junit.jupiter.Container;
import org.testcontainers.junit.jupiter.Testcontainers;
import org.testcontainers.utility.DockerImageName;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

/**
 * Pushes to a real Pushgateway, and reads the series back from a real Prometheus.
 */
@Testcontainers(disabledWithoutDocker = true)
@DisabledIfEnvironmentVariable(named = "RECEIVERS", matches = "none",
		disabledReason = "Docker has not got the images of the receivers")
class PrometheusReceiversTests {

	private static final DockerImageName PUSHGATEWAY = DockerImageName.parse("prom/pushgateway:v1.5.1");

	private static final DockerImageName PROMETHEUS = DockerImageName.parse("prom/prometheus:v2.42.0");

	private static final String SCRAPE = """
			scrape_configs:
			  - job_name: pushgateway
			    honor_labels: true
			    scrape_interval: 1s
			    static_configs:
			      - targets: [ "gateway:9091" ]
			""";

	// The hash of gateway-password.
	private static final String USERS = """
			basic_auth_users:
			  shop: "$2y$05$CodeCarbonForSpringBoudEw8Z9JYNav/HFMdycxlczpzCSzQq7a"
			""";

	private static final Network NETWORK = Network.newNetwork();

	@Container
	private static final GenericContainer<?> GATEWAY = gateway().withNetwork(NETWORK)
		.withNetworkAliases("gateway")
		.waitingFor(Wait.forHttp("/-/ready").forPort(9091))
		.withCreateContainerCmdModifier((command) -> command.getHostConfig()
			.withPortBindings(new PortBinding(Ports.Binding.bindPort(freePort()), new ExposedPort(9091))));

	@Container
	private static final GenericContainer<?> SERVER = new GenericContainer<>(PROMETHEUS).withExposedPorts(9090)
		.withNetwork(NETWORK)
		.withCopyToContainer(Transferable.of(SCRAPE), "/etc/prometheus/prometheus.yml")
		.waitingFor(Wait.forHttp("/-/ready").forPort(9090));

	private final HttpClient client = HttpClient.newHttpClient();

	@Test
	void pushedSeriesCanBeReadInPrometheusWithAllLabelsFilled() throws Exception {
		EmissionsReport total = SampleReports.full();
		EmissionsOutput output = new PrometheusEmissionsOutput(URI.create(address(GATEWAY)), null,
				Map.of("instance", "full"), false);
		output.out(total, total);
		for (EmissionsMetric metric : EmissionsMetric.values()) {
			JsonNode series = awaitSeries(metric.key() + "{instance=\"full\"}");
			assertThat(series.at("/value/1").asString())
				.satisfies((value) -> assertThat(Double.parseDouble(value)).isEqualTo(metric.of(total), within(1e-12)));
			JsonNode labels = series.get("metric");
			assertThat(labels.get("job").asString()).isEqualTo("codecarbon");
			// The 14 of CodeCarbon, the metric's name, the job and the instance.
			assertThat(labels.size()).isEqualTo(17);
			for (EmissionsField field : new EmissionsField[] { EmissionsField.PROJECT_NAME,
					EmissionsField.COUNTRY_ISO_CODE, EmissionsField.CPU_MODEL, EmissionsField.GPU_MODEL,
					EmissionsField.RAM_TOTAL_SIZE, EmissionsField.CLOUD_REGION, EmissionsField.CODECARBON_VERSION }) {
				assertThat(labels.get(field.key()).asString()).isEqualTo(String.valueOf(field.of(total)));
			}
		}
	}

	@Test
	void aGatewayThatIsStoppedAndStartedAgainLosesNothing() {
		DockerClient docker = DockerClientFactory.instance().client();
		runner(GATEWAY).withPropertyValues("codecarbon.prometheus.group.instance=restarted").run((context) -> {
			EmissionsTracker tracker = context.getBean(EmissionsTracker.class);
			await().until(() -> state(tracker) == OutputStatus.State.OK
					&& tracker.snapshot().outputs().get(0).lastSuccessAt() != null);
			docker.stopContainerCmd(GATEWAY.getContainerId()).exec();
			await().atMost(Duration.ofSeconds(30)).until(() -> state(tracker) == OutputStatus.State.FAILING);
			assertThat(tracker.snapshot().outputs().get(0).lastError()).contains(address(GATEWAY));
			long measurements = tracker.snapshot().run().measurements();
			await().until(() -> tracker.snapshot().run().measurements() > measurements + 5);
			docker.startContainerCmd(GATEWAY.getContainerId()).exec();
			await().atMost(Duration.ofSeconds(60)).until(() -> state(tracker) == OutputStatus.State.OK);
			tracker.stop();
			EmissionsReport total = tracker.snapshot();
			assertThat(total.run().state()).isEqualTo(EmissionsReport.State.STOPPED);
			await().atMost(Duration.ofSeconds(30))
				.untilAsserted(() -> assertThat(value("codecarbon_energy_consumed{instance=\"restarted\"}"))
					.isEqualTo(total.totals().energy().kwh(), within(1e-15)));
		});
	}

	@Test
	void aWrongPasswordGivesAFailingState() {
		try (GenericContainer<?> closed = gateway().withCommand("--web.config.file=/web.yml")
			.withCopyToContainer(Transferable.of(USERS), "/web.yml")
			.waitingFor(Wait.forHttp("/-/ready").forPort(9091).forStatusCode(401))) {
			closed.start();
			ApplicationContextRunner runner = runner(closed).withPropertyValues("codecarbon.prometheus.username=shop");
			runner.withPropertyValues("codecarbon.prometheus.password=wrong-password").run((context) -> {
				EmissionsTracker tracker = context.getBean(EmissionsTracker.class);
				await().until(() -> state(tracker) == OutputStatus.State.FAILING);
				assertThat(tracker.snapshot().outputs().get(0).lastError())
					.isEqualTo(address(closed) + " refuses the credentials: HTTP status 401");
			});
			runner.withPropertyValues("codecarbon.prometheus.password=gateway-password").run((context) -> {
				EmissionsTracker tracker = context.getBean(EmissionsTracker.class);
				await().until(() -> tracker.snapshot().outputs().get(0).lastSuccessAt() != null);
				assertThat(state(tracker)).isEqualTo(OutputStatus.State.OK);
			});
		}
	}

	private static GenericContainer<?> gateway() {
		return new GenericContainer<>(PUSHGATEWAY).withExposedPorts(9091);
	}

	private static ApplicationContextRunner runner(GenericContainer<?> gateway) {
		return new ApplicationContextRunner()
			.withConfiguration(
					AutoConfigurations.of(CodeCarbonAutoConfiguration.class, CodeCarbonOutputAutoConfiguration.class))
			.withPropertyValues("codecarbon.save-to-file=false", "codecarbon.save-to-prometheus=true",
					"codecarbon.prometheus-url=" + address(gateway), "codecarbon.measure-power-secs=100ms",
					"codecarbon.api-call-interval=1");
	}

	private static String address(GenericContainer<?> container) {
		return "http://" + container.getHost() + ":" + container.getFirstMappedPort();
	}

	// One that is chosen by Docker would be another after the restart.
	private static int freePort() {
		try (ServerSocket socket = new ServerSocket(0)) {
			return socket.getLocalPort();
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static OutputStatus.State state(EmissionsTracker tracker) {
		return tracker.snapshot().outputs().get(0).state();
	}

	private JsonNode awaitSeries(String query) {
		return await().atMost(Duration.ofSeconds(30)).until(() -> query(query), (result) -> result.size() == 1).get(0);
	}

	private double value(String query) throws IOException, InterruptedException {
		return query(query).at("/0/value/1").asDouble(Double.NaN);
	}

	private JsonNode query(String query) throws IOException, InterruptedException {
		URI uri = URI
			.create(address(SERVER) + "/api/v1/query?query=" + URLEncoder.encode(query, StandardCharsets.UTF_8));
		String answer = this.client.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString()).body();
		return JsonMapper.shared().readTree(answer).at("/data/result");
	}

}
