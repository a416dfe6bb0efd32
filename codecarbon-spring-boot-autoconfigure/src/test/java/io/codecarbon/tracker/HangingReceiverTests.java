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

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;

import io.codecarbon.output.EmissionsOutput;
import io.codecarbon.output.OutputDispatcher;
import io.codecarbon.unit.CarbonIntensity;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tracks at the usual pace while an output accepts and never answers.
 */
@Tag("slow")
class HangingReceiverTests {

	private final CountDownLatch hangs = new CountDownLatch(1);

	private final List<Long> windows = new CopyOnWriteArrayList<>();

	@Test
	void windowsKeepTheirPaceAndAStopTakesLessThanFiveSeconds() throws Exception {
		EmissionsTracker tracker = EmissionsTracker
			.builder(TrackerSettings.builder()
				.measurementInterval(Duration.ofSeconds(1))
				.carbonIntensity(new CarbonIntensity(100))
				.build())
			.listeners(List.of(new Windows(), new OutputDispatcher(List.of(new HangingOutput()), 1, "")))
			.build();
		tracker.start();
		this.hangs.await();
		this.windows.clear();
		Thread.sleep(10_000);
		assertThat(this.windows).hasSizeBetween(9, 11);
		Instant begin = Instant.now();
		tracker.stop();
		assertThat(Duration.between(begin, Instant.now())).isLessThan(Duration.ofSeconds(5));
	}

	private final class Windows implements TrackerListener {

		@Override
		public void windowClosed(boolean grown) {
			HangingReceiverTests.this.windows.add(System.nanoTime());
		}

	}

	private final class HangingOutput implements EmissionsOutput {

		@Override
		public String name() {
			return "hanging";
		}

		@Override
		public void out(EmissionsReport total, EmissionsReport delta) {
			HangingReceiverTests.this.hangs.countDown();
			while (true) {
				try {
					new CountDownLatch(1).await();
				}
				catch (InterruptedException ex) {
					// It does not even listen.
				}
			}
		}

		@Override
		public void liveOut(EmissionsReport total, EmissionsReport delta) {
			out(total, delta);
		}

	}

}
