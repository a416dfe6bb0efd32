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

package io.codecarbon.output;

import java.util.List;
import java.util.Map;

import io.codecarbon.tracker.EmissionsReport;
import io.codecarbon.tracker.OutputStatus;
import io.codecarbon.tracker.SampleReports;
import io.codecarbon.unit.Energy;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

/**
 * What holds for every {@link EmissionsOutput} whose receiver works.
 */
public abstract class EmissionsOutputContract {

	/**
	 * Returns an output that can deliver.
	 * @return the output
	 */
	protected abstract EmissionsOutput output();

	@Test
	void hasANameInLowerCaseWithHyphensThatDoesNotChange() {
		EmissionsOutput output = output();
		assertThat(output.name()).matches("[a-z][a-z0-9]*(-[a-z0-9]+)*").isEqualTo(output.name());
	}

	@Test
	void takesAReportOfWhichNothingIsKnown() {
		assertTakes(output(), SampleReports.minimal());
	}

	@Test
	void takesAReportOfWhichEverythingIsKnown() {
		assertTakes(output(), SampleReports.full());
	}

	@Test
	void takesNoTasks() {
		EmissionsOutput output = output();
		assertThatCode(() -> output.taskOut(List.of())).doesNotThrowAnyException();
	}

	@Test
	void takesOneDeliveryAfterTheOther() {
		EmissionsOutput output = output();
		assertTakes(output, SampleReports.minimal());
		assertTakes(output, SampleReports.full());
		assertTakes(output, SampleReports.full());
	}

	@Test
	void takesOneRunAfterTheOther() {
		EmissionsOutput output = output();
		assertTakes(output, SampleReports.full());
		assertTakes(output, SampleReports.builder().runId("c0ffee00-0000-4000-8000-000000000000").build());
	}

	@Test
	void hasOneLineOfDetailAtMost() {
		EmissionsOutput output = output();
		assertTakes(output, SampleReports.full());
		assertThat(output.detail()).satisfiesAnyOf((detail) -> assertThat(detail).isNull(),
				(detail) -> assertThat(detail).isNotBlank().doesNotContain("\n"));
	}

	@Test
	void takesWhatADispatcherHasForIt() {
		EmissionsOutput output = output();
		OutputDispatcher dispatcher = new OutputDispatcher(List.of(output), 1, "");
		EmissionsReport first = SampleReports.builder().seconds(1).kwh(1, 0, 0).build();
		EmissionsReport second = SampleReports.builder().seconds(2).kwh(2, 0, 0).measurements(2).build();
		dispatcher.measured(1, () -> first);
		dispatcher.flushed(second);
		dispatcher.stopped(second);
		assertThat(dispatcher.problems()).isEmpty();
		assertThat(dispatcher.outputs()).singleElement()
			.returns(0, OutputStatus::pending)
			.returns(Energy.ZERO, OutputStatus::pendingEnergy)
			.satisfies((status) -> assertThat(status.lastSuccessAt()).isNotNull());
	}

	@Test
	void resumesARunOfAnotherProcessIfItCan() throws Exception {
		EmissionsOutput output = output();
		assertTakes(output, SampleReports.builder().runId("c0ffee00-0000-4000-8000-000000000000").build());
		if (output instanceof ResumableOutput resumable) {
			Map<String, String> resumePoint = resumable.resumePoint();
			EmissionsReport total = SampleReports.full();
			resumable.resume(Map.of(), total, total);
			resumable.resume(resumePoint, total, total);
			assertThat(resumable.resumePoint()).isEqualTo(resumePoint);
		}
	}

	private static void takeLive(EmissionsOutput output, EmissionsReport total, EmissionsReport delta)
			throws Exception {
		try {
			output.liveOut(total, delta);
		}
		catch (LiveOutputNotTakenException ex) {
			// It says so, which is fine.
		}
	}

	private static void assertTakes(EmissionsOutput output, EmissionsReport total) {
		EmissionsReport delta = total.since(total);
		List<EmissionsReport> tasks = total.tasks().byEnergy().stream().map(total::of).toList();
		assertThatCode(() -> {
			takeLive(output, total, total);
			takeLive(output, total, delta);
			output.out(total, delta);
			output.taskOut(tasks);
		}).doesNotThrowAnyException();
	}

}
