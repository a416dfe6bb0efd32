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
import java.util.function.BooleanSupplier;

import io.codecarbon.annotation.TrackEmissions;
import io.codecarbon.location.UnknownPlaceException;

import org.springframework.aop.support.StaticMethodMatcherPointcut;
import org.springframework.core.annotation.AnnotationUtils;

/**
 * Matches what is annotated with {@link TrackEmissions}, and refuses what is annotated
 * with a place that cannot be.
 */
final class TrackEmissionsPointcut extends StaticMethodMatcherPointcut {

	private final BooleanSupplier runHasPlace;

	/**
	 * @param runHasPlace whether a place is configured for the run
	 */
	TrackEmissionsPointcut(BooleanSupplier runHasPlace) {
		this.runHasPlace = runHasPlace;
		setClassFilter((candidate) -> AnnotationUtils.isCandidateClass(candidate, TrackEmissions.class));
	}

	@Override
	public boolean matches(Method method, Class<?> targetClass) {
		AnnotatedTask task = AnnotatedTask.find(method, targetClass);
		if (task == null) {
			return false;
		}
		try {
			task.place().resolve();
		}
		catch (UnknownPlaceException ex) {
			throw new InvalidTrackEmissionsException(method, targetClass, ex.getMessage(), ex);
		}
		if (task.offline() && task.place().isEmpty() && !this.runHasPlace.getAsBoolean()) {
			throw new InvalidTrackEmissionsException(method, targetClass,
					"offline = true takes a place, and neither the annotation nor the run has one", null);
		}
		return true;
	}

}
