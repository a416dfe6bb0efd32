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

package io.codecarbon.power;

import java.util.stream.Stream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What every {@link PowerSource} promises. Tests of a source extend this and add what is
 * particular to it.
 */
public abstract class PowerSourceContract {

	private static final long SECOND = 1_000_000_000;

	private PowerSource source;

	/**
	 * Creates a source that works.
	 * @return the source
	 * @throws Exception if it cannot be created
	 */
	protected abstract PowerSource createSource() throws Exception;

	@BeforeEach
	void createTheSource() throws Exception {
		this.source = createSource();
	}

	@AfterEach
	void closeTheSource() throws Exception {
		this.source.close();
	}

	@Test
	void describesItselfTheSameWayAtAnyTime() {
		SourceDescription before = this.source.describe();
		this.source.read(new SamplingWindow(SECOND, 0.5));
		assertThat(this.source.describe()).isEqualTo(before);
	}

	@Test
	void hasAnIdentifierInLowerCaseWithHyphens() {
		assertThat(this.source.describe().source()).matches("[a-z][a-z0-9]*(-[a-z0-9]+)*");
	}

	@Test
	void describesNothingWithBlanksOrImpossibleFigures() {
		SourceDescription description = this.source.describe();
		assertThat(description.component()).isNotNull();
		assertThat(description.quality()).isNotNull();
		if (description.model() != null) {
			assertThat(description.model()).isNotBlank();
		}
		if (description.detail() != null) {
			assertThat(description.detail()).isNotBlank();
		}
		if (description.uncertaintyPercent() != null) {
			assertThat(description.uncertaintyPercent()).isFinite().isPositive();
		}
	}

	@Test
	void answersForWindowsOfAnyLengthAndLoad() {
		Stream
			.of(new SamplingWindow(1, 0), new SamplingWindow(SECOND, 0.3), new SamplingWindow(SECOND / 7, 1),
					new SamplingWindow(3600 * SECOND, 0.999))
			.map(this.source::read)
			.forEach(PowerSourceContract::check);
	}

	@Test
	void answersWhereTheLoadOfTheCpuIsUnknown() {
		check(this.source.read(new SamplingWindow(SECOND, Double.NaN)));
	}

	@Test
	void recoversFromAWindowWhoseLoadWasUnknown() {
		this.source.read(new SamplingWindow(SECOND, 0.5));
		this.source.read(new SamplingWindow(SECOND, Double.NaN));
		assertThat(this.source.read(new SamplingWindow(SECOND, 0.5))).isNotInstanceOf(Reading.Gap.class);
	}

	@Test
	void canBeClosedTwice() throws Exception {
		this.source.close();
		this.source.close();
		assertThat(this.source.describe()).isNotNull();
	}

	private static void check(Reading reading) {
		assertThat(reading).isNotNull();
		if (reading instanceof Reading.Metered metered) {
			assertThat(metered.energy().joules()).isFinite().isNotNegative();
		}
		else if (reading instanceof Reading.Constant constant) {
			assertThat(constant.power().watts()).isFinite().isNotNegative();
		}
		else if (reading instanceof Reading.Gap gap) {
			assertThat(gap.reason()).isNotBlank();
			assertThat(gap.advice()).isNotBlank();
		}
	}

}
