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

package io.codecarbon.power.rapl;

import io.codecarbon.power.rapl.EnergyCounter.Gap;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class EnergyCounterTests {

	private static final long SECOND = 1_000_000_000;

	private static final long RANGE = PowercapTree.RANGE;

	@Test
	void tellsTheEnergyBetweenTwoValues() {
		EnergyCounter counter = at(1_000_000_000, RANGE);
		assertThat(counter.advance(1_020_000_000, SECOND)).isEqualTo(20_000_000);
		assertThat(counter.advance(1_020_000_000, SECOND)).isZero();
		assertThat(counter.advance(1_050_000_001, SECOND)).isEqualTo(30_000_001);
	}

	@Test
	void knowsNothingBeforeTheSecondValue() {
		EnergyCounter counter = new EnergyCounter(RANGE, 1000);
		assertThat(counter.isAt(0)).isFalse();
		assertThat(counter.advance(5, SECOND)).isEqualTo(Gap.FIRST);
		assertThat(counter.isAt(5)).isTrue();
		counter.restart();
		assertThat(counter.isAt(5)).isFalse();
		assertThat(counter.advance(6, SECOND)).isEqualTo(Gap.FIRST);
		assertThat(counter.advance(7, SECOND)).isEqualTo(1);
	}

	@Test
	void countsOnAcrossAWrap() {
		EnergyCounter counter = at(RANGE - 100_000_000, RANGE);
		assertThat(counter.advance(200_000_000, SECOND)).isEqualTo(300_000_000);
		assertThat(counter.advance(201_000_000, SECOND)).isEqualTo(1_000_000);
	}

	@Test
	void countsOnAcrossAWrapOf64Bits() {
		EnergyCounter counter = at(-616, -1);
		assertThat(counter.advance(500, SECOND)).isEqualTo(1115);
		assertThat(at(Long.MAX_VALUE, -1).advance(Long.MIN_VALUE + 9, SECOND)).isEqualTo(10);
	}

	@Test
	void takesAStepBackForAResetWhereItCannotBeAWrap() {
		EnergyCounter counter = at(5_000_000_000L, RANGE);
		assertThat(counter.advance(4_999_999_999L, SECOND)).as("it would be 17 kW").isEqualTo(Gap.RESET);
		assertThat(counter.advance(5_000_000_000L, SECOND)).isEqualTo(1);
		assertThat(counter.advance(0, SECOND)).isEqualTo(Gap.RESET);
		assertThat(at(9, 0).advance(8, SECOND)).as("no known range").isEqualTo(Gap.RESET);
		assertThat(at(9_000_000_000L, 8_000_000_000L).advance(1, SECOND)).as("above its range").isEqualTo(Gap.RESET);
	}

	@Test
	void doesNotBelieveMorePowerThanThereCanBe() {
		EnergyCounter counter = at(0, RANGE);
		assertThat(counter.advance(2_000_000_000, SECOND)).isEqualTo(2_000_000_000);
		assertThat(counter.advance(4_000_000_001L, SECOND)).isEqualTo(Gap.IMPLAUSIBLE);
		assertThat(counter.advance(4_000_000_002L, SECOND)).isEqualTo(1);
		assertThat(counter.advance(-1, SECOND)).isEqualTo(Gap.IMPLAUSIBLE);
	}

	@Test
	void doesNotGuessHowOftenItWrappedAroundInALongWindow() {
		long nanos = RANGE;
		assertThat(at(5, RANGE).advance(6, nanos - 1)).isEqualTo(1);
		assertThat(at(5, RANGE).advance(6, nanos)).isEqualTo(Gap.TOO_LONG);
		assertThat(at(5, 0).advance(6, nanos)).as("no known range").isEqualTo(1);
		assertThat(at(5, RANGE).advance(6, Long.MAX_VALUE / 2)).isEqualTo(Gap.TOO_LONG);
	}

	private static EnergyCounter at(long value, long range) {
		EnergyCounter counter = new EnergyCounter(range, 1000);
		assertThat(counter.advance(value, SECOND)).isEqualTo(Gap.FIRST);
		return counter;
	}

}
