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
 * A report on its way to one output. While it waits, newer reports of the same run take
 * its place, as they contain it. Guarded by its worker, but for the waiting.
 */
final class Delivery {

	private final CountDownLatch ended = new CountDownLatch(1);

	private EmissionsReport total;

	private Occasion occasion;

	private boolean runDelivered;

	private boolean failed;

	private boolean lastAttempt;

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

	boolean isOfSameRunAs(Delivery other) {
		String run = this.total.run().id();
		return run != null && run.equals(other.total.run().id());
	}

	/**
	 * Takes what another delivery of the same run has.
	 * @param other a delivery that nobody has begun to make
	 */
	void add(Delivery other) {
		// Two flushes at once can come in the wrong order.
		if (other.total.run().duration().compareTo(this.total.run().duration()) >= 0) {
			this.total = other.total;
			this.runDelivered = false;
		}
		if (other.occasion.compareTo(this.occasion) > 0) {
			this.occasion = other.occasion;
			this.runDelivered = false;
		}
	}

	/**
	 * Returns this delivery for another attempt, which nobody waits for yet.
	 */
	Delivery again() {
		Delivery again = new Delivery(this.total, this.occasion);
		again.runDelivered = this.runDelivered;
		return again;
	}

	/**
	 * Whether the run was delivered, so that only its tasks are missing.
	 */
	boolean isRunDelivered() {
		return this.runDelivered;
	}

	void setRunDelivered() {
		this.runDelivered = true;
	}

	/**
	 * Whether an attempt has failed.
	 */
	boolean hasFailed() {
		return this.failed;
	}

	void setFailed() {
		this.failed = true;
	}

	/**
	 * Whether nobody will wait for another attempt.
	 */
	boolean isLastAttempt() {
		return this.lastAttempt;
	}

	void setLastAttempt() {
		this.lastAttempt = true;
	}

	/**
	 * Lets go of who waits for this delivery, whether it succeeded or not.
	 */
	void end() {
		this.ended.countDown();
	}

	boolean await(long time, TimeUnit unit) throws InterruptedException {
		return this.ended.await(time, unit);
	}

	/**
	 * Why something is delivered, in the order of importance.
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
