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

import java.time.Duration;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests of {@link Backoff}.
 */
class BackoffTests {

	@Test
	void doublesUpToItsBoundAndBeginsAgain() {
		Backoff backoff = new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(5), () -> 1);
		assertThat(backoff.next()).isEqualTo(Duration.ofSeconds(1));
		assertThat(backoff.next()).isEqualTo(Duration.ofSeconds(2));
		assertThat(backoff.next()).isEqualTo(Duration.ofSeconds(4));
		assertThat(backoff.next()).isEqualTo(Duration.ofSeconds(5));
		assertThat(backoff.next()).isEqualTo(Duration.ofSeconds(5));
		backoff.reset();
		assertThat(backoff.next()).isEqualTo(Duration.ofSeconds(1));
	}

	@Test
	void isAnythingBetweenNothingAndTheBound() {
		Backoff backoff = new Backoff(Duration.ofSeconds(4), Duration.ofSeconds(60), () -> 0.25);
		assertThat(backoff.next()).isEqualTo(Duration.ofSeconds(1));
		assertThat(backoff.next()).isEqualTo(Duration.ofSeconds(2));
		assertThat(new Backoff(Duration.ofSeconds(4), Duration.ofSeconds(60), () -> 0).next()).isZero();
	}

	@Test
	void isAMinuteAtMostForNetworks() {
		Backoff backoff = Backoff.ofNetworks();
		for (int i = 0; i < 1000; i++) {
			assertThat(backoff.next()).isBetween(Duration.ZERO, Duration.ofMinutes(1));
		}
	}

}
