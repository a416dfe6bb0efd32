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

package io.codecarbon.power.rapl;

import java.util.ArrayList;
import java.util.List;

import io.codecarbon.power.Reading.Gap;
import io.codecarbon.power.sysfs.NumberFile.Failure;
import io.codecarbon.power.sysfs.NumberFile;
import org.jspecify.annotations.Nullable;

/**
 * One counter of energy, to which several files can lead: the same register is to be seen
 * as an MSR, in memory and through TPMI. All are read, and one counts: the first, until
 * it stands still or fails in a window in which another moves. Not thread-safe.
 */
final class Domain implements AutoCloseable {

	private static final long UNREAD = EnergyCounter.Gap.TOO_LONG - 1;

	private static final String COUNTED_AGAIN = "It is counted again from the next window on that can be read";

	private final String label;

	private final List<Twin> twins = new ArrayList<>();

	private Twin active;

	private long outcome;

	/**
	 * @param label what people call it
	 * @param first the preferred way to the counter
	 */
	Domain(String label, Twin first) {
		this.label = label;
		this.active = first;
		this.twins.add(first);
	}

	/**
	 * Adds another way to the counter.
	 * @param twin the way
	 */
	void add(Twin twin) {
		this.twins.add(twin);
		if (!this.active.isReadable()) {
			this.active = twin;
		}
	}

	String label() {
		return this.label;
	}

	boolean isReadable() {
		return this.active.isReadable();
	}

	/**
	 * Returns why the counter cannot be read.
	 * @return the reason, {@code null} if it can be
	 */
	@Nullable Failure failure() {
		return this.active.file.failure();
	}

	boolean has(Zone zone) {
		return this.twins.stream().anyMatch((twin) -> twin.zone.equals(zone));
	}

	/**
	 * Reads all ways to the counter.
	 * @param nanos the length of the window
	 * @return the microjoules in the window, negative if they are not known
	 */
	long read(long nanos) {
		Twin moving = null;
		for (Twin twin : this.twins) {
			if (twin.read(nanos) > 0 && moving == null) {
				moving = twin;
			}
		}
		// One that stands still says nothing for one that fails.
		if (this.active.outcome <= 0 && moving != null) {
			this.active = moving;
		}
		this.outcome = this.active.outcome;
		return this.outcome;
	}

	/**
	 * Returns why the last window's energy is not known.
	 * @return the gap
	 */
	Gap gap() {
		NumberFile file = this.active.file;
		String counter = "the RAPL counter of " + this.label + " (" + file.path() + ")";
		if (this.outcome == UNREAD) {
			Failure failure = file.failure();
			return new Gap(this.label, "Not counted: " + counter + ' ' + failure,
					advice(failure) + ". " + COUNTED_AGAIN);
		}
		if (this.outcome == EnergyCounter.Gap.FIRST) {
			return new Gap(this.label, "Read again, and counted from the next window on: " + counter, COUNTED_AGAIN);
		}
		if (this.outcome == EnergyCounter.Gap.RESET) {
			return new Gap(this.label, "One window is not counted: " + counter + " went backwards", COUNTED_AGAIN);
		}
		if (this.outcome == EnergyCounter.Gap.IMPLAUSIBLE) {
			return new Gap(this.label,
					"One window is not counted: " + counter + " went further than a processor can drive it",
					COUNTED_AGAIN);
		}
		return new Gap(this.label,
				"One window is not counted: it was so long that " + counter + " can have wrapped around more than once",
				"Windows are a second long unless the process stands still; look for what stops it");
	}

	static String advice(@Nullable Failure failure) {
		if (failure == Failure.DENIED) {
			return Rapl.REMEDIES;
		}
		if (failure == Failure.MISSING) {
			return "If its processor was not taken offline, load the kernel module again (modprobe intel_rapl_msr) or "
					+ "mount the host's sysfs again; if it was, restart the application";
		}
		return "Check what is mounted at codecarbon.host.sysfs: only the kernel's own files can be read";
	}

	@Override
	public void close() {
		this.twins.forEach((twin) -> twin.file.close());
	}

	/**
	 * One way to a counter.
	 */
	static final class Twin {

		private final Zone zone;

		private final NumberFile file;

		private final EnergyCounter counter;

		private long outcome;

		/**
		 * Begins the first window.
		 * @param zone the zone
		 * @param kind its kind
		 * @param file its counter
		 */
		Twin(Zone zone, Zone.Kind kind, NumberFile file) {
			this.zone = zone;
			this.file = file;
			this.counter = new EnergyCounter(zone.rangeMicrojoules(), kind.boundWatts(zone.maximumWatts()));
			read(0);
		}

		boolean isReadable() {
			return this.outcome != UNREAD;
		}

		private long read(long nanos) {
			boolean read = this.file.read();
			// A counter stands still where the path leads to another file by now.
			if (read && this.counter.isAt(this.file.value())) {
				read = this.file.reopen();
			}
			if (read) {
				this.outcome = this.counter.advance(this.file.value(), nanos);
			}
			else {
				this.counter.restart();
				this.outcome = UNREAD;
			}
			return this.outcome;
		}

	}

}
