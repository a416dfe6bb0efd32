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

import java.util.ArrayList;
import java.util.List;

import io.codecarbon.power.Component;
import io.codecarbon.power.Quality;
import io.codecarbon.power.SourceDescription;
import io.codecarbon.tracker.TaskFigures.Usage;

/**
 * The machine's energy in one window, without the PUE.
 */
final class WindowEnergy {

	private static final int CPU = Component.CPU.ordinal();

	private static final int GPU = Component.GPU.ordinal();

	private static final int RAM = Component.RAM.ordinal();

	private final List<SourceEnergy> sources;

	private final double[] joules = new double[RAM + 1];

	private final double[] measuredJoules = new double[RAM + 1];

	// NaN until there is a source, and if one of them has a gap.
	private final double[] watts = { Double.NaN, Double.NaN, Double.NaN };

	private final boolean[] present = new boolean[RAM + 1];

	/**
	 * @param sources how many sources there are
	 */
	WindowEnergy(int sources) {
		this.sources = new ArrayList<>(sources);
	}

	/**
	 * Adds the energy of a source.
	 * @param source the source
	 * @param joules its energy
	 * @param watts its mean power
	 */
	void add(SourceDescription source, double joules, double watts) {
		this.sources.add(new SourceEnergy(source, joules));
		int component = source.component().ordinal();
		this.joules[component] += joules;
		this.measuredJoules[component] += (source.quality() == Quality.MEASURED) ? joules : 0;
		this.watts[component] = this.present[component] ? this.watts[component] + watts : watts;
		this.present[component] = true;
	}

	/**
	 * Adds a source that could not be read: the power of its component is not known.
	 * @param source the source
	 */
	void addGap(SourceDescription source) {
		add(source, 0, Double.NaN);
	}

	/**
	 * Returns the energy by source: for each window of a run the same sources in the same
	 * order.
	 * @return the energy by source
	 */
	List<SourceEnergy> sources() {
		return this.sources;
	}

	double joules() {
		return this.joules[CPU] + this.joules[GPU] + this.joules[RAM];
	}

	double gpuJoules() {
		return this.joules[GPU];
	}

	double cpuWatts() {
		return this.watts[CPU];
	}

	double gpuWatts() {
		return this.watts[GPU];
	}

	double ramWatts() {
		return this.watts[RAM];
	}

	/**
	 * Returns a share of this energy.
	 * @param cpuShare the share of the energy of processors and memory
	 * @param gpuShare the share of the energy of the graphics processors
	 * @param kgPerJoule what a joule emits
	 * @return the share
	 */
	Usage share(double cpuShare, double gpuShare, double kgPerJoule) {
		double cpu = this.joules[CPU] * cpuShare;
		double gpu = this.joules[GPU] * gpuShare;
		double ram = this.joules[RAM] * cpuShare;
		double measured = (this.measuredJoules[CPU] + this.measuredJoules[RAM]) * cpuShare
				+ this.measuredJoules[GPU] * gpuShare;
		return new Usage(cpu, gpu, ram, measured, (cpu + gpu + ram) * kgPerJoule);
	}

	/**
	 * The energy of one source.
	 *
	 * @param source the source
	 * @param joules its energy
	 */
	record SourceEnergy(SourceDescription source, double joules) {
	}

}
