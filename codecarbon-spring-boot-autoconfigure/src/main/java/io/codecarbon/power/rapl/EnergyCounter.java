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

/**
 * Turns the values of a counter of microjoules that wraps around into the energy between
 * two of them. Values and the range are unsigned numbers of 64 bits. Knows nothing of
 * files; not thread-safe.
 */
final class EnergyCounter {

	/**
	 * How much later than the window's clock a counter may be read, in nanoseconds: the
	 * counters move in steps of about a millisecond, and the thread that reads them can
	 * be held up. Such a window has energy of its neighbour, and is none of a broken
	 * counter.
	 */
	static final long LATENESS_NANOS = 1_000_000_000;

	private final double boundWatts;

	private final long range;

	private boolean hasLast;

	private long last;

	/**
	 * @param range the value after which the counter begins at 0 again, 0 if it is not
	 * known
	 * @param boundWatts the mean power above which a reading is not believed
	 */
	EnergyCounter(long range, double boundWatts) {
		this.range = range;
		this.boundWatts = boundWatts;
	}

	/**
	 * Returns whether the value is the same as the last one.
	 * @param value the value
	 * @return whether the counter has not moved
	 */
	boolean isAt(long value) {
		return this.hasLast && this.last == value;
	}

	/**
	 * Forgets the last value: the next one is the first of a new series.
	 */
	void restart() {
		this.hasLast = false;
	}

	/**
	 * Takes the value at the end of a window.
	 * @param value the value
	 * @param nanos the length of the window in nanoseconds
	 * @return the microjoules since the last value, at most what the bound yields over
	 * the window and {@link #LATENESS_NANOS}; or one of the constants of {@link Gap},
	 * which are negative
	 */
	long advance(long value, long nanos) {
		if (!this.hasLast) {
			this.hasLast = true;
			this.last = value;
			return Gap.FIRST;
		}
		long before = this.last;
		this.last = value;
		// Where the counter can have wrapped around, and passed its last value again,
		// nobody knows how often it did.
		if (this.range != 0 && microjoules(nanos) >= unsigned(this.range)) {
			return Gap.TOO_LONG;
		}
		long limit = (long) microjoules(nanos + LATENESS_NANOS);
		if (Long.compareUnsigned(value, before) >= 0) {
			long delta = value - before;
			return (delta >= 0 && delta <= limit) ? delta : Gap.IMPLAUSIBLE;
		}
		if (this.range != 0 && Long.compareUnsigned(before, this.range) <= 0) {
			long delta = this.range - before + value;
			if (delta >= 0 && delta <= limit) {
				return delta;
			}
		}
		return Gap.RESET;
	}

	private double microjoules(long nanos) {
		return this.boundWatts * nanos / 1000;
	}

	private static double unsigned(long value) {
		return (value >= 0) ? value : value + 0x1p64;
	}

	/**
	 * Why the energy of a window is not known.
	 */
	static final class Gap {

		/** There was no value before. */
		static final long FIRST = -1;

		/** The counter went backwards, and did not wrap around. */
		static final long RESET = -2;

		/** It went further than any processor can drive it. */
		static final long IMPLAUSIBLE = -3;

		/** It can have wrapped around more than once. */
		static final long TOO_LONG = -4;

		private Gap() {
		}

	}

}
