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

package io.codecarbon.power.model;

import io.codecarbon.power.PowerSource;
import io.codecarbon.power.Reading;
import io.codecarbon.power.SamplingWindow;
import io.codecarbon.power.SourceDescription;
import io.codecarbon.unit.Power;

/**
 * Power that is the same in every window.
 */
final class ConstantPower implements PowerSource {

	private final SourceDescription description;

	private final Reading reading;

	ConstantPower(SourceDescription description, Power power) {
		this.description = description;
		this.reading = new Reading.Constant(power);
	}

	@Override
	public SourceDescription describe() {
		return this.description;
	}

	@Override
	public Reading read(SamplingWindow window) {
		return this.reading;
	}

}
