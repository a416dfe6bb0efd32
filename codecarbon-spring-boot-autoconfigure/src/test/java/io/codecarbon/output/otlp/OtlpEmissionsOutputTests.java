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
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import com.google.protobuf.util.JsonFormat;
import io.codecarbon.output.DeliveryRefusedException;
import io.codecarbon.output.EmissionsField;
import io.codecarbon.output.EmissionsOutput;
import io.codecarbon.output.EmissionsOutputContract;
import io.codecarbon.output.http.FakeReceiver;
import io.codecarbon.output.http.FakeReceiver.Request;
import io.codecarbon.tracker.EmissionsReport;
import io.codecarbon.tracker.SampleReports;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.metrics.v1.AggregationTemporality;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.NumberDataPoint;
import io.opentelemetry.proto.metrics.v1.ResourceMetrics;
import io.opentelemetry.proto.metrics.v1.ScopeMetrics;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests of {@link OtlpEmissionsOutput}, which read what it sends with the published
 * classes of the protocol.
 */
class OtlpEmissionsOutputTests extends EmissionsOutputContract {

	private final FakeReceiver server = new FakeReceiver();

	@AfterEach
	void close() {
		this.server.close();
	}

	@Override
	protected EmissionsOutput output() {
		return new OtlpEmissionsOutput("otlp", this.server.uri(""), Map.of("Authorization", "token"));
	}

	@ParameterizedTest
	@CsvSource({ "'', /v1/metrics", "/, /v1/metrics", "/otlp, /otlp/v1/metrics", "/v1/metrics, /v1/metrics",
			"/otlp/v1/metrics/, /otlp/v1/metrics" })
	void postsToTheAddressForMetrics(String endpoint, String path) throws Exception {
		new OtlpEmissionsOutput("otlp", this.server.uri(endpoint), Map.of()).out(SampleReports.full(),
				SampleReports.full());
		assertThat(this.server.requests()).extracting(Request::path).containsExactly(path);
	}

	@Test
	void sendsJsonWithTheHeaders() throws Exception {
		output().out(SampleReports.full(), SampleReports.full());
		assertThat(this.server.requests().get(0).headers()).containsEntry("Content-Type", "application/json")
			.containsEntry("Authorization", "token");
	}

	@Test
	void describesTheInstrumentsOfTheReferenceWithUnitsOfUcum() throws Exception {
		output().out(SampleReports.full(), SampleReports.full());
		ScopeMetrics scope = received().getScopeMetrics(0);
		assertThat(scope.getScope().getName()).isEqualTo("io.codecarbon");
		assertThat(scope.getScope().getVersion()).isEqualTo(EmissionsField.CODECARBON_VERSION.of(SampleReports.full()));
		assertThat(scope.getMetricsList()).allSatisfy((metric) -> assertThat(metric.getDescription()).isNotBlank());
		assertThat(scope.getMetricsList().stream().collect(Collectors.toMap(Metric::getName, Metric::getUnit)))
			.isEqualTo(Map.of("codecarbon_duration", "s", "codecarbon_emissions", "kg", "codecarbon_emissions_rate",
					"kg/s", "codecarbon_cpu_power", "W", "codecarbon_gpu_power", "W", "codecarbon_ram_power", "W",
					"codecarbon_cpu_energy", "kW.h", "codecarbon_gpu_energy", "kW.h", "codecarbon_ram_energy", "kW.h",
					"codecarbon_energy_consumed", "kW.h"));
	}

	@Test
	void sumsAreCumulativeSinceTheStartOfTheRun() throws Exception {
		EmissionsReport total = SampleReports.full();
		output().liveOut(total, total.since(total));
		Map<String, Double> values = Map.of("codecarbon_duration", 6.0, "codecarbon_emissions",
				total.totals().emissions().kg(), "codecarbon_cpu_energy", total.totals().cpuEnergy().kwh(),
				"codecarbon_gpu_energy", total.totals().gpuEnergy().kwh(), "codecarbon_ram_energy",
				total.totals().ramEnergy().kwh(), "codecarbon_energy_consumed", total.totals().energy().kwh());
		Map<String, Metric> metrics = metrics();
		values.forEach((name, value) -> {
			Metric metric = metrics.get(name);
			assertThat(metric.hasSum()).as(name).isTrue();
			assertThat(metric.getSum().getIsMonotonic()).isTrue();
			assertThat(metric.getSum().getAggregationTemporality())
				.isEqualTo(AggregationTemporality.AGGREGATION_TEMPORALITY_CUMULATIVE);
			assertPoint(metric.getSum().getDataPointsList(), total, value);
		});
	}

