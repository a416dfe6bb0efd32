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

package io.codecarbon.data;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests of {@link NearestNames}.
 */
class NearestNamesTests {

	@ParameterizedTest
	@CsvSource({ "'', '', 0", "abc, '', 3", "'', abc, 3", "kitten, sitting, 3", "cenrtal, central, 1", "ab, ba, 1",
			"ca, abc, 3", "same, same, 0" })
	void countsInsertionsDeletionsSubstitutionsAndSwaps(String a, String b, int distance) {
		assertThat(NearestNames.distance(a, b)).isEqualTo(distance);
		assertThat(NearestNames.distance(b, a)).isEqualTo(distance);
	}

	@Test
	void ignoresCase() {
		assertThat(NearestNames.of("MASHINE", List.of("machine", "process"))).containsExactly("machine");
	}

	@Test
	void putsTheNearestFirstAndLeavesOutWhatIsFar() {
		assertThat(NearestNames.of("europe-west99", List.of("asia-east1", "europe-west1", "europe-west9")))
			.containsExactly("europe-west9", "europe-west1");
	}

	@Test
	void takesTheBeginningOfANameForTheName() {
		assertThat(NearestNames.of("ovh", List.of("aws", "azure", "gcp", "ovhcloud"))).first().isEqualTo("ovhcloud");
	}

	@Test
	void namesAtMostThree() {
		assertThat(NearestNames.of("x", List.of("a", "b", "c", "d"))).containsExactly("a", "b", "c");
	}

	@Test
	void namesSomethingEvenForAValueThatIsLikeNothing() {
		assertThat(NearestNames.of("nonsense", List.of("a"))).containsExactly("a");
		assertThat(NearestNames.of("nonsense", List.of())).isEmpty();
	}

}
