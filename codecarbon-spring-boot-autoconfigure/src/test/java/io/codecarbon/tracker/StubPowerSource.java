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

import io.codecarbon.power.Component;
import io.codecarbon.power.PowerSource;
import io.codecarbon.power.Quality;
import io.codecarbon.power.Reading;
import io.codecarbon.power.SamplingWindow;
import io.codecarbon.power.SourceDescription;
import io.codecarbon.unit.Power;

/**
 * A source that reads what a test says.
 */
class StubPowerSource implements PowerSource {

	private volatile SourceDescription description;

	private volatile Reading reading;

	private volatile boolean closed;

	StubPowerSource(Component component, double watts) {
		this.description = new SourceDescription(component, "Stub", "stub", Quality.MEASURED, null, null);
		this.reading = new Reading.Constant(new Power(watts));
	}

	void reads(Reading reading) {
		this.reading = reading;
	}

	void describes(SourceDescription description) {
		this.description = description;
	}

	boolean isClosed() {
		return this.closed;
	}

	@Override
	public SourceDescription describe() {
		return this.description;
	}

	@Override
	public Reading read(SamplingWindow window) {
		return this.reading;
	}

	@Override
	public void close() {
		this.closed = true;
	}

}
