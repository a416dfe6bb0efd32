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

package io.codecarbon.spring;

import io.codecarbon.power.Component;
import io.codecarbon.power.PowerSource;
import io.codecarbon.power.Quality;
import io.codecarbon.power.Reading;
import io.codecarbon.power.SamplingWindow;
import io.codecarbon.power.SourceDescription;
import io.codecarbon.unit.Power;

/**
 * A source whose power never changes.
 */
public record SteadySource(SourceDescription describe, double watts) implements PowerSource {

	public static SteadySource measuredCpu(double watts) {
		return new SteadySource(
				new SourceDescription(Component.CPU, "Fake CPU", "fake-meter", Quality.MEASURED, null, null), watts);
	}

	public static SteadySource estimatedRam(double watts) {
		return new SteadySource(
				new SourceDescription(Component.RAM, null, "fake-model", Quality.ESTIMATED, 12.5, "2 DIMMs"), watts);
	}

	@Override
	public Reading read(SamplingWindow window) {
		return new Reading.Constant(new Power(this.watts));
	}

}
