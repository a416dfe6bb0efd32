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

/**
 * The different words of a text: its runs of letters and digits, whatever their case. It
 * is compared with other texts without taking those apart, since there are thousands.
 */
final class Words {

	/** More words than this are ignored: one bit of a {@code long} stands for each. */
	private static final int MAXIMUM = Long.SIZE - 1;

	private final List<String> words;

	private Words(List<String> words) {
		this.words = words;
	}

	static Words of(String text) {
		Words words = new Words(new ArrayList<>());
		int start = wordStart(text, 0);
		while (start < text.length() && words.words.size() < MAXIMUM) {
			int end = wordEnd(text, start);
			if (words.indexOf(text, start, end) < 0) {
				words.words.add(text.substring(start, end));
			}
			start = wordStart(text, end);
		}
		return words;
	}

	int count() {
		return this.words.size();
	}

	/**
	 * Returns whether these words include each word of a text, of which there must be
	 * one.
	 */
	boolean includeAllOf(String text) {
		int start = wordStart(text, 0);
		if (start == text.length()) {
			return false;
		}
		while (start < text.length()) {
			int end = wordEnd(text, start);
			if (indexOf(text, start, end) < 0) {
				return false;
			}
			start = wordStart(text, end);
		}
		return true;
	}

	/**
	 * Returns whether a text includes each of these words, of which there must be one.
	 */
	boolean areAllIn(String text) {
		return count() > 0 && shared(text) == count();
	}

	/**
	 * Returns how many of these words are in a text.
	 */
	int shared(String text) {
		long found = 0;
		int start = wordStart(text, 0);
		while (start < text.length()) {
			int end = wordEnd(text, start);
			int index = indexOf(text, start, end);
			if (index >= 0) {
				found |= 1L << index;
			}
			start = wordStart(text, end);
		}
		return Long.bitCount(found);
	}

	private int indexOf(String text, int start, int end) {
		for (int i = 0; i < this.words.size(); i++) {
			String word = this.words.get(i);
			if (word.length() == end - start && text.regionMatches(true, start, word, 0, word.length())) {
				return i;
			}
		}
		return -1;
	}

	private static int wordStart(String text, int from) {
		int index = from;
		while (index < text.length() && !Character.isLetterOrDigit(text.charAt(index))) {
			index++;
		}
		return index;
	}

	private static int wordEnd(String text, int from) {
		int index = from;
		while (index < text.length() && Character.isLetterOrDigit(text.charAt(index))) {
			index++;
		}
		return index;
	}

}
