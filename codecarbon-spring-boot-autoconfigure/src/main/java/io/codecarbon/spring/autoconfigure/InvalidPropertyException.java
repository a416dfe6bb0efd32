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

import java.util.List;

import io.codecarbon.spring.actuate.SecretProperties;
import org.jspecify.annotations.Nullable;

/**
 * A property of CodeCarbon has a value that is not allowed, or has none and needs one.
 */
final class InvalidPropertyException extends RuntimeException {

	private final String property;

	private final @Nullable String value;

	private final String allowed;

	private final List<String> nearest;

	private final @Nullable String hint;

	/**
	 * @param property the full name of the property
	 * @param value its value, {@code null} if it has none; what is secret in it is hidden
	 * @param allowed what is allowed, in words
	 * @param nearest the valid values nearest to the wrong one, where it is a name
	 * @param hint what else helps to put it right, if anything
	 */
	InvalidPropertyException(String property, @Nullable Object value, String allowed, List<String> nearest,
			@Nullable String hint) {
		super("Property " + property
				+ ((value != null) ? " with value '" + SecretProperties.shown(property, value.toString()) + "'" : "")
				+ " must be " + allowed);
		this.property = property;
		this.value = (value != null) ? SecretProperties.shown(property, value.toString()) : null;
		this.allowed = allowed;
		this.nearest = List.copyOf(nearest);
		this.hint = hint;
	}

	String property() {
		return this.property;
	}

	@Nullable String value() {
		return this.value;
	}

	String allowed() {
		return this.allowed;
	}

	List<String> nearest() {
		return this.nearest;
	}

	@Nullable String hint() {
		return this.hint;
	}

}
