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

package io.codecarbon.power;

import java.util.List;

import io.codecarbon.unit.Energy;
import io.codecarbon.unit.Power;
import org.jspecify.annotations.Nullable;

/**
 * What a {@link PowerSource} says about a window. Immutable.
 */
public sealed interface Reading {

	/**
	 * Energy that counters saw in the window.
	 *
	 * @param energy the energy of those that could be read
	 * @param gaps what could not be read of the component: the power of the whole is
	 * unknown then, and each gap is reported
	 */
	record Metered(Energy energy, List<Gap> gaps) implements Reading {

		public Metered {
			gaps = List.copyOf(gaps);
		}

		/**
		 * Creates the reading of a component that could be read as a whole.
		 * @param energy the energy
		 */
		public Metered(Energy energy) {
			this(energy, List.of());
		}

	}

	/**
	 * Power that held over the whole window.
	 *
	 * @param power the power
	 */
	record Constant(Power power) implements Reading {
	}

	/**
	 * Nothing is known about the window: it counts as no energy, and is reported.
	 *
	 * @param part the part of the component about which nothing is known, {@code null}
	 * for all of it; always the same for the same part
	 * @param reason what went wrong
	 * @param advice what the user can do about it, if anything
	 */
	record Gap(@Nullable String part, String reason, @Nullable String advice) implements Reading {

		/**
		 * Creates a gap in the whole component.
		 * @param reason what went wrong
		 * @param advice what the user can do about it, if anything
		 */
		public Gap(String reason, @Nullable String advice) {
			this(null, reason, advice);
		}

	}

}