	@Test
	void powerAndRateAreGauges() throws Exception {
		EmissionsReport total = SampleReports.full();
		output().out(total, total);
		Map<String, Double> values = Map.of("codecarbon_cpu_power", 50.0, "codecarbon_gpu_power", 701.5,
				"codecarbon_ram_power", 20.0, "codecarbon_emissions_rate", total.totals().emissions().kg() / 6);
		Map<String, Metric> metrics = metrics();
		values.forEach((name, value) -> {
			assertThat(metrics.get(name).hasGauge()).as(name).isTrue();
			assertPoint(metrics.get(name).getGauge().getDataPointsList(), total, value);
		});
	}

	private static void assertPoint(List<NumberDataPoint> points, EmissionsReport total, double value) {
		assertThat(points).hasSize(1);
		NumberDataPoint point = points.get(0);
		assertThat(point.getAsDouble()).isEqualTo(value);
		assertThat(instant(point.getStartTimeUnixNano())).isEqualTo(total.run().startedAt());
		assertThat(instant(point.getTimeUnixNano())).isEqualTo(total.run().lastMeasuredAt());
	}

	private static Instant instant(long nanos) {
		return Instant.ofEpochSecond(nanos / 1_000_000_000, nanos % 1_000_000_000);
	}

	@Test
	void theResourceIsTheRun() throws Exception {
		EmissionsReport total = SampleReports.builder().projectName("shop").build();
		output().out(total, total);
		assertThat(received().getResource()
			.getAttributesList()
			.stream()
			.collect(Collectors.toMap(KeyValue::getKey, (attribute) -> attribute.getValue().getStringValue())))
			.isEqualTo(Map.of("service.name", "shop", "service.instance.id", SampleReports.RUN_ID,
					"codecarbon.experiment_id", total.run().experimentId(), "codecarbon.tracking_mode", "machine"));
	}

	@Test
	void leavesOutWhatIsNotKnown() throws Exception {
		output().out(SampleReports.minimal(), SampleReports.minimal());
		assertThat(metrics()).containsKey("codecarbon_emissions").doesNotContainKeys("codecarbon_cpu_power");
	}

	@Test
	void dataPointsThatAreRejectedAreARefusal() {
		this.server.answer(200, "{\"partialSuccess\":{\"rejectedDataPoints\":\"3\",\"errorMessage\":\"token\"}}");
		assertThatExceptionOfType(DeliveryRefusedException.class)
			.isThrownBy(() -> output().out(SampleReports.full(), SampleReports.full()))
			.withMessage("http://localhost:" + this.server.port() + " rejects 3 data points");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '~', value = { "~~", "{}", "{\"partialSuccess\":{}}",
			"{\"partialSuccess\":{\"errorMessage\":\"a warning\"}}", "ok" })
	void everyOtherSuccessIsOne(String body) {
		this.server.answer(200, body);
		assertThatCode(() -> output().out(SampleReports.full(), SampleReports.full())).doesNotThrowAnyException();
	}

	@Test
	void aTokenThatIsNotAcceptedIsARefusal() {
		this.server.answer(401, "");
		assertThatExceptionOfType(DeliveryRefusedException.class)
			.isThrownBy(() -> output().out(SampleReports.full(), SampleReports.full()))
			.withMessageContaining("refuses the credentials");
	}

	private Map<String, Metric> metrics() throws IOException {
		return received().getScopeMetrics(0)
			.getMetricsList()
			.stream()
			.collect(Collectors.toMap(Metric::getName, (metric) -> metric));
	}

	// The parser refuses what the protocol does not know.
	private ResourceMetrics received() throws IOException {
		ExportMetricsServiceRequest.Builder request = ExportMetricsServiceRequest.newBuilder();
		JsonFormat.parser().merge(this.server.requests().get(0).body(), request);
		assertThat(request.getResourceMetricsList()).hasSize(1);
		assertThat(request.getResourceMetrics(0).getScopeMetricsList()).hasSize(1);
		return request.getResourceMetrics(0);
	}

}
