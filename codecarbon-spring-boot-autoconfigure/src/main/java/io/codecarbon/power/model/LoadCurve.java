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
 * How the load of the processors becomes a share of their maximum power:
 * {@code a + (b - a) load^c}, where a is the share of the idle processors, b that of the
 * fully loaded ones.
 */
public enum LoadCurve {

	/**
	 * Fitted to the package power that RAPL measured on four machines
	 * ({@code load_validation.csv} of codecarbon-data, without run b of the E3-1240 V2),
	 * as a share of their thermal design power: least squares, each machine with equal
	 * weight. Fully loaded, they draw three quarters of it, not all.
	 */
	MEASURED(0.10, 0.74, 0.57, 32.3),

	/**
	 * The curve of CodeCarbon 3.1.1, {@code 0.1 + 0.9 load^3}.
	 */
	CODECARBON(0.1, 1, 3, 45.3);

	private final double idleShare;

	private final double fullShare;

	private final double exponent;

	private final double uncertaintyPercent;

	LoadCurve(double idleShare, double fullShare, double exponent, double uncertaintyPercent) {
		this.idleShare = idleShare;
		this.fullShare = fullShare;
		this.exponent = exponent;
		this.uncertaintyPercent = uncertaintyPercent;
	}

	/**
	 * Returns the share of the maximum power that a load draws.
	 * @param load the busy share of the machine's CPU capacity, 0 to 1
	 * @return the share
	 */
	double share(double load) {
		return this.idleShare + (this.fullShare - this.idleShare) * Math.pow(load, this.exponent);
	}

	/**
	 * Returns how far this curve is off on a machine that it was not fitted to: the sum
	 * of |model - measured| over the sum of the measured power, at loads between idle and
	 * full, as the mean over the machines that MEASURED was fitted to; for MEASURED, each
	 * is left out of the fit that it is compared with.
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
