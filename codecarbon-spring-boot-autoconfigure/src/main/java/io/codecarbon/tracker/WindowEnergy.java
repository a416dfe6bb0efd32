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

import io.codecarbon.power.Quality;
import io.codecarbon.power.SourceDescription;
import io.codecarbon.tracker.TaskFigures.Usage;
import org.jspecify.annotations.Nullable;

/**
 * The machine's energy in one window, without the PUE.
 */
final class WindowEnergy {

	private final List<SourceEnergy> sources = new ArrayList<>();

	private double cpuJoules;

	private double gpuJoules;

	private double ramJoules;

	private double measuredCpuJoules;

	private double measuredGpuJoules;

	private double measuredRamJoules;

	private @Nullable Double cpuWatts;

	private @Nullable Double gpuWatts;

	private @Nullable Double ramWatts;

	/**
	 * Adds the energy of a source.
	 * @param source the source
	 * @param joules its energy
	 * @param watts its mean power
	 */
	void add(SourceDescription source, double joules, double watts) {
		this.sources.add(new SourceEnergy(source, joules));
		double measured = (source.quality() == Quality.MEASURED) ? joules : 0;
		switch (source.component()) {
			case CPU -> {
				this.cpuJoules += joules;
				this.measuredCpuJoules += measured;
				this.cpuWatts = sum(this.cpuWatts, watts);
			}
			case GPU -> {
				this.gpuJoules += joules;
				this.measuredGpuJoules += measured;
				this.gpuWatts = sum(this.gpuWatts, watts);
			}
			case RAM -> {
				this.ramJoules += joules;
				this.measuredRamJoules += measured;
				this.ramWatts = sum(this.ramWatts, watts);
			}
		}
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
		return this.cpuJoules + this.gpuJoules + this.ramJoules;
	}

	double gpuJoules() {
		return this.gpuJoules;
	}

	double cpuWatts() {
		return (this.cpuWatts != null) ? this.cpuWatts : Double.NaN;
	}

	double gpuWatts() {
		return (this.gpuWatts != null) ? this.gpuWatts : Double.NaN;
	}

	double ramWatts() {
		return (this.ramWatts != null) ? this.ramWatts : Double.NaN;
	}

	private static double sum(@Nullable Double some, double more) {
		return (some != null) ? some + more : more;
	}

	/**
	 * Returns a share of this energy.
	 * @param cpuShare the share of the energy of processors and memory
	 * @param gpuShare the share of the energy of the graphics processors
	 * @param kgPerJoule what a joule emits
	 * @return the share
	 */
	Usage share(double cpuShare, double gpuShare, double kgPerJoule) {
		double cpu = this.cpuJoules * cpuShare;
		double gpu = this.gpuJoules * gpuShare;
		double ram = this.ramJoules * cpuShare;
		double measured = (this.measuredCpuJoules + this.measuredRamJoules) * cpuShare
				+ this.measuredGpuJoules * gpuShare;
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
