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

import java.util.List;

import io.codecarbon.tracker.EmissionsTracker;
import org.jspecify.annotations.Nullable;

import org.springframework.aot.hint.annotation.RegisterReflectionForBinding;
import org.springframework.boot.actuate.endpoint.Access;
import org.springframework.boot.actuate.endpoint.OperationResponseBody;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.WriteOperation;

/**
 * Shows the run of an {@link EmissionsTracker}, and flushes it on request. Thread-safe.
 */
@Endpoint(id = "codecarbon", defaultAccess = Access.READ_ONLY)
@RegisterReflectionForBinding({ ReportDescriptor.class, TaskDescriptor.class, FlushDescriptor.class })
public final class CodeCarbonEndpoint {

	private final EmissionsTracker tracker;

	/**
	 * Creates an endpoint.
	 * @param tracker whose run to show
	 */
	public CodeCarbonEndpoint(EmissionsTracker tracker) {
		this.tracker = tracker;
	}

	/**
	 * Returns the run at the end of the last window, or one task of it.
	 * @param task the name of a task, {@code null} for the run; where tasks of different
	 * kinds share it, the one that used most is meant
	 * @return the run or the task, {@code null} if there is no such task
	 */
	@ReadOperation
	public @Nullable OperationResponseBody report(@Nullable String task) {
		if (task == null) {
			return ReportDescriptor.of(this.tracker.snapshot());
		}
		List<TaskDescriptor> named = TaskDescriptor.byEnergy(this.tracker.snapshot().tasks().named(task));
		return named.isEmpty() ? null : named.get(0);
	}

	/**
	 * Closes the current window and hands what was measured so far to the outputs.
	 * @return what the run has emitted so far
	 */
	@WriteOperation
	public OperationResponseBody flush() {
		return new FlushDescriptor(this.tracker.flush().kg());
	}

}
