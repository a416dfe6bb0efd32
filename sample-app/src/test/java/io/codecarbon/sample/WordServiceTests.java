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

package io.codecarbon.sample;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

import org.junit.jupiter.api.Test;

import org.springframework.core.io.ByteArrayResource;
import org.springframework.core.io.ClassPathResource;

import static org.assertj.core.api.Assertions.assertThat;

class WordServiceTests {

	@Test
	void countsWordsWithoutRegardToCaseAndPunctuation() throws IOException {
		assertThat(serviceFor("Watt, watt; joule. WATT? 42 Joule!").count(10)).containsExactly(new WordCount("watt", 3),
				new WordCount("joule", 2));
	}

	@Test
	void returnsNoMoreThanIsAskedForAndBreaksTiesByTheAlphabet() throws IOException {
		assertThat(serviceFor("c b a c").count(2)).containsExactly(new WordCount("c", 2), new WordCount("a", 1));
	}

	@Test
	void findsNothingInNoText() throws IOException {
		assertThat(serviceFor("").count(10)).isEmpty();
	}

	@Test
	void countsEachWordOfTheBundledText() throws IOException {
		WordService service = new WordService(new ClassPathResource("energy-of-software.txt"));
		assertThat(service.count(Integer.MAX_VALUE).stream().mapToLong(WordCount::count).sum()).isBetween(1_400L,
				1_700L);
		assertThat(service.count(50)).extracting(WordCount::word).contains("the", "energy");
	}

	private static WordService serviceFor(String text) throws IOException {
		return new WordService(new ByteArrayResource(text.getBytes(StandardCharsets.UTF_8)));
	}

}
