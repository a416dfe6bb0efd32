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
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

import io.codecarbon.output.EmissionsOutput;
import io.codecarbon.output.OutputDispatcher;
import io.codecarbon.tracker.EmissionsReport;
import io.codecarbon.tracker.EmissionsTracker;
import io.codecarbon.tracker.OutputStatus;
import io.codecarbon.tracker.TrackerListener;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

@ExtendWith(OutputCaptureExtension.class)
class CodeCarbonOutputAutoConfigurationTests {

	@TempDir
	private Path directory;

	private final ApplicationContextRunner runner = new ApplicationContextRunner().withConfiguration(
			AutoConfigurations.of(CodeCarbonAutoConfiguration.class, CodeCarbonOutputAutoConfiguration.class));

	@Test
	void aRunIsWrittenToACsvFileByDefault() {
		new ApplicationContextRunner().withUserConfiguration(Application.class)
			.withPropertyValues("codecarbon.output-dir=" + this.directory)
			.run((context) -> assertThat(outputs(context.getBean(OutputDispatcher.class))).containsExactly("csv"));
		assertThat(this.directory.resolve("emissions.csv")).content().startsWith("timestamp,").contains("codecarbon");
	}

	@Test
	void theNameOfTheFileIsThatOfTheProperty() {
		runnerWithDirectory().withPropertyValues("codecarbon.output-file=co2.csv")
			.run((context) -> assertThat(context).hasNotFailed());
		assertThat(this.directory.resolve("co2.csv")).exists();
		assertThat(this.directory.resolve("emissions.csv")).doesNotExist();
	}

	@Test
	void noFileIsWrittenWhereItIsSwitchedOff() {
		runnerWithDirectory().withPropertyValues("codecarbon.save-to-file=false")
			.run((context) -> assertThat(outputs(context.getBean(OutputDispatcher.class))).isEmpty());
		assertThat(this.directory).isEmptyDirectory();
	}

	@Test
	void nothingIsWrittenWhereTheTrackerIsOff() {
		runnerWithDirectory().withPropertyValues("codecarbon.enabled=false")
			.run((context) -> assertThat(context).doesNotHaveBean(OutputDispatcher.class));
		assertThat(this.directory).isEmptyDirectory();
	}

	@Test
	void aRunIsWrittenToTheLoggerOfTheProperty(CapturedOutput output) {
		runnerWithoutFile().withPropertyValues("codecarbon.save-to-logger=true", "codecarbon.logging-logger=co2.json")
			.run((context) -> assertThat(outputs(context.getBean(OutputDispatcher.class))).containsExactly("logger"));
		assertThat(output).contains("co2.json").contains("\"project_name\"");
	}

	@Test
	void theOutputsOfTheUserAreUsedBesideThoseOfTheProperties() {
		runnerWithDirectory().withBean(CountingOutput.class).run((context) -> {
			assertThat(outputs(context.getBean(OutputDispatcher.class))).containsExactly("csv", "counting");
			context.getBean(EmissionsTracker.class).flush();
			assertThat(context.getBean(CountingOutput.class).out).hasValue(1);
		});
	}

	@Test
	void theOutputsOfTheUserCanBeChosenAndOrdered() {
		ApplicationContextRunner runner = runnerWithDirectory()
			.withBean("first", NamedOutput.class, () -> new NamedOutput("a"))
			.withBean("second", NamedOutput.class, () -> new NamedOutput("b"))
			.withBean("third", NamedOutput.class, () -> new NamedOutput("c"));
		runner.withPropertyValues("codecarbon.output-handlers=third,first")
			.run((context) -> assertThat(outputs(context.getBean(OutputDispatcher.class))).containsExactly("csv", "c",
					"a"));
		runner.withPropertyValues("codecarbon.output-handlers=")
			.run((context) -> assertThat(outputs(context.getBean(OutputDispatcher.class))).containsExactly("csv"));
	}

	@Test
	void anOutputThatIsNoBeanStopsTheStart() {
		runnerWithDirectory().withBean("kafkaOutput", CountingOutput.class)
			.withPropertyValues("codecarbon.output-handlers=kafkaOuput")
			.run((context) -> {
				FailureAnalysis analysis = new InvalidPropertyFailureAnalyzer(null)
					.analyze(context.getStartupFailure());
				assertThat(analysis).isNotNull();
				assertThat(analysis.getDescription()).contains("    Property: codecarbon.output-handlers",
						"    Value: \"kafkaOuput\"", "    Nearest: kafkaOutput");
			});
		runnerWithDirectory().withPropertyValues("codecarbon.output-handlers=x").run((context) -> {
			FailureAnalysis analysis = new InvalidPropertyFailureAnalyzer(null).analyze(context.getStartupFailure());
			assertThat(analysis).isNotNull();
			assertThat(analysis.getDescription()).contains("There is no bean of type EmissionsOutput.");
		});
	}

