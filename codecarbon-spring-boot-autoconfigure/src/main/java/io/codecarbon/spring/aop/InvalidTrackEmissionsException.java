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

package io.codecarbon.spring.aop;

import java.lang.reflect.Method;

import io.codecarbon.annotation.TrackEmissions;
import org.jspecify.annotations.Nullable;

import org.springframework.util.ClassUtils;

/**
 * {@link TrackEmissions} says something that cannot be. Stops the start.
 */
public final class InvalidTrackEmissionsException extends RuntimeException {

	private final String method;

	InvalidTrackEmissionsException(Method method, Class<?> targetClass, @Nullable String reason,
			@Nullable Throwable cause) {
		super(reason, cause);
		this.method = ClassUtils.getUserClass(targetClass).getName() + "." + method.getName();
	}

	/**
	 * Returns which method is annotated so.
	 * @return the name of the class, a dot, and the name of the method
	 */
	public String method() {
		return this.method;
	}

}
