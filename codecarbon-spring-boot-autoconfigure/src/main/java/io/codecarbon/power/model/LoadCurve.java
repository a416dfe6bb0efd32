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

import java.util.Locale;

/**
 * How the load of the processors becomes a share of their maximum power.
 */
public enum LoadCurve {

	/**
	 * The curve of CodeCarbon 3.1.1, {@code 0.1 + 0.9 load^3}. Its error is the mean of
	 * |model - measured| / measured over the 106 points of {@code load_validation.csv} of
	 * codecarbon-data, with the thermal design power as maximum.
	 */
	CODECARBON(47.5) {

		@Override
		double share(double load) {
			return 0.1 + 0.9 * Math.pow(load, 3);
		}

	};

	private final double uncertaintyPercent;

	LoadCurve(double uncertaintyPercent) {
		this.uncertaintyPercent = uncertaintyPercent;
	}

	/**
	 * Returns the share of the maximum power that a load draws.
	 * @param load the busy share of the machine's CPU capacity, 0 to 1
	 * @return the share
	 */
	abstract double share(double load);

	/**
	 * Returns the mean relative error of this curve against measured power.
	 * @return percent
	 */
	public double uncertaintyPercent() {
		return this.uncertaintyPercent;
	}

	@Override
	public String toString() {
		return name().toLowerCase(Locale.ROOT);
	}

}
