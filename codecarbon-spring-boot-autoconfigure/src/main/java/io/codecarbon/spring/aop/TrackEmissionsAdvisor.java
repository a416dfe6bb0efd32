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

import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

import io.codecarbon.tracker.EmissionsTracker;

import org.springframework.aop.support.DefaultPointcutAdvisor;
import org.springframework.core.Ordered;

/**
 * Tracks the calls of methods that are annotated with
 * {@link io.codecarbon.annotation.TrackEmissions}. Goes around most other advice, so that
 * what a transaction or a retry costs belongs to the task.
 */
public final class TrackEmissionsAdvisor extends DefaultPointcutAdvisor {

	private static final int ORDER = Ordered.HIGHEST_PRECEDENCE + 1000;

	/**
	 * @param tracker the tracker, asked for when the first call is made
	 * @param runHasPlace whether a place is configured for the run
	 */
	public TrackEmissionsAdvisor(Supplier<EmissionsTracker> tracker, BooleanSupplier runHasPlace) {
		super(new TrackEmissionsPointcut(runHasPlace), new TrackEmissionsInterceptor(tracker));
		setOrder(ORDER);
	}

}