	@Test
	void aFileIsUpdatedWhereThatIsAskedFor() {
		runnerWithDirectory().withPropertyValues("codecarbon.on-csv-write=update").run((context) -> {
			context.getBean(EmissionsTracker.class).flush();
			context.getBean(EmissionsTracker.class).flush();
		});
		assertThat(this.directory.resolve("emissions.csv")).content().hasLineCount(2);
		assertThat(this.directory).isDirectoryNotContaining("glob:**.checkpoint");
	}

	@Test
	void aCheckpointIsWrittenUnlessThatIsSwitchedOff() {
		ApplicationContextRunner runner = runnerWithDirectory().withPropertyValues("codecarbon.measure-power-secs=5ms");
		runner.withPropertyValues("codecarbon.checkpoint=false").run((context) -> {
			EmissionsTracker tracker = context.getBean(EmissionsTracker.class);
			await().until(() -> tracker.snapshot().run().measurements() > 10);
			assertThat(this.directory).isEmptyDirectory();
		});
		runner.run((context) -> await()
			.untilAsserted(() -> assertThat(this.directory).isDirectoryContaining("glob:**/.codecarbon-*.checkpoint")));
		assertThat(this.directory).isDirectoryNotContaining("glob:**/.codecarbon-*");
	}

	@Test
	void theFolderOfTheCheckpointMustExist() {
		ApplicationContextRunner runner = runnerWithoutFile()
			.withPropertyValues("codecarbon.output-dir=" + this.directory.resolve("missing"));
		ApplicationContextRunner resumable = runner.withPropertyValues("codecarbon.save-to-api=true",
				"codecarbon.api-key=key", "codecarbon.api-endpoint=http://localhost:1");
		resumable.run((context) -> assertThat(context).getFailure()
			.rootCause()
			.isInstanceOf(InvalidPropertyException.class)
			.hasMessageContaining("codecarbon.output-dir")
			.hasMessageEndingWith("must be the path of a directory that exists"));
		resumable.withPropertyValues("codecarbon.checkpoint=false")
			.run((context) -> assertThat(context).hasNotFailed());
		runner.withBean(CountingOutput.class).run((context) -> assertThat(context).hasNotFailed());
	}

	@Test
	void itBacksOffForTheDispatcherOfTheUser() {
		runnerWithDirectory()
			.withBean(OutputDispatcher.class, () -> new OutputDispatcher(List.of(new CountingOutput()), -1, ""))
			.run((context) -> assertThat(outputs(context.getBean(OutputDispatcher.class))).containsExactly("counting"));
		assertThat(this.directory).isEmptyDirectory();
	}

	@Test
	void theIntervalOfLiveOutputsReachesTheOutputs() {
		ApplicationContextRunner live = runnerWithoutFile().withBean(CountingOutput.class)
			.withPropertyValues("codecarbon.measure-power-secs=5ms");
		live.withPropertyValues("codecarbon.api-call-interval=1")
			.run((context) -> await()
				.untilAsserted(() -> assertThat(context.getBean(CountingOutput.class).live).hasPositiveValue()));
		live.withPropertyValues("codecarbon.api-call-interval=-1").run((context) -> {
			EmissionsTracker tracker = context.getBean(EmissionsTracker.class);
			await().until(() -> tracker.snapshot().run().measurements() > 10);
			tracker.flush();
			assertThat(context.getBean(CountingOutput.class).live).hasValue(0);
			assertThat(context.getBean(CountingOutput.class).out).hasValue(1);
		});
	}

	@Test
	void theApplicationRunsOnWhereTheFileCannotBeWritten() {
		runnerWithDirectory().run((context) -> {
			Files.delete(this.directory);
			context.getBean(EmissionsTracker.class).flush();
			assertThat(context.getBean(EmissionsTracker.class).snapshot().outputs()).singleElement()
				.extracting(OutputStatus::state)
				.isEqualTo(OutputStatus.State.FAILING);
			recreate();
		});
		assertThat(this.directory.resolve("emissions.csv")).exists();
	}

	private void recreate() throws IOException {
		Files.createDirectory(this.directory);
	}

	private ApplicationContextRunner runnerWithDirectory() {
		return this.runner.withPropertyValues("codecarbon.output-dir=" + this.directory);
	}

	private ApplicationContextRunner runnerWithoutFile() {
		return this.runner.withPropertyValues("codecarbon.save-to-file=false");
	}

	private static List<String> outputs(TrackerListener dispatcher) {
		return dispatcher.outputs().stream().map(OutputStatus::name).toList();
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

	}

	private record NamedOutput(String name) implements EmissionsOutput {

		@Override
		public void out(EmissionsReport total, EmissionsReport delta) {
		}

	}

	static class CountingOutput implements EmissionsOutput {

		private final AtomicInteger out = new AtomicInteger();

		private final AtomicInteger live = new AtomicInteger();

		@Override
		public String name() {
			return "counting";
		}

		@Override
		public void out(EmissionsReport total, EmissionsReport delta) {
			this.out.incrementAndGet();
		}

		@Override
		public void liveOut(EmissionsReport total, EmissionsReport delta) {
			this.live.incrementAndGet();
		}

	}

}
