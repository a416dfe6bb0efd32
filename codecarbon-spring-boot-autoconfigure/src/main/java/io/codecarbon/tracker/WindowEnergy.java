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

	private final List<SourceEnergy> sources;

	private final Part cpu = new Part();

	private final Part gpu = new Part();

	private final Part ram = new Part();

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
		Component component = source.component();
		Part part = (component == Component.CPU) ? this.cpu : (component == Component.GPU) ? this.gpu : this.ram;
		part.joules += joules;
		part.measuredJoules += (source.quality() == Quality.MEASURED) ? joules : 0;
		part.watts = part.present ? part.watts + watts : watts;
		part.present = true;
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
		return this.cpu.joules + this.gpu.joules + this.ram.joules;
	}

	double gpuJoules() {
		return this.gpu.joules;
	}

	double cpuWatts() {
		return this.cpu.watts;
	}

	double gpuWatts() {
		return this.gpu.watts;
	}

	double ramWatts() {
		return this.ram.watts;
	}

	/**
	 * Returns a share of this energy.
	 * @param cpuShare the share of the energy of processors and memory
	 * @param gpuShare the share of the energy of the graphics processors
	 * @param kgPerJoule what a joule emits
	 * @return the share
	 */
	Usage share(double cpuShare, double gpuShare, double kgPerJoule) {
		double cpu = this.cpu.joules * cpuShare;
		double gpu = this.gpu.joules * gpuShare;
		double ram = this.ram.joules * cpuShare;
		double measured = (this.cpu.measuredJoules + this.ram.measuredJoules) * cpuShare
				+ this.gpu.measuredJoules * gpuShare;
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

	/**
	 * The energy of one component.
	 */
	private static final class Part {

		private double joules;

		private double measuredJoules;

		// NaN while there is no source, and if one of them has a gap.
		private double watts = Double.NaN;

		private boolean present;

	}

}
