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

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import io.codecarbon.carbon.CarbonIntensityProvider;
import io.codecarbon.carbon.GridIntensity;
import io.codecarbon.location.Place;
import io.codecarbon.power.Component;
import io.codecarbon.power.PowerSource;
import io.codecarbon.power.Quality;
import io.codecarbon.power.Reading;
import io.codecarbon.power.SamplingWindow;
import io.codecarbon.power.SourceDescription;
import io.codecarbon.tracker.EmissionsReport;
import io.codecarbon.tracker.EmissionsReport.State;
import io.codecarbon.power.model.LoadCurve;
import io.codecarbon.tracker.EmissionsTracker;
import io.codecarbon.tracker.TrackerListener;
import io.codecarbon.tracker.TrackerSettings;
import io.codecarbon.tracker.TrackingMode;
import io.codecarbon.unit.CarbonIntensity;
import io.codecarbon.unit.Power;
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

class CodeCarbonAutoConfigurationTests {

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(CodeCarbonAutoConfiguration.class))
		.withPropertyValues("codecarbon.save-to-file=false");

	@Test
	void aTrackerRunsAsLongAsTheContext() {
		this.runner.withUserConfiguration(ListenerConfiguration.class).run((context) -> {
			assertThat(context).hasSingleBean(EmissionsTracker.class).hasSingleBean(TrackerSettings.class);
			assertThat(context.getBean(TrackerLifecycle.class).isRunning()).isTrue();
			EmissionsTracker tracker = context.getBean(EmissionsTracker.class);
			assertThat(tracker.snapshot().run().state()).isNotEqualTo(State.STOPPED);
			RecordingListener listener = context.getBean(RecordingListener.class);
			context.close();
			assertThat(tracker.snapshot().run().state()).isEqualTo(State.STOPPED);
			assertThat(listener.stopped).hasSize(1);
		});
	}

	@Test
	void theRealListOfAutoConfigurationsHasTheTracker() {
		new ApplicationContextRunner().withUserConfiguration(Application.class)
			.withPropertyValues("codecarbon.save-to-file=false")
			.run((context) -> assertThat(context).hasSingleBean(EmissionsTracker.class)
				.hasSingleBean(TrackerLifecycle.class));
	}

	@Test
	void switchedOffItLeavesATrackerThatTracksNothing() {
		for (String off : List.of("false", "off", "no", "FALSE")) {
			new ApplicationContextRunner().withUserConfiguration(Application.class)
				.withPropertyValues("codecarbon.enabled=" + off)
				.run((context) -> {
					assertThat(context.getBean(EmissionsTracker.class)).isSameAs(EmissionsTracker.noop());
					assertThat(context).doesNotHaveBean(TrackerLifecycle.class)
						.doesNotHaveBean(TrackerSettings.class)
						.doesNotHaveBean(CodeCarbonProperties.class)
						.doesNotHaveBean(TrackerListener.class);
				});
		}
	}

	@Test
	void whatSpringBootTakesForTrueSwitchesItOn() {
		this.runner.withPropertyValues("codecarbon.enabled=on")
			.run((context) -> assertThat(context).hasSingleBean(TrackerLifecycle.class));
	}

	@Test
	void itBacksOffForTheTrackerOfTheUserAndStartsThat() {
		this.runner.withUserConfiguration(TrackerConfiguration.class).run((context) -> {
			EmissionsTracker tracker = context.getBean(EmissionsTracker.class);
			assertThat(tracker.snapshot().run().projectName()).isEqualTo("mine");
			assertThat(tracker.snapshot().run().state()).isNotEqualTo(State.STOPPED);
		});
	}

	@Test
	void itBacksOffForTheSettingsOfTheUser() {
		this.runner.withBean(TrackerSettings.class, () -> TrackerSettings.builder().projectName("mine").build())
			.run((context) -> assertThat(context.getBean(EmissionsTracker.class).snapshot().run().projectName())
				.isEqualTo("mine"));
	}

	@Test
	void thePropertiesReachTheSettings() {
		this.runner.withPropertyValues("codecarbon.project-name=shop", "codecarbon.experiment-id=e-1",
				"codecarbon.experiment-name=tuned", "codecarbon.measure-power-secs=2.5",
				"codecarbon.tracking-mode=process", "codecarbon.pue=1.2", "codecarbon.wue=1.8",
				"codecarbon.force-cpu-power=65", "codecarbon.cpu-load-curve=codecarbon", "codecarbon.force-ram-power=0",
				"codecarbon.idle-power=30", "codecarbon.force-carbon-intensity-g-co2e-kwh=56",
				"codecarbon.country-iso-code=usa", "codecarbon.region=CA", "codecarbon.host.procfs=/host/proc",
				"codecarbon.host.sysfs=/host/sys", "codecarbon.force-mode-cpu-load=true",
				"codecarbon.rapl-include-dram=true", "codecarbon.rapl-prefer-psys=true", "codecarbon.tasks.max=50",
				"codecarbon.logger-preamble=shop-1", "codecarbon.allow-multiple-runs=false")
			.run((context) -> {
				TrackerSettings settings = context.getBean(TrackerSettings.class);
				assertThat(settings.projectName()).isEqualTo("shop");
				assertThat(settings.experimentId()).isEqualTo("e-1");
				assertThat(settings.experimentName()).isEqualTo("tuned");
				assertThat(settings.measurementInterval()).isEqualTo(Duration.ofMillis(2500));
				assertThat(settings.trackingMode()).isEqualTo(TrackingMode.PROCESS);
				assertThat(settings.pue()).isEqualTo(1.2);
				assertThat(settings.wue()).isEqualTo(1.8);
				assertThat(settings.cpuPower()).isEqualTo(new Power(65));
				assertThat(settings.cpuLoadCurve()).isEqualTo(LoadCurve.CODECARBON);
				assertThat(settings.ramPower()).isEqualTo(new Power(0));
				assertThat(settings.idlePower()).isEqualTo(new Power(30));
				assertThat(settings.carbonIntensity()).isEqualTo(new CarbonIntensity(56));
				assertThat(settings.place().countryIsoCode()).isEqualTo("USA");
				assertThat(settings.place().region()).isEqualTo("california");
				assertThat(settings.procfs()).isEqualTo(Path.of("/host/proc"));
				assertThat(settings.sysfs()).isEqualTo(Path.of("/host/sys"));
				assertThat(settings.forceLoadModel()).isTrue();
				assertThat(settings.raplIncludeDram()).isTrue();
				assertThat(settings.raplPreferPsys()).isTrue();
				assertThat(settings.maxTasks()).isEqualTo(50);
				assertThat(settings.loggerPreamble()).isEqualTo("shop-1");
				assertThat(settings.allowMultipleRuns()).isFalse();
			});
	}

	@Test
	void theDefaultsAreThoseOfTheCore() {
		this.runner.run((context) -> assertThat(context.getBean(TrackerSettings.class))
			.isEqualTo(TrackerSettings.builder().build()));
	}

	@Test
	void theProjectIsNamedAfterTheApplication() {
		this.runner.withPropertyValues("spring.application.name=orders")
			.run((context) -> assertThat(context.getBean(TrackerSettings.class).projectName()).isEqualTo("orders"));
		this.runner.withPropertyValues("spring.application.name=orders", "codecarbon.project-name=shop")
			.run((context) -> assertThat(context.getBean(TrackerSettings.class).projectName()).isEqualTo("shop"));
		this.runner.withPropertyValues("spring.application.name=")
			.run((context) -> assertThat(context.getBean(TrackerSettings.class).projectName()).isEqualTo("codecarbon"));
	}

	@Test
	void theSourcesAndTheProvidersOfTheUserAreUsed() {
		this.runner.withUserConfiguration(SourceConfiguration.class).run((context) -> {
			EmissionsTracker tracker = context.getBean(EmissionsTracker.class);
			await().untilAsserted(() -> {
				tracker.flush();
				assertThat(tracker.snapshot().totals().gpuEnergy().joules()).isPositive();
			});
			assertThat(tracker.snapshot().carbonIntensity()).extracting("source").isEqualTo("mine");
		});
	}

	@Test
	void aContextThatIsPausedAndRestartedBeginsANewRun() {
		this.runner.withUserConfiguration(ListenerConfiguration.class).run((context) -> {
			EmissionsTracker tracker = context.getBean(EmissionsTracker.class);
			String first = tracker.snapshot().run().id();
			ConfigurableApplicationContext source = context.getSourceApplicationContext();
			source.pause();
			assertThat(tracker.snapshot().run().state()).isEqualTo(State.STOPPED);
			source.restart();
			assertThat(context.getBean(EmissionsTracker.class)).isSameAs(tracker);
			assertThat(tracker.snapshot().run().state()).isNotEqualTo(State.STOPPED);
			assertThat(tracker.snapshot().run().id()).isNotNull().isNotEqualTo(first);
			assertThat(context.getBean(RecordingListener.class).stopped).hasSize(1);
		});
	}

	@Test
	void twoContextsHaveARunEach() {
		this.runner.run((first) -> this.runner.run((second) -> {
			assertThat(first.getBean(EmissionsTracker.class).snapshot().run().id())
				.isNotEqualTo(second.getBean(EmissionsTracker.class).snapshot().run().id());
			second.close();
			assertThat(first.getBean(EmissionsTracker.class).snapshot().run().state()).isNotEqualTo(State.STOPPED);
		}));
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

	}

	@Configuration(proxyBeanMethods = false)
	static class TrackerConfiguration {

		@Bean
		EmissionsTracker tracker() {
			return EmissionsTracker.create(TrackerSettings.builder().projectName("mine").build());
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class ListenerConfiguration {

		@Bean
		RecordingListener listener() {
			return new RecordingListener();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class SourceConfiguration {

		@Bean
		PowerSource gpu() {
			return new PowerSource() {

				@Override
				public SourceDescription describe() {
					return new SourceDescription(Component.GPU, null, "fake", Quality.MEASURED, null, null);
				}

				@Override
				public Reading read(SamplingWindow window) {
					return new Reading.Constant(new Power(100));
				}

			};
		}

		@Bean
		CarbonIntensityProvider provider() {
			return (Place place, Instant at) -> new GridIntensity(new CarbonIntensity(7), "mine", null, null);
		}

	}

	static class RecordingListener implements TrackerListener {

		private final List<EmissionsReport> stopped = new ArrayList<>();

		@Override
		public void stopped(EmissionsReport total) {
			this.stopped.add(total);
		}

	}

}
