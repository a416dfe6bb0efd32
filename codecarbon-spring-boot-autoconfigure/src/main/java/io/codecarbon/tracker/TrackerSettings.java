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

import java.nio.file.Path;
import java.time.Duration;

import io.codecarbon.location.Place;
import io.codecarbon.power.model.LoadCurve;
import io.codecarbon.unit.CarbonIntensity;
import io.codecarbon.unit.Power;
import org.jspecify.annotations.Nullable;

/**
 * What a tracker tracks, and how. Immutable.
 *
 * @param projectName the name of the project
 * @param experimentId the identifier of the experiment
 * @param experimentName the name of the experiment
 * @param measurementInterval the length of a measurement, more than zero and at most 365
 * days
 * @param trackingMode whose energy is counted
 * @param pue the power usage effectiveness of the data centre, at least 1
 * @param wue its water usage effectiveness in litres per kWh, at least 0
 * @param cpuPower the maximum power of the processors, more than zero, {@code null} to
 * find it out
 * @param cpuLoadCurve how the load of the processors becomes a share of their maximum
 * power, where nothing meters them
 * @param forceLoadModel whether the power of the processors is computed from their load
 * even where a meter works
 * @param ramPower the power of the memory, {@code null} to find it out
 * @param idlePower the power of the idle machine, {@code null} to share all energy by
 * capacity
 * @param carbonIntensity the carbon intensity, {@code null} to use that of the place
 * @param place where the machine is
 * @param procfs where the host's procfs is mounted
 * @param sysfs where the host's sysfs is mounted
 * @param raplIncludeDram whether the power of the memory is read from RAPL, where it can
 * be
 * @param raplPreferPsys whether RAPL's counter of the whole platform is read instead of
 * those of the processors, where there is one
 * @param maxTasks how many tasks are told apart, at least 1; the rest is one
 * @param loggerPreamble what is put before each log message, in brackets, if not empty
 * @param allowMultipleRuns whether runs of the same user may go on at the same time on
 * this machine
 */
