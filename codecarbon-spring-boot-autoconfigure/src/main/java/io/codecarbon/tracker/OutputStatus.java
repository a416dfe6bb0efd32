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

package io.codecarbon.tracker;

import java.time.Instant;
import java.util.Locale;

import io.codecarbon.unit.Energy;
import org.jspecify.annotations.Nullable;

/**
 * How an output is doing. Immutable.
 *
 * @param name the name of the output
 * @param state whether it works
 * @param lastSuccessAt when it last took what it was given, {@code null} if never
 * @param lastError why it last failed, {@code null} if it never did
 * @param pending how many deliveries are waiting, each with all that came before it
 * @param pendingEnergy the energy of the current run that it has not taken yet, as far as
 * any was offered to it; {@code null} before that
 * @param detail what else it has to tell, if anything
 */
public record OutputStatus(String name, State state, @Nullable Instant lastSuccessAt, @Nullable String lastError,
		int pending, @Nullable Energy pendingEnergy, @Nullable String detail) {

	/**
	 * Whether an output works.
	 */
	public enum State {

		/** The last delivery succeeded, or there was none yet. */
		OK,

		/** The last delivery failed. */
		FAILING,

		/** Nothing is given to it, as this process must not track. */
		DISABLED;

		@Override
		public String toString() {
			return name().toLowerCase(Locale.ROOT);
		}

	}

}
