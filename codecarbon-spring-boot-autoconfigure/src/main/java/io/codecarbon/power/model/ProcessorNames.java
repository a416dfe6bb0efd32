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

package io.codecarbon.power.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;

import io.codecarbon.data.CpuTable;

/**
 * Finds the row of a {@link CpuTable} that a brand string means, by the rules of
 * CodeCarbon 3.1.1: the same text whatever its case; then the same text without trade
 * marks, the word CPU and the frequency; then the only row whose words are all in the
 * brand string, or the other way round. Unlike there, rows that spell one processor in
 * several ways are no ambiguity if they agree about its power.
 */
final class ProcessorNames {

	/** What {@link #find} returns where no row, or more than one, is meant. */
	static final int NONE = -1;

	private static final Pattern FREQUENCY = Pattern.compile(" @\\s*\\d+\\.\\d+GHz");

	private ProcessorNames() {
	}

	static int find(CpuTable table, String brand) {
		int row = findText(table, brand);
		if (row != NONE) {
			return row;
		}
		String name = withoutDecoration(brand);
		row = findText(table, name);
		return (row != NONE) ? row : findWords(table, Words.of(name));
	}

	private static String withoutDecoration(String brand) {
		String name = brand.replace("(R)", "");
		int frequency = name.indexOf(" CPU @ ");
		if (frequency > 0) {
			name = name.substring(0, frequency);
		}
		return FREQUENCY.matcher(name.replace(" CPU", "")).replaceAll("");
	}

	private static int findText(CpuTable table, String name) {
		for (int row = 0; row < table.size(); row++) {
			if (table.model(row).equalsIgnoreCase(name)) {
				return row;
			}
		}
		return NONE;
	}

	private static int findWords(CpuTable table, Words brand) {
		List<Integer> candidates = new ArrayList<>();
		for (int row = 0; row < table.size(); row++) {
			String name = table.model(row);
			if (brand.includeAllOf(name) || brand.areAllIn(name)) {
				if (!candidates.isEmpty() && !Objects.equals(table.tdp(row), table.tdp(candidates.get(0)))) {
					return NONE;
				}
				candidates.add(row);
			}
		}
		return areSpellingsOfOne(table, candidates) ? best(table, candidates, brand) : NONE;
	}

	/**
	 * Returns whether the words of the shortest name are in all the others, as those of
	 * {@code A10-7850K} are in {@code AMD A10-7850K}.
	 */
	private static boolean areSpellingsOfOne(CpuTable table, List<Integer> candidates) {
		if (candidates.isEmpty()) {
			return false;
		}
		Words shortest = Words.of(table.model(candidates.get(0)));
		for (int row : candidates) {
			Words words = Words.of(table.model(row));
			shortest = (words.count() < shortest.count()) ? words : shortest;
		}
		for (int row : candidates) {
			if (!shortest.areAllIn(table.model(row))) {
				return false;
			}
		}
		return true;
	}

	/**
	 * Returns the spelling that shares most words with the brand string, and of those the
	 * one with the fewest words besides.
	 */
	private static int best(CpuTable table, List<Integer> candidates, Words brand) {
		int best = NONE;
		int bestShared = -1;
		int bestCount = 0;
		for (int row : candidates) {
			int shared = brand.shared(table.model(row));
			int count = Words.of(table.model(row)).count();
			if (shared > bestShared || (shared == bestShared && count < bestCount)) {
				best = row;
				bestShared = shared;
				bestCount = count;
			}
		}
		return best;
	}

}
