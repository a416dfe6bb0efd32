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
import java.lang.reflect.Modifier;

import io.codecarbon.annotation.TrackEmissions;
import io.codecarbon.location.ConfiguredPlace;
import org.jspecify.annotations.Nullable;

import org.springframework.aop.support.AopUtils;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.util.ClassUtils;
import org.springframework.util.StringUtils;

/**
 * What {@link TrackEmissions} says about a method.
 *
 * @param name the name of the task
 * @param place where it is priced, empty for the place of the run
 * @param offline whether a place must be configured
 */
record AnnotatedTask(String name, ConfiguredPlace place, boolean offline) {

	/**
	 * Finds what is said about a method of a class. An annotation of the method wins over
	 * that of its type, which is about its public methods only.
	 * @param method the method, or the one that it overrides or implements
	 * @param targetClass the class that it is called on
	 * @return the task, or {@code null} if the method is not annotated
	 */
	static @Nullable AnnotatedTask find(Method method, Class<?> targetClass) {
		if (method.getDeclaringClass() == Object.class) {
			return null;
		}
		Class<?> userClass = ClassUtils.getUserClass(targetClass);
		Method specific = AopUtils.getMostSpecificMethod(method, userClass);
		TrackEmissions ofMethod = AnnotatedElementUtils.findMergedAnnotation(specific, TrackEmissions.class);
		if (ofMethod != null) {
			return of(ofMethod, StringUtils.hasText(ofMethod.value()) ? ofMethod.value()
					: userClass.getSimpleName() + "." + specific.getName());
		}
		TrackEmissions ofType = AnnotatedElementUtils.findMergedAnnotation(userClass, TrackEmissions.class);
		if (ofType != null && Modifier.isPublic(specific.getModifiers()) && !specific.isSynthetic()) {
			String prefix = StringUtils.hasText(ofType.value()) ? ofType.value() : userClass.getSimpleName();
			return of(ofType, prefix + "." + specific.getName());
		}
		return null;
	}

	private static AnnotatedTask of(TrackEmissions annotation, String name) {
		return new AnnotatedTask(name, new ConfiguredPlace(annotation.countryIsoCode(), annotation.region(),
				annotation.cloudProvider(), annotation.cloudRegion()), annotation.offline());
	}

}
