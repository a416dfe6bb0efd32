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

import io.codecarbon.unit.Energy;
import io.codecarbon.unit.Power;

/**
 * What a {@link PowerSource} says about a window. Immutable.
 */
public sealed interface Reading {

	/**
	 * Energy that a counter saw in the window.
	 *
	 * @param energy the energy
	 */
	record Metered(Energy energy) implements Reading {
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
	 * @param reason what went wrong
	 * @param advice what the user can do about it
	 */
	record Gap(String reason, String advice) implements Reading {
	}

}
