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
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import io.codecarbon.annotation.TrackEmissions;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.core.io.Resource;
import org.springframework.stereotype.Service;

/**
 * Counts the words of a text, which costs far less energy than drawing.
 */
@Service
public class WordService {

	private static final Pattern WORD = Pattern.compile("\\p{L}+");

	private final String text;

	WordService(@Value("classpath:energy-of-software.txt") Resource text) throws IOException {
		this.text = text.getContentAsString(StandardCharsets.UTF_8).toLowerCase(Locale.ROOT);
	}

	/**
	 * Counts the words.
	 * @param top how many words are asked for
	 * @return the most frequent words, those of equal frequency by the alphabet
	 */
	@TrackEmissions
	public List<WordCount> count(int top) {
		Map<String, Long> counts = WORD.matcher(this.text)
			.results()
			.collect(Collectors.groupingBy(MatchResult::group, Collectors.counting()));
		return counts.entrySet()
			.stream()
			.sorted(Map.Entry.<String, Long>comparingByValue().reversed().thenComparing(Map.Entry.comparingByKey()))
			.limit(top)
			.map((entry) -> new WordCount(entry.getKey(), entry.getValue()))
			.toList();
	}

}
