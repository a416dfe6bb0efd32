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

package io.codecarbon.tracker;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;

@ExtendWith(OutputCaptureExtension.class)
class ProblemsTests {

	private final SteppedClock clock = new SteppedClock();

	private final Problems problems = new Problems(this.clock, new TrackerLog(""));

	@Test
	void logsAComplaintThatComesAndGoesInEveryOtherWindowOnce(CapturedOutput output) {
		for (int window = 0; window < 60; window++) {
			this.problems.degraded("cpu", "The counter cannot be read", null);
			this.clock.step(Duration.ofSeconds(1));
			this.problems.clear("cpu");
			this.clock.step(Duration.ofSeconds(1));
		}
		assertThat(output.getOut().lines().filter((line) -> line.endsWith("- The counter cannot be read"))).hasSize(1);
		assertThat(output.getOut().lines().filter((line) -> line.contains("Gone is the problem"))).hasSize(1);
		assertThat(this.problems.all()).isEmpty();
	}

	@Test
	void logsAComplaintThatComesBackLater(CapturedOutput output) {
		this.problems.degraded("cpu", "The counter cannot be read", null);
		this.problems.clear("cpu");
		this.clock.step(Duration.ofMinutes(10));
		this.problems.degraded("cpu", "The counter cannot be read", null);
		assertThat(output.getOut().lines().filter((line) -> line.endsWith("- The counter cannot be read"))).hasSize(2);
		assertThat(this.problems.all()).singleElement()
			.satisfies((problem) -> assertThat(problem.since()).isEqualTo(this.clock.instant()));
	}

	private static final class SteppedClock extends Clock {

		private Instant now = Instant.EPOCH;

		private void step(Duration step) {
			this.now = this.now.plus(step);
		}

		@Override
		public ZoneId getZone() {
			return ZoneOffset.UTC;
		}

		@Override
		public Clock withZone(ZoneId zone) {
			return this;
		}

		@Override
		public Instant instant() {
			return this.now;
		}

	}

}
