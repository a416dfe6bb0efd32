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

package io.codecarbon.spring.actuate;

import java.util.List;

import io.codecarbon.spring.RunningTrackers;
import io.codecarbon.tracker.EmissionsTracker;
import io.codecarbon.tracker.TaskKind;
import org.junit.jupiter.api.Test;

import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.annotation.ReflectiveRuntimeHintsRegistrar;
import org.springframework.aot.hint.predicate.RuntimeHintsPredicates;

import static org.assertj.core.api.Assertions.assertThat;

class CodeCarbonEndpointTests {

	@Test
	void anUnknownTaskIsNothing() {
		assertThat(new CodeCarbonEndpoint(EmissionsTracker.noop()).report("none")).isNull();
	}

	@Test
	void showsATrackerThatNeverRan() {
		ReportDescriptor report = (ReportDescriptor) new CodeCarbonEndpoint(EmissionsTracker.noop()).report(null);
		assertThat(report.run().id()).isNull();
		assertThat(report.run().state()).isEqualTo("stopped");
		assertThat(report.totals().energyKwh()).isZero();
	}

	@Test
	void flushesAndTellsTheEmissions() {
		try (EmissionsTracker tracker = RunningTrackers.tracker(List.of())) {
			tracker.start();
			RunningTrackers.run(tracker.instrument("score", TaskKind.METHOD, null), true);
			CodeCarbonEndpoint endpoint = new CodeCarbonEndpoint(tracker);
			double emissionsKg = ((FlushDescriptor) endpoint.flush()).emissionsKg();
			assertThat(emissionsKg).isPositive();
			ReportDescriptor report = (ReportDescriptor) endpoint.report(null);
			assertThat(report.totals().emissionsKg()).isGreaterThanOrEqualTo(emissionsKg);
			assertThat(endpoint.report("score")).isInstanceOfSatisfying(TaskDescriptor.class, (task) -> {
				assertThat(task.invocations()).isEqualTo(1);
				assertThat(task.failures()).isEqualTo(1);
				assertThat(task.energyJoules()).isPositive();
			});
		}
	}

	@Test
	void aNativeImageCanWriteWhatIsReturned() {
		RuntimeHints hints = new RuntimeHints();
		new ReflectiveRuntimeHintsRegistrar().registerRuntimeHints(hints, CodeCarbonEndpoint.class);
		assertThat(List.of(ReportDescriptor.class, ReportDescriptor.Unattributed.class, TaskDescriptor.class,
				FlushDescriptor.class))
			.allSatisfy((type) -> assertThat(RuntimeHintsPredicates.reflection().onType(type)).accepts(hints));
		assertThat(RuntimeHintsPredicates.reflection().onMethodInvocation(ReportDescriptor.class, "run"))
			.accepts(hints);
	}

}
