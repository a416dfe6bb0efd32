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

package io.codecarbon.output;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import io.codecarbon.tracker.EmissionsReport;

/**
 * A report on its way to one output.
 */
final class Delivery {

	private final EmissionsReport total;

	private final Occasion occasion;

	private final CountDownLatch done = new CountDownLatch(1);

	Delivery(EmissionsReport total, Occasion occasion) {
		this.total = total;
		this.occasion = occasion;
	}

	EmissionsReport total() {
		return this.total;
	}

	Occasion occasion() {
		return this.occasion;
	}

	/**
	 * Ends this delivery, whether it succeeded or not.
	 */
	void end() {
		this.done.countDown();
	}

	boolean await(long time, TimeUnit unit) throws InterruptedException {
		return this.done.await(time, unit);
	}

	/**
	 * Why something is delivered.
	 */
	enum Occasion {

		/** Some measurements are complete. */
		LIVE,

		/** The run was flushed. */
		FLUSH,

		/** The run has ended. */
		STOP

	}

}
