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

import io.codecarbon.unit.Power;

/**
 * The power of the main memory by its size, as CodeCarbon 3.1.1 estimates it: the size
 * tells the likely number of memory modules (DIMMs), each of which draws 5 W, or 1.5 W on
 * ARM; the fifth to eighth draw 90 % of that, the ninth to sixteenth 80 %, the others 70
 * %. Two modules at least are billed (methodology of CodeCarbon 3, section RAM).
 */
final class DimmModel {

	private static final double WATTS_PER_DIMM = 5;

	private static final double WATTS_PER_DIMM_ARM = 1.5;

	private static final int BILLED_AT_LEAST = 2;

	private static final int SLOTS_AT_MOST = 32;

	private static final int DIMMS_OF_LARGE_SERVER = 8;

	private static final int LARGEST_DIMM_GIGABYTES = 128;

	private static final double LARGE_SERVER_GIGABYTES = 128;

	private DimmModel() {
	}

	/**
	 * Returns the likely number of memory modules.
	 * @param gigabytes the size of the memory, in units of 2^30 bytes
	 */
	static int dimms(double gigabytes) {
		if (gigabytes <= 2) {
			return 1;
		}
		if (gigabytes <= 16) {
			return 2;
		}
		if (gigabytes <= 64) {
			return 4;
		}
		if (gigabytes <= LARGE_SERVER_GIGABYTES) {
			return DIMMS_OF_LARGE_SERVER;
		}
		// The largest modules of which a server would still have eight.
		int size = LARGEST_DIMM_GIGABYTES;
		while (size * DIMMS_OF_LARGE_SERVER > gigabytes) {
			size /= 2;
		}
		return (int) Math.min(SLOTS_AT_MOST, Math.ceil(gigabytes / size));
	}

	/**
	 * Returns the power of that many memory modules.
	 */
	static Power power(int dimms, boolean arm) {
		double full = Math.min(dimms, 4);
		double from5 = Math.max(0, Math.min(dimms, 8) - 4);
		double from9 = Math.max(0, Math.min(dimms, 16) - 8);
		double from17 = Math.max(0, dimms - 16);
		double billed = full + 0.9 * from5 + 0.8 * from9 + 0.7 * from17;
		return new Power((arm ? WATTS_PER_DIMM_ARM : WATTS_PER_DIMM) * Math.max(BILLED_AT_LEAST, billed));
	}

}
