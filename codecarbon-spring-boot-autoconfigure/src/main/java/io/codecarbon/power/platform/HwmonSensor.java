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

package io.codecarbon.power.platform;

import java.nio.file.Path;
import java.util.Locale;
import java.util.function.BooleanSupplier;

import io.codecarbon.power.Reading.Gap;
import io.codecarbon.power.sysfs.NumberFile;
import io.codecarbon.power.sysfs.NumberFile.Failure;
import org.jspecify.annotations.Nullable;

/**
 * A sensor of a hwmon device: a counter of energy in microjoules or a power in
 * microwatts, as Linux's Documentation/hwmon/sysfs-interface.rst has them. Used by one
 * thread.
 */
final class HwmonSensor {

	/**
	 * Four times what the largest processors are made for: a figure above it is an error.
	 */
	private static final double MOST_WATTS = 2000;

	private static final double NANOS_PER_SECOND = 1e9;

	private static final double MICRO = 1e-6;

	private static final long UNKNOWN = -1;

	private final NumberFile number;

	private final String name;

	private final String driver;

	private final boolean energy;

	private final BooleanSupplier inPlace;

	private long last = UNKNOWN;

	private @Nullable Gap gap;

	/**
	 * Creates a sensor whose first window begins now.
	 * @param file the file that is read
	 * @param name its name, for people
	 * @param driver the name of the driver
	 * @param energy whether it counts energy, else it tells the power
	 * @param inPlace tells whether the path still leads to this sensor: the numbers of
	 * the devices change when drivers are loaded again
	 */
	HwmonSensor(Path file, String name, String driver, boolean energy, BooleanSupplier inPlace) {
		this.number = new NumberFile(file);
		this.name = name;
		this.driver = driver;
		this.energy = energy;
		this.inPlace = inPlace;
		joules(0);
	}

	/**
	 * Returns whether the file could be read the last time.
	 */
	boolean isReadable() {
		return this.last != UNKNOWN;
	}

	/**
	 * Returns why the last window's energy is unknown, {@code null} if it is known.
	 */
	@Nullable Gap gap() {
		return this.gap;
	}

	/**
	 * Returns the energy of the window that ends now.
	 * @param nanos the length of the window
	 * @return joules, or NaN where they are unknown
	 */
	double joules(long nanos) {
		long before = this.last;
		this.last = UNKNOWN;
		this.gap = null;
		// An open file answers with an error once its device is gone: only what is opened
		// anew can be another sensor.
		boolean opened = !this.number.readOpen();
		Failure failure = (!opened || this.number.reopen()) ? null : this.number.failure();
		long now = this.number.value();
		if (failure == null && now < 0) {
			failure = Failure.GARBAGE;
		}
		if (failure != null) {
			this.gap = new Gap(this.name, "The power sensor " + this.name + ' ' + failure, advice(failure));
			return Double.NaN;
		}
		if (opened && !this.inPlace.getAsBoolean()) {
			this.number.close();
			this.gap = new Gap(this.name,
					"The power sensor " + this.name + " is now another one than that of " + this.driver
							+ " that was there",
					"Restart the application, which looks for the sensors anew, when the driver " + this.driver
							+ " is loaded");
			return Double.NaN;
		}
		return this.energy ? counted(before, now, nanos) : integrated(before, now, nanos);
	}

	private double counted(long before, long now, long nanos) {
		this.last = now;
		if (before == UNKNOWN) {
			return unknown("it could not be read when the window began");
		}
		// How far the counter goes is not known, so this is no wrap to make up for.
		if (now < before) {
			return unknown("it fell, so it began anew or was not right before");
		}
		double joules = (now - before) * MICRO;
		// A short window may get what was drawn before it: some count ten times a second.
		double most = MOST_WATTS * Math.max(nanos / NANOS_PER_SECOND, 1);
		return (joules <= most) ? joules : unknown(String.format(Locale.ROOT,
				"it rose by %.0f J in %.3f s, more than any processor draws", joules, nanos / NANOS_PER_SECOND));
	}

	/**
	 * Takes the power as changing evenly from the beginning of the window to its end.
	 */
	private double integrated(long before, long now, long nanos) {
		double watts = now * MICRO;
		if (watts > MOST_WATTS) {
			return unknown(String.format(Locale.ROOT, "%.0f W is more than any processor draws", watts));
		}
		this.last = now;
		double mean = (before == UNKNOWN) ? watts : (before * MICRO + watts) / 2;
		return mean * nanos / NANOS_PER_SECOND;
	}

	private double unknown(String problem) {
		this.gap = new Gap(this.name, "The power sensor " + this.name + " cannot be used: " + problem,
				"If this lasts, look into the kernel's log for the driver " + this.driver);
		return Double.NaN;
	}

	private String advice(Failure failure) {
		if (failure == Failure.DENIED) {
			String files = this.energy ? "energy*_input" : "power*";
			return "Let a group of the application's user read it, by a udev rule such as ACTION==\"add\", "
					+ "SUBSYSTEM==\"hwmon\", ATTR{name}==\"" + this.driver
					+ "\", RUN+=\"/bin/sh -c 'cd /sys%p && chgrp GROUP " + files + " && chmod g+r " + files + "'\"";
		}
		return "Look whether the kernel still has the driver " + this.driver;
	}

	void close() {
		this.number.close();
	}

	@Override
	public String toString() {
		return this.name;
	}

}
