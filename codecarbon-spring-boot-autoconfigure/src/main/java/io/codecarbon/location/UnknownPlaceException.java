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

package io.codecarbon.location;

import java.util.List;
import java.util.Locale;

import org.jspecify.annotations.Nullable;

/**
 * A configured place is unknown or incomplete. Says which of its parts is wrong, what is
 * allowed there, and what was most likely meant.
 */
public final class UnknownPlaceException extends IllegalArgumentException {

	private final Part part;

	private final @Nullable String value;

	private final String allowed;

	private final List<String> nearest;

	private final @Nullable String hint;

	UnknownPlaceException(Part part, @Nullable String value, String allowed, List<String> nearest,
			@Nullable String hint) {
		super(message(part, value, allowed, nearest, hint));
		this.part = part;
		this.value = value;
		this.allowed = allowed;
		this.nearest = List.copyOf(nearest);
		this.hint = hint;
	}

	private static String message(Part part, @Nullable String value, String allowed, List<String> nearest,
			@Nullable String hint) {
		StringBuilder message = new StringBuilder(part.toString());
		if (value != null) {
			message.append(" '").append(value).append("' is not ").append(allowed);
		}
		else {
			message.append(" is missing: it must be ").append(allowed);
		}
		if (!nearest.isEmpty()) {
			message.append("; nearest: ").append(String.join(", ", nearest));
		}
		if (hint != null) {
			message.append(". ").append(hint);
		}
		return message.toString();
	}

	/**
	 * Returns the part of the place that is wrong.
	 * @return the part
	 */
	public Part part() {
		return this.part;
	}

	/**
	 * Returns the wrong value.
	 * @return the value without surrounding blanks, or {@code null} where one is missing
	 */
	public @Nullable String value() {
		return this.value;
	}

	/**
	 * Returns what is allowed, in words, such as "one of 213 ISO 3166-1 alpha-3 codes".
	 * @return what is allowed
	 */
	public String allowed() {
		return this.allowed;
	}

	/**
	 * Returns the valid values nearest to the wrong one.
	 * @return at most three values, nearest first; none where a value is missing and
	 * nothing hints at it
	 */
	public List<String> nearest() {
		return this.nearest;
	}

	/**
	 * Returns what else helps to put it right, in one sentence.
	 * @return the hint, or {@code null} if there is none
	 */
	public @Nullable String hint() {
		return this.hint;
	}

	/**
	 * The part of a configured place; its text is the name of the property.
	 */
	public enum Part {

		/** The country. */
		COUNTRY_ISO_CODE,

		/** The state, province or bidding zone. */
		REGION,

		/** The cloud. */
		CLOUD_PROVIDER,

		/** The cloud's region. */
		CLOUD_REGION;

		@Override
		public String toString() {
			return name().toLowerCase(Locale.ROOT).replace('_', '-');
		}

	}

}
