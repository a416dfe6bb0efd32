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

package io.codecarbon.output.logger;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.codecarbon.output.EmissionsField;
import io.codecarbon.output.EmissionsOutput;
import io.codecarbon.output.EmissionsOutputContract;
import io.codecarbon.tracker.EmissionsReport;
import io.codecarbon.tracker.SampleReports;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.boot.logging.logback.StructuredLogEncoder;
import org.springframework.core.env.Environment;
import org.springframework.mock.env.MockEnvironment;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests of {@link LoggerEmissionsOutput}.
 */
class LoggerEmissionsOutputTests extends EmissionsOutputContract {

	private static final String NAME = "codecarbon.emissions.test";

	private final ListAppender<ILoggingEvent> appender = new ListAppender<>();

	private final Logger logger = (Logger) LoggerFactory.getLogger(NAME);

	@BeforeEach
	void attach() {
		this.logger.setLevel(Level.INFO);
		this.logger.setAdditive(false);
		this.appender.start();
		this.logger.addAppender(this.appender);
	}

	@AfterEach
	void detach() {
		this.logger.detachAppender(this.appender);
		this.logger.setAdditive(true);
		this.logger.setLevel(null);
	}

	@Override
	protected EmissionsOutput output() {
		return new LoggerEmissionsOutput(NAME);
	}

	@Test
	void logsOneJsonObjectInOneLineAtInfo() throws Exception {
		EmissionsReport report = SampleReports.builder()
			.projectName("{} a,\"b\"\nc")
			.seconds(2.5)
			.kwh(2e-5, 0, 1e-5)
			.build();
		output().out(report, report);
		assertThat(this.appender.list).singleElement().satisfies((event) -> {
			assertThat(event.getLevel()).isEqualTo(Level.INFO);
			assertThat(event.getLoggerName()).isEqualTo(NAME);
			assertThat(event.getFormattedMessage()).doesNotContain("\n")
				.startsWith("{\"timestamp\":\"2026-11-23T17:28:52\"");
		});
		JsonNode json = logged(0);
		assertThat(json.propertyNames())
			.containsExactlyElementsOf(List.of(EmissionsField.values()).stream().map(EmissionsField::key).toList());
		assertThat(json.get("project_name").asString()).isEqualTo("{} a,\"b\"\nc");
		assertThat(json.get("duration").doubleValue()).isEqualTo(2.5);
		assertThat(json.get("cpu_energy").doubleValue()).isEqualTo(2e-5);
		assertThat(json.get("cpu_count").isIntegralNumber()).isTrue();
		assertThat(json.get("gpu_count").isNull()).isTrue();
		assertThat(json.get("cloud_provider").asString()).isEmpty();
	}

	@Test
	void logsTheTotalLiveToo() throws Exception {
		EmissionsReport earlier = SampleReports.builder().kwh(1, 0, 0).build();
		EmissionsReport total = SampleReports.builder().kwh(3, 0, 0).build();
		EmissionsOutput output = output();
		output.liveOut(total, total.since(earlier));
		assertThat(logged(0).get("energy_consumed").doubleValue()).isEqualTo(3);
	}

	@Test
	void logsNullForWhatIsUnknown() throws Exception {
		output().out(SampleReports.minimal(), SampleReports.minimal());
		JsonNode json = logged(0);
		assertThat(List.of("cpu_power", "country_name", "os", "latitude", "ram_total_size"))
			.allSatisfy((key) -> assertThat(json.get(key).isNull()).isTrue());
		assertThat(this.appender.list.get(0).getFormattedMessage()).doesNotContain("NaN", "Infinity");
	}

	@Test
	void hasWhatIsKnownInKeyValuePairs() throws Exception {
		output().out(SampleReports.full(), SampleReports.full());
		Map<String, Object> pairs = this.appender.list.get(0)
			.getKeyValuePairs()
			.stream()
			.collect(Collectors.toMap((pair) -> pair.key, (pair) -> pair.value));
		Map<String, Object> fields = new HashMap<>(EmissionsField.all(SampleReports.full()));
		fields.values().removeIf(Objects::isNull);
		assertThat(pairs).isEqualTo(fields).containsEntry("gpu_power", 701.5).containsEntry("cpu_count", 2);
	}

	@ParameterizedTest
	@ValueSource(strings = { "ecs", "logstash", "gelf" })
	void springBootsStructuredLoggingSeesNumbers(String format) {
		StructuredLogEncoder encoder = new StructuredLogEncoder();
		LoggerContext context = new LoggerContext();
		context.putObject(Environment.class.getName(), new MockEnvironment());
		encoder.setContext(context);
		encoder.setFormat(format);
		encoder.start();
		EmissionsReport report = SampleReports.builder().kwh(2e-5, 0, 1e-5).build();
		new LoggerEmissionsOutput(NAME).out(report, report);
		JsonNode json = JsonMapper.shared().readTree(encoder.encode(this.appender.list.get(0)));
		String prefix = format.equals("gelf") ? "_" : "";
		assertThat(json.get(prefix + "cpu_energy").isNumber()).as(json.toString()).isTrue();
		assertThat(json.get(prefix + "cpu_energy").doubleValue()).isEqualTo(2e-5);
		assertThat(json.get(prefix + "cpu_count").isNumber()).isTrue();
		assertThat(json.get(prefix + "project_name").asString()).isEqualTo("codecarbon");
		assertThat(json.get(format.equals("gelf") ? "short_message" : "message").asString()).startsWith("{");
	}

	@Test
	void isSilentWhereItsLoggerIs() throws Exception {
		this.logger.setLevel(Level.WARN);
		output().out(SampleReports.full(), SampleReports.full());
		assertThat(this.appender.list).isEmpty();
	}

	private JsonNode logged(int index) {
		return JsonMapper.shared().readTree(this.appender.list.get(index).getFormattedMessage());
	}

}
