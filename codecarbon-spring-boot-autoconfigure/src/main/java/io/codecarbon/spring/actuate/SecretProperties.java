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

package io.codecarbon.spring.actuate;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Knows which of CodeCarbon's properties and variables hold secrets.
 */
public final class SecretProperties {

	private static final String HIDDEN = "******";

	// In all spellings that properties and environment variables can be given in.
	private static final Pattern SECRET = Pattern
		.compile("codecarbon.*(?:token|key|password|secret)|codecarbonotlpheaders.*|logfiretoken|prometheuspassword");

	private static final Pattern SPELLING = Pattern.compile("\\[\\d+]|[^a-z0-9]");

	// A URL can carry the name and the password of a user, and keys in its query.
	private static final Pattern ADDRESS = Pattern.compile("codecarbon.*(?:url|endpoint)|logfirebaseurl");

	// A password that is not encoded may hold any character, so its end is the last @.
	// After a question mark, password and query cannot be told apart.
	private static final Pattern USER_INFO = Pattern.compile("^([\\w+.-]+://)?(?:[^?]*\\?.*@.*|.*(?=@))",
			Pattern.DOTALL);

	private static final Pattern QUERY = Pattern.compile("\\?.*", Pattern.DOTALL);

	private SecretProperties() {
	}

	/**
	 * Returns the part of a value that may be shown.
	 * @param name the name of a property or variable, in any spelling
	 * @param value its value
	 * @return the value itself where there is nothing to hide
	 */
	public static String shown(String name, String value) {
		String plain = SPELLING.matcher(name.toLowerCase(Locale.ROOT)).replaceAll("");
		if (SECRET.matcher(plain).matches()) {
			return HIDDEN;
		}
		return ADDRESS.matcher(plain).matches() ? withoutCredentials(value) : value;
	}

	static String withoutCredentials(String address) {
		return QUERY.matcher(USER_INFO.matcher(address.strip()).replaceFirst("$1" + HIDDEN)).replaceFirst("?" + HIDDEN);
	}

}