public record TrackerSettings(String projectName, String experimentId, String experimentName,
		Duration measurementInterval, TrackingMode trackingMode, double pue, double wue, @Nullable Power cpuPower,
		LoadCurve cpuLoadCurve, boolean forceLoadModel, @Nullable Power ramPower, @Nullable Power idlePower,
		@Nullable CarbonIntensity carbonIntensity, Place place, Path procfs, Path sysfs, boolean raplIncludeDram,
		boolean raplPreferPsys, int maxTasks, String loggerPreamble, boolean allowMultipleRuns) {

	// So that its nanoseconds, and sums of them, fit into a long with ease.
	private static final Duration LONGEST_MEASUREMENT = Duration.ofDays(365);

	/**
	 * @throws IllegalArgumentException if a value is outside of its range
	 */
	public TrackerSettings {
		check(!measurementInterval.isNegative() && !measurementInterval.isZero()
				&& measurementInterval.compareTo(LONGEST_MEASUREMENT) <= 0, "measurementInterval", measurementInterval);
		check(pue >= 1 && pue < Double.POSITIVE_INFINITY, "pue", pue);
		check(wue >= 0 && wue < Double.POSITIVE_INFINITY, "wue", wue);
		check(cpuPower == null || cpuPower.watts() > 0, "cpuPower", cpuPower);
		check(maxTasks >= 1, "maxTasks", maxTasks);
	}

	private static void check(boolean valid, String name, @Nullable Object value) {
		if (!valid) {
			throw new IllegalArgumentException("Invalid " + name + ": " + value);
		}
	}

	/**
	 * Returns a builder that has CodeCarbon's defaults, but for the load curve.
	 * @return a builder
	 */
	public static Builder builder() {
		return new Builder();
	}

	/**
	 * Builds settings. Not thread-safe.
	 */
	public static final class Builder {

		private String projectName = "codecarbon";

		private String experimentId = "5b0fa12a-3dd7-45bb-9766-cc326314d9f1";

		private String experimentName = "base";

		private Duration measurementInterval = Duration.ofSeconds(15);

		private TrackingMode trackingMode = TrackingMode.MACHINE;

		private double pue = 1;

		private double wue;

		private @Nullable Power cpuPower;

		private LoadCurve cpuLoadCurve = LoadCurve.MEASURED;

		private boolean forceLoadModel;

		private @Nullable Power ramPower;

		private @Nullable Power idlePower;

		private @Nullable CarbonIntensity carbonIntensity;

		private Place place = Place.UNKNOWN;

		private Path procfs = Path.of("/proc");

		private Path sysfs = Path.of("/sys");

		private boolean raplIncludeDram;

		private boolean raplPreferPsys;

		private int maxTasks = 1000;

		private String loggerPreamble = "";

		private boolean allowMultipleRuns = true;

		private Builder() {
		}

		/**
		 * Sets the name of the project.
		 * @param projectName the name of the project
		 * @return this builder
		 */
		public Builder projectName(String projectName) {
			this.projectName = projectName;
			return this;
		}

		/**
		 * Sets the identifier of the experiment.
		 * @param experimentId the identifier of the experiment
		 * @return this builder
		 */
		public Builder experimentId(String experimentId) {
			this.experimentId = experimentId;
			return this;
		}

		/**
		 * Sets the name of the experiment.
		 * @param experimentName the name of the experiment
		 * @return this builder
		 */
		public Builder experimentName(String experimentName) {
			this.experimentName = experimentName;
			return this;
		}

		/**
		 * Sets the length of a measurement, more than zero.
		 * @param measurementInterval the length of a measurement, more than zero
		 * @return this builder
		 */
		public Builder measurementInterval(Duration measurementInterval) {
			this.measurementInterval = measurementInterval;
			return this;
		}

		/**
		 * Sets whose energy is counted.
		 * @param trackingMode whose energy is counted
		 * @return this builder
		 */
		public Builder trackingMode(TrackingMode trackingMode) {
			this.trackingMode = trackingMode;
			return this;
		}

		/**
		 * Sets the power usage effectiveness of the data centre, at least 1.
		 * @param pue the power usage effectiveness of the data centre, at least 1
		 * @return this builder
		 */
		public Builder pue(double pue) {
			this.pue = pue;
			return this;
		}

		/**
		 * Sets its water usage effectiveness in litres per kWh, at least 0.
		 * @param wue its water usage effectiveness in litres per kWh, at least 0
		 * @return this builder
		 */
		public Builder wue(double wue) {
			this.wue = wue;
			return this;
		}

		/**
		 * Sets the maximum power of the processors.
		 * @param cpuPower the maximum power of the processors, {@code null} to find it
		 * out
		 * @return this builder
		 */
		public Builder cpuPower(@Nullable Power cpuPower) {
			this.cpuPower = cpuPower;
			return this;
		}

		/**
		 * Sets how the load of the processors becomes a share of their maximum power,
		 * where nothing meters them.
		 * @param cpuLoadCurve how the load becomes a share of the maximum power
		 * @return this builder
		 */
		public Builder cpuLoadCurve(LoadCurve cpuLoadCurve) {
			this.cpuLoadCurve = cpuLoadCurve;
			return this;
		}

		/**
		 * Sets whether the power of the processors is computed from their load even where
		 * a meter works.
		 * @param forceLoadModel whether it is computed
		 * @return this builder
		 */
		public Builder forceLoadModel(boolean forceLoadModel) {
			this.forceLoadModel = forceLoadModel;
			return this;
		}

		/**
		 * Sets the power of the memory.
		 * @param ramPower the power of the memory, {@code null} to find it out
		 * @return this builder
		 */
		public Builder ramPower(@Nullable Power ramPower) {
			this.ramPower = ramPower;
			return this;
		}

		/**
		 * Sets the power of the idle machine.
		 * @param idlePower the power of the idle machine
		 * @return this builder
		 */
		public Builder idlePower(@Nullable Power idlePower) {
			this.idlePower = idlePower;
			return this;
		}

		/**
		 * Sets the carbon intensity.
		 * @param carbonIntensity the carbon intensity, {@code null} to find it out
		 * @return this builder
		 */
		public Builder carbonIntensity(@Nullable CarbonIntensity carbonIntensity) {
			this.carbonIntensity = carbonIntensity;
			return this;
		}

		/**
		 * Sets where the machine is.
		 * @param place where the machine is
		 * @return this builder
		 */
		public Builder place(Place place) {
			this.place = place;
			return this;
		}

		/**
		 * Sets where the host's procfs is mounted.
		 * @param procfs where the host's procfs is mounted
		 * @return this builder
		 */
		public Builder procfs(Path procfs) {
			this.procfs = procfs;
			return this;
		}

		/**
		 * Sets where the host's sysfs is mounted.
		 * @param sysfs where the host's sysfs is mounted
		 * @return this builder
		 */
		public Builder sysfs(Path sysfs) {
			this.sysfs = sysfs;
			return this;
		}

		/**
		 * Sets whether the power of the memory is read from RAPL, where it can be.
		 * @param raplIncludeDram whether it is read from RAPL
		 * @return this builder
		 */
		public Builder raplIncludeDram(boolean raplIncludeDram) {
			this.raplIncludeDram = raplIncludeDram;
			return this;
		}

		/**
		 * Sets whether RAPL's counter of the whole platform is read instead of those of
		 * the processors, where there is one. It has the memory in it, and so is not
		 * preferred where the memory has a power or source of its own.
		 * @param raplPreferPsys whether the platform is preferred
		 * @return this builder
		 */
		public Builder raplPreferPsys(boolean raplPreferPsys) {
			this.raplPreferPsys = raplPreferPsys;
			return this;
		}

		/**
		 * Sets how many tasks are told apart, at least 1.
		 * @param maxTasks how many tasks are told apart, at least 1
		 * @return this builder
		 */
		public Builder maxTasks(int maxTasks) {
			this.maxTasks = maxTasks;
			return this;
		}

		/**
		 * Sets what is put before each log message, in brackets.
		 * @param loggerPreamble what is put before each log message, in brackets
		 * @return this builder
		 */
		public Builder loggerPreamble(String loggerPreamble) {
			this.loggerPreamble = loggerPreamble;
			return this;
		}

		/**
		 * Sets whether runs of the same user may go on at the same time on this machine.
		 * @param allowMultipleRuns {@code false} to track nothing while another run does
		 * @return this builder
		 */
		public Builder allowMultipleRuns(boolean allowMultipleRuns) {
			this.allowMultipleRuns = allowMultipleRuns;
			return this;
		}

		/**
		 * Builds the settings.
		 * @return the settings
		 * @throws IllegalArgumentException if a value is outside of its range
		 */
		public TrackerSettings build() {
			return new TrackerSettings(this.projectName, this.experimentId, this.experimentName,
					this.measurementInterval, this.trackingMode, this.pue, this.wue, this.cpuPower, this.cpuLoadCurve,
					this.forceLoadModel, this.ramPower, this.idlePower, this.carbonIntensity, this.place, this.procfs,
					this.sysfs, this.raplIncludeDram, this.raplPreferPsys, this.maxTasks, this.loggerPreamble,
					this.allowMultipleRuns);
		}

	}

}
