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
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

import io.codecarbon.location.Place;
import io.codecarbon.tracker.EmissionsTracker;
import io.codecarbon.tracker.TaskKind;
import io.codecarbon.tracker.TrackedTask;
import org.aopalliance.intercept.MethodInterceptor;
import org.aopalliance.intercept.MethodInvocation;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.BeanCurrentlyInCreationException;

/**
 * Makes each call an execution of the task that the method is annotated as. Changes
 * nothing about what the call returns or throws.
 */
final class TrackEmissionsInterceptor implements MethodInterceptor {

	private static final Log logger = LogFactory.getLog(TrackEmissionsInterceptor.class);

	private static final TrackedTask UNTRACKED = EmissionsTracker.noop().instrument("", TaskKind.METHOD, null);

	// Found without allocating a key for each call.
	private final ClassValue<Map<Method, TrackedTask>> tasks = new ClassValue<>() {

		@Override
		protected Map<Method, TrackedTask> computeValue(Class<?> type) {
			return new ConcurrentHashMap<>();
		}

	};

	private final Supplier<EmissionsTracker> tracker;

	/**
	 * @param tracker the tracker, asked for when the first call is made
	 */
	TrackEmissionsInterceptor(Supplier<EmissionsTracker> tracker) {
		this.tracker = tracker;
	}

	@Override
	public @Nullable Object invoke(MethodInvocation invocation) throws Throwable {
		TrackedTask task = task(invocation);
		long execution = task.enter();
		boolean failed = true;
		try {
			Object result = invocation.proceed();
			failed = false;
			return result;
		}
		finally {
			task.exit(execution, failed);
		}
	}

	private TrackedTask task(MethodInvocation invocation) {
		Object target = invocation.getThis();
		Method method = invocation.getMethod();
		Class<?> targetClass = (target != null) ? target.getClass() : method.getDeclaringClass();
		Map<Method, TrackedTask> ofClass = this.tasks.get(targetClass);
		TrackedTask task = ofClass.get(method);
		return (task != null) ? task : resolve(method, targetClass, ofClass);
	}

	private TrackedTask resolve(Method method, Class<?> targetClass, Map<Method, TrackedTask> ofClass) {
		TrackedTask task = UNTRACKED;
		try {
			AnnotatedTask annotated = AnnotatedTask.find(method, targetClass);
			if (annotated != null) {
				Place place = annotated.place().isEmpty() ? null : annotated.place().resolve();
				task = this.tracker.get().instrument(annotated.name(), TaskKind.METHOD, place);
			}
		}
		catch (BeanCurrentlyInCreationException ex) {
			// The tracker is on its way: the next call finds it.
			return UNTRACKED;
		}
		catch (Throwable ex) {
			logger.warn("Calls of " + method + " are not tracked: " + ex);
		}
		ofClass.put(method, task);
		return task;
	}

}
