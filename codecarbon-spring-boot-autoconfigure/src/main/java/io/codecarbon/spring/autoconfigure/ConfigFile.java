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

package io.codecarbon.spring.autoconfigure;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * What a {@code .codecarbon.config} says in its section {@code [codecarbon]}, read as
 * Python's {@code configparser} does for CodeCarbon: keys without case; {@code =} or
 * {@code :}; comments on lines of their own; indented lines continue a value; what is in
 * {@code [DEFAULT]} holds where the section says nothing; {@code %(key)s} is the value of
 * another key, and {@code %%} a percent sign. Unlike there, another percent sign stands
 * for itself.
 */
final class ConfigFile {

	private static final String SECTION = "codecarbon";

	private static final String DEFAULTS = "DEFAULT";

	private static final Pattern HEADER = Pattern.compile("\\[(.+)].*");

	private static final Pattern ENTRY = Pattern.compile("([^=:]+?)\\s*[=:]\\s*(.*)");

	private static final Pattern REFERENCE = Pattern.compile("%(?:\\(([^)]+)\\)s|%)");

	// As deep as configparser goes.
	private static final int DEEPEST_REFERENCE = 10;

	private ConfigFile() {
	}

	/**
	 * Reads a file.
	 * @param lines its lines
	 * @return the entries of the section, by their keys in lower case
	 * @throws MalformedException if the reference would not read it either
	 */
	static Map<String, Entry> read(List<String> lines) {
		Map<String, Map<String, Entry>> sections = new LinkedHashMap<>();
		Map<String, Entry> section = null;
		String key = null;
		for (int i = 0; i < lines.size(); i++) {
			String line = lines.get(i);
			String text = line.strip();
			if (text.isEmpty() || text.startsWith("#") || text.startsWith(";")) {
				continue;
			}
			if (key != null && section != null && Character.isWhitespace(line.charAt(0))) {
				Entry begun = section.get(key);
				section.put(key, new Entry((begun != null) ? begun.value() + "\n" + text : text, i + 1));
				continue;
			}
			Matcher header = HEADER.matcher(text);
			Matcher entry = ENTRY.matcher(text);
			if (header.matches()) {
				section = sections.computeIfAbsent(header.group(1), (name) -> new LinkedHashMap<>());
				key = null;
			}
			else if (section == null) {
				throw new MalformedException(i + 1, "there is no section such as [codecarbon] above it");
			}
			else if (entry.matches()) {
				key = entry.group(1).strip().toLowerCase(Locale.ROOT);
				if (section.put(key, new Entry(entry.group(2), i + 1)) != null) {
					throw new MalformedException(i + 1, "the key '" + key + "' is there twice");
				}
			}
			else {
				throw new MalformedException(i + 1, "it is no section, and has no key and value");
			}
		}
		Map<String, Entry> entries = new LinkedHashMap<>(sections.getOrDefault(DEFAULTS, Map.of()));
		entries.putAll(sections.getOrDefault(SECTION, Map.of()));
		Map<String, Entry> resolved = new LinkedHashMap<>();
		entries.forEach((name, entry) -> resolved.put(name,
				new Entry(resolve(entry, entry.value(), entries, DEEPEST_REFERENCE), entry.line())));
		return resolved;
	}

	private static String resolve(Entry entry, String value, Map<String, Entry> entries, int depth) {
		return REFERENCE.matcher(value).replaceAll((reference) -> {
			String name = reference.group(1);
			Entry other = (name != null) ? entries.get(name.toLowerCase(Locale.ROOT)) : null;
			if (name != null && (other == null || depth == 0)) {
				throw new MalformedException(entry.line(), "%(" + name + ")s refers to no value");
			}
			return Matcher.quoteReplacement((other != null) ? resolve(entry, other.value(), entries, depth - 1) : "%");
		});
	}

	/**
	 * A value.
	 *
	 * @param value the value
	 * @param line the number of its line, from 1
	 */
	record Entry(String value, int line) {
	}

	/**
	 * A file cannot be read as what it should be.
	 */
	static final class MalformedException extends RuntimeException {

		private MalformedException(int line, @Nullable String problem) {
			super("line " + line + ": " + problem);
		}

	}

}
