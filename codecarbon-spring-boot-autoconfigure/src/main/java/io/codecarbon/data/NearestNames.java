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

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/**
 * The valid names that a wrong one was most likely meant to be, for failure messages.
 */
public final class NearestNames {

	private static final int LIMIT = 3;

	/**
	 * From this length on, the beginning of a name counts as the name: {@code GER} is
	 * meant to be Germany, not the code {@code GEO}.
	 */
	private static final int MIN_PREFIX = 3;

	private NearestNames() {
	}

	/**
	 * Returns the names nearest to a value.
	 * @param value the wrong value
	 * @param names the valid names
	 * @return at most three of them, nearest first; none only if there are no names
	 */
	public static List<String> of(String value, Collection<String> names) {
		return of(value, names, List::of);
	}

	/**
	 * Returns the candidates nearest to a value, where each can be spelt in several ways.
	 * @param <T> the type of the candidates
	 * @param value the wrong value
	 * @param candidates the valid candidates
	 * @param spellings tells the spellings of a candidate, at least one
	 * @return at most three of them, nearest first; none only if there are no candidates
	 */
	public static <T> List<T> of(String value, Collection<T> candidates, Function<T, Collection<String>> spellings) {
		String wrong = value.toLowerCase(Locale.ROOT);
		List<Ranked<T>> ranked = new ArrayList<>(candidates.size());
		for (T candidate : candidates) {
			int distance = Integer.MAX_VALUE;
			for (String spelling : spellings.apply(candidate)) {
				String right = spelling.toLowerCase(Locale.ROOT);
				boolean begun = wrong.length() >= MIN_PREFIX && right.startsWith(wrong);
				distance = Math.min(distance, begun ? 0 : distance(wrong, right));
			}
			ranked.add(new Ranked<>(candidate, distance));
		}
		ranked.sort(Comparator.comparingInt(Ranked::distance));
		// What is much farther away than the nearest would only distract
		return ranked.stream()
			.filter((candidate) -> candidate.distance() <= ranked.get(0).distance() + 1)
			.limit(LIMIT)
			.map(Ranked::candidate)
			.toList();
	}

	/**
	 * Returns the optimal string alignment distance: insertions, deletions, substitutions
	 * and swaps of neighbours, where no part is edited twice (the restricted form of
	 * Damerau, A technique for computer detection and correction of spelling errors,
	 * 1964).
	 */
	static int distance(String a, String b) {
		int[] beforeLast = new int[b.length() + 1];
		int[] last = new int[b.length() + 1];
		int[] current = new int[b.length() + 1];
		for (int j = 0; j <= b.length(); j++) {
			last[j] = j;
		}
		for (int i = 1; i <= a.length(); i++) {
			current[0] = i;
			for (int j = 1; j <= b.length(); j++) {
				int substitution = last[j - 1] + ((a.charAt(i - 1) != b.charAt(j - 1)) ? 1 : 0);
				current[j] = Math.min(substitution, Math.min(last[j], current[j - 1]) + 1);
				if (i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1)) {
					current[j] = Math.min(current[j], beforeLast[j - 2] + 1);
				}
			}
			int[] spare = beforeLast;
			beforeLast = last;
			last = current;
			current = spare;
		}
		return last[b.length()];
	}

	private record Ranked<T>(T candidate, int distance) {
	}

}
