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

package io.codecarbon.output.prometheus;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.URL;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import io.codecarbon.http.BoundedHttpClient;
import io.codecarbon.output.EmissionsField;
import io.codecarbon.output.EmissionsMetric;
import io.codecarbon.output.EmissionsOutput;
import io.codecarbon.output.http.HttpFailure;
import io.codecarbon.output.http.JsonReceiver;
import io.codecarbon.tracker.EmissionsReport;
import io.prometheus.metrics.config.PrometheusProperties;
import io.prometheus.metrics.exporter.pushgateway.Format;
import io.prometheus.metrics.exporter.pushgateway.PushGateway;
import io.prometheus.metrics.exporter.pushgateway.Scheme;
import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import org.jspecify.annotations.Nullable;

/**
 * Pushes the run so far to a Prometheus Pushgateway: gauges and labels with the names of
 * CodeCarbon's, in a group of the job {@code codecarbon}. A push replaces the group. It
 * cannot be interrupted, but gives up after a while.
 */
public final class PrometheusEmissionsOutput implements EmissionsOutput {

	private static final String JOB = "codecarbon";

	private static final List<EmissionsField> LABELS = List.of(EmissionsField.PROJECT_NAME, EmissionsField.COUNTRY_NAME,
			EmissionsField.COUNTRY_ISO_CODE, EmissionsField.REGION, EmissionsField.CLOUD_PROVIDER,
			EmissionsField.CLOUD_REGION, EmissionsField.OS, EmissionsField.CODECARBON_VERSION, EmissionsField.CPU_COUNT,
			EmissionsField.CPU_MODEL, EmissionsField.GPU_COUNT, EmissionsField.GPU_MODEL, EmissionsField.RAM_TOTAL_SIZE,
			EmissionsField.TRACKING_MODE);

	// The exporter tells the status nowhere else.
	private static final Pattern STATUS = Pattern.compile("Response code from \\S+ was (\\d{3})");

	private final URI url;

	private final @Nullable Credentials credentials;

	private final Map<String, String> groupingKey;

	private final boolean deleteOnShutdown;

	private @Nullable PushGateway gateway;

	/**
	 * @param url the address of the gateway
	 * @param credentials how to log in, {@code null} if that is not needed
	 * @param groupingKey labels that tell the group from others of the same job
	 * @param deleteOnShutdown whether the group is deleted when the run ends
	 */
	public PrometheusEmissionsOutput(URI url, @Nullable Credentials credentials, Map<String, String> groupingKey,
			boolean deleteOnShutdown) {
		this.url = url;
		this.credentials = credentials;
		this.groupingKey = Map.copyOf(groupingKey);
		this.deleteOnShutdown = deleteOnShutdown;
	}

	@Override
	public String name() {
		return "prometheus";
	}

	@Override
	public void out(EmissionsReport total, EmissionsReport delta) throws IOException {
		try {
			if (this.deleteOnShutdown && total.run().state() == EmissionsReport.State.STOPPED) {
				gateway().delete();
			}
			else {
				gateway().push((MultiCollector) () -> snapshots(total));
			}
		}
		catch (IOException ex) {
			Matcher status = STATUS.matcher(Objects.requireNonNullElse(ex.getMessage(), ""));
			throw status.find() ? HttpFailure.of(this.url, Integer.parseInt(status.group(1))) : ex;
		}
	}

	@Override
	public void liveOut(EmissionsReport total, EmissionsReport delta) throws IOException {
		out(total, delta);
	}

	private static MetricSnapshots snapshots(EmissionsReport total) {
		Labels labels = Labels.of(LABELS.stream().map(EmissionsField::key).toList(),
				LABELS.stream().map((label) -> Objects.toString(label.of(total), "")).toList());
		return MetricSnapshots.of(Stream.of(EmissionsMetric.values())
			.map((metric) -> snapshot(metric, metric.of(total), labels))
			.flatMap(Stream::ofNullable)
			.toArray(GaugeSnapshot[]::new));
	}

	private static @Nullable GaugeSnapshot snapshot(EmissionsMetric metric, @Nullable Double value, Labels labels) {
		return (value == null) ? null
				: GaugeSnapshot.builder()
					.name(metric.key())
					.help(metric.description() + " (" + metric.unit() + ")")
					.dataPoint(GaugeDataPointSnapshot.builder().value(value).labels(labels).build())
					.build();
	}

	private PushGateway gateway() {
		PushGateway gateway = this.gateway;
		if (gateway == null) {
			gateway = create();
			this.gateway = gateway;
		}
		return gateway;
	}

	private PushGateway create() {
		// Without the exporter's own properties, which would win over ours.
		PushGateway.Builder builder = PushGateway.builder(PrometheusProperties.builder().build())
			.scheme("https".equalsIgnoreCase(this.url.getScheme()) ? Scheme.HTTPS : Scheme.HTTP)
			.address(address())
			.format(Format.PROMETHEUS_TEXT)
			.connectionTimeout(BoundedHttpClient.CONNECT_TIMEOUT)
			.readTimeout(JsonReceiver.REQUEST_TIMEOUT)
			.connectionFactory(PrometheusEmissionsOutput::connect)
			.job(JOB);
		if (this.credentials != null) {
			builder.basicAuth(this.credentials.username(), this.credentials.password());
		}
		this.groupingKey.forEach(builder::groupingKey);
		return builder.build();
	}

	private String address() {
		String port = (this.url.getPort() >= 0) ? ":" + this.url.getPort() : "";
		return this.url.getHost() + port + this.url.getRawPath().replaceAll("/+$", "");
	}

	private static HttpURLConnection connect(URL url) throws IOException {
		HttpURLConnection connection = (HttpURLConnection) url.openConnection();
		connection.setInstanceFollowRedirects(false);
		return connection;
	}

}
