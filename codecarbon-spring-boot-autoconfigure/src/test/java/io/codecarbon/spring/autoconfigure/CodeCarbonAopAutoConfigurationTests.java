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

import java.lang.reflect.Proxy;
import java.util.List;

import io.codecarbon.annotation.TrackEmissions;
import io.codecarbon.spring.aop.InvalidTrackEmissionsException;
import io.codecarbon.spring.aop.TrackEmissionsAdvisor;
import io.codecarbon.tracker.EmissionsReport.Task;
import io.codecarbon.tracker.EmissionsTracker;
import io.codecarbon.tracker.TaskKind;
import io.codecarbon.tracker.TrackerSettings;
import org.aspectj.weaver.Advice;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.aop.support.AopUtils;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.aop.AopAutoConfiguration;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalyzer;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.core.io.support.SpringFactoriesLoader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.BDDMockito.given;
import static org.mockito.Mockito.mock;

/**
 * Tests for {@link CodeCarbonAopAutoConfiguration}, and for what the advice makes of an
 * annotation.
 */
class CodeCarbonAopAutoConfigurationTests {

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(AopAutoConfiguration.class, CodeCarbonAopAutoConfiguration.class))
		.withBean(EmissionsTracker.class, () -> EmissionsTracker.create(TrackerSettings.builder().build()),
				(definition) -> definition.setInitMethodName("start"));

	@Test
	void namesATaskByItsClassAndMethodAndLetsOverloadsShareIt() {
		this.contextRunner.withBean(Annotated.class).run((context) -> {
			Annotated annotated = context.getBean(Annotated.class);
			annotated.plain();
			annotated.plain(1);
			annotated.named();
			annotated.unannotated();
			assertThat(tasks(context)).extracting(Task::name).containsExactlyInAnyOrder("Annotated.plain", "a name");
			assertThat(tasks(context)).extracting(Task::kind).containsOnly(TaskKind.METHOD);
			assertThat(task(context, "Annotated.plain").invocations()).isEqualTo(2);
		});
	}

	@Test
	void tracksAllPublicMethodsOfAnAnnotatedTypeUnlessTheirOwnAnnotationSaysOtherwise() {
		this.contextRunner.withBean(AnnotatedType.class).withBean(PrefixedType.class).run((context) -> {
			AnnotatedType annotated = context.getBean(AnnotatedType.class);
			annotated.one();
			annotated.other();
			annotated.notPublic();
			assertThat(annotated.toString()).isNotNull();
			context.getBean(PrefixedType.class).one();
			assertThat(tasks(context)).extracting(Task::name)
				.containsExactlyInAnyOrder("AnnotatedType.one", "own name", "prefix.one");
		});
	}

	@Test
	void tracksMethodsThatAreAnnotatedInASuperclassUnderTheNameOfTheClassThatIsCalled() {
		this.contextRunner.withBean(Derived.class).run((context) -> {
			context.getBean(Derived.class).plain();
			assertThat(tasks(context)).extracting(Task::name).containsExactly("Derived.plain");
		});
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void tracksABeanBehindAnInterface(boolean proxyTargetClass) {
		this.contextRunner.withPropertyValues("spring.aop.proxy-target-class=" + proxyTargetClass)
			.withBean(ByInterface.class, Implementation::new)
			.run((context) -> {
				ByInterface bean = context.getBean(ByInterface.class);
				assertThat(Proxy.isProxyClass(bean.getClass())).isNotEqualTo(proxyTargetClass);
				bean.work();
				assertThat(tasks(context)).extracting(Task::name).containsExactly("Implementation.work");
			});
	}

	@Test
	void needsNoAspectJ() {
		this.contextRunner.withClassLoader(new FilteredClassLoader(Advice.class))
			.withBean(Annotated.class)
			.run((context) -> {
				context.getBean(Annotated.class).plain();
				assertThat(tasks(context)).hasSize(1);
			});
	}

	@Test
	void worksWhereTheApplicationHasTurnedOffItsOwnAop() {
		this.contextRunner.withPropertyValues("spring.aop.auto=false").withBean(Annotated.class).run((context) -> {
			context.getBean(Annotated.class).plain();
			assertThat(tasks(context)).hasSize(1);
		});
	}

	@Test
	void leavesMethodsUnadvisedWhereTrackingIsOff() {
		this.contextRunner.withPropertyValues("codecarbon.enabled=false").withBean(Annotated.class).run((context) -> {
			assertThat(context).doesNotHaveBean(TrackEmissionsAdvisor.class);
			assertThat(AopUtils.isAopProxy(context.getBean(Annotated.class))).isFalse();
		});
	}

	@Test
	void leavesBeansWithoutTheAnnotationAlone() {
		this.contextRunner.withBean(Unannotated.class)
			.run((context) -> assertThat(AopUtils.isAopProxy(context.getBean(Unannotated.class))).isFalse());
	}

	@Test
	void backsOffForAnAdvisorOfTheUser() {
		TrackEmissionsAdvisor own = new TrackEmissionsAdvisor(EmissionsTracker::noop, () -> false);
		this.contextRunner.withBean("own", TrackEmissionsAdvisor.class, () -> own)
			.run((context) -> assertThat(context).getBean(TrackEmissionsAdvisor.class).isSameAs(own));
	}

	@Test
	void pricesATaskAtThePlaceOfItsAnnotation() {
		this.contextRunner.withBean(Abroad.class).run((context) -> {
			context.getBean(Abroad.class).inPoland();
			Task task = task(context, "Abroad.inPoland");
			assertThat(task.totals().emissions().kg() / task.totals().energy().kwh()).isGreaterThan(0.6);
		});
	}

	@Test
	void anUnknownPlaceStopsTheStartAndNamesTheMethod() {
		this.contextRunner.withBean(Nowhere.class).run((context) -> {
			FailureAnalysis analysis = analyze(context.getStartupFailure());
			assertThat(analysis.getDescription()).contains(Nowhere.class.getName() + ".work")
				.contains("FRX")
				.contains("FRA");
			assertThat(analysis.getAction()).contains("codecarbon.country-iso-code");
		});
	}

	@Test
	void offlineWithoutAnyPlaceStopsTheStartAndNamesTheMethod() {
		this.contextRunner.withBean(Offline.class)
			.run((context) -> assertThat(analyze(context.getStartupFailure()).getDescription())
				.contains(Offline.class.getName() + ".work")
				.contains("offline"));
		this.contextRunner.withPropertyValues("codecarbon.country-iso-code=FRA")
			.withBean(Offline.class)
			.run((context) -> assertThat(context).hasNotFailed());
	}

	@Test
	void passesResultsAndExceptionsThroughWhenTheTrackerIsBroken() {
		EmissionsTracker broken = mock(EmissionsTracker.class);
		given(broken.instrument(any(), any(), any())).willThrow(new IllegalStateException("broken"));
		new ApplicationContextRunner().withConfiguration(AutoConfigurations.of(CodeCarbonAopAutoConfiguration.class))
			.withBean(EmissionsTracker.class, () -> broken)
			.withBean(Business.class)
			.run((context) -> {
				Business business = context.getBean(Business.class);
				assertThat(business.answer()).isEqualTo(42);
				assertThatExceptionOfType(BusinessException.class).isThrownBy(business::fail);
			});
	}

	@Test
	void passesResultsAndExceptionsThroughWhereThereIsNoTracker() {
		new ApplicationContextRunner().withConfiguration(AutoConfigurations.of(CodeCarbonAopAutoConfiguration.class))
			.withBean(Business.class)
			.run((context) -> {
				Business business = context.getBean(Business.class);
				assertThat(business.answer()).isEqualTo(42);
				assertThatExceptionOfType(BusinessException.class).isThrownBy(business::fail);
			});
	}

	private static List<Task> tasks(ApplicationContext context) {
		EmissionsTracker tracker = context.getBean(EmissionsTracker.class);
		tracker.flush();
		return tracker.snapshot().tasks().byEnergy();
	}

	private static Task task(ApplicationContext context, String name) {
		return tasks(context).stream().filter((task) -> task.name().equals(name)).findFirst().orElseThrow();
	}

	private static FailureAnalysis analyze(Throwable failure) {
		assertThat(failure).hasRootCauseInstanceOf(Throwable.class);
		return SpringFactoriesLoader.forDefaultResourceLocation()
			.load(FailureAnalyzer.class, SpringFactoriesLoader.FailureHandler.handleMessage((message, failed) -> {
			}))
			.stream()
			.map((analyzer) -> analyzer.analyze(failure))
			.filter((analysis) -> analysis != null && analysis.getCause() instanceof InvalidTrackEmissionsException)
			.findFirst()
			.orElseThrow();
	}

	public static class Annotated {

		@TrackEmissions
		public void plain() {
		}

		@TrackEmissions
		public void plain(int ignored) {
		}

		@TrackEmissions("a name")
		public void named() {
		}

		public void unannotated() {
		}

	}

	static class Derived extends Annotated {

	}

	@TrackEmissions
	static class AnnotatedType {

		public void one() {
		}

		@TrackEmissions("own name")
		public void other() {
		}

		void notPublic() {
		}

	}

	@TrackEmissions("prefix")
	static class PrefixedType {

		public void one() {
		}

	}

	static class Unannotated {

		public void work() {
		}

	}

	interface ByInterface {

		void work();

	}

	static class Implementation implements ByInterface {

		@Override
		@TrackEmissions
		public void work() {
		}

	}

	static class Abroad {

		@TrackEmissions(countryIsoCode = "POL")
		public void inPoland() {
			long end = System.nanoTime() + 20_000_000;
			while (System.nanoTime() < end) {
				Thread.onSpinWait();
			}
		}

	}

	static class Nowhere {

		@TrackEmissions(countryIsoCode = "FRX")
		public void work() {
		}

	}

	static class Offline {

		@TrackEmissions(offline = true)
		public void work() {
		}

	}

	static class Business {

		@TrackEmissions
		public int answer() {
			return 42;
		}

		@TrackEmissions
		public void fail() throws BusinessException {
			throw new BusinessException();
		}

	}

	static class BusinessException extends Exception {

	}

}
