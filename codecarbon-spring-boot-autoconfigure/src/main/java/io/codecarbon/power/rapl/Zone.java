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

import java.nio.file.Path;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * A power zone of the kernel's powercap framework
 * (Documentation/power/powercap/powercap.rst): a directory with a counter. Immutable.
 *
 * @param directory the directory
 * @param id its name, which tells the control type and the place below it, such as
 * {@code intel-rapl:0:1}
 * @param name what its file {@code name} says, without white space around it and in lower
 * case, empty if it says nothing
 * @param rangeMicrojoules the value after which the counter begins at 0 again, an
 * unsigned number of 64 bits, 0 if it is not known
 * @param maximumWatts the most power that the hardware says the zone can draw, 0 if it
 * does not say
 */
record Zone(Path directory, String id, String name, long rangeMicrojoules, double maximumWatts) {

	/**
	 * The control types of RAPL: {@code intel-rapl} for the registers of the processor
	 * (AMD's too), {@code -mmio} for their mapping into memory, {@code -tpmi} for new
	 * Xeons. Others, such as {@code dtpm}, count nothing of their own.
	 */
	private static final Pattern ID = Pattern.compile("(intel-rapl(?:-[a-z]+)?)((?::\\d{1,4})*)");

	/**
	 * Returns whether a file's name is that of a control type or zone of RAPL.
	 * @param fileName the name
	 * @return whether zones may be found in it
	 */
	static boolean isId(String fileName) {
		return ID.matcher(fileName).matches();
	}

	String controlType() {
		return part(1);
	}

	/**
	 * Returns the place below the control type.
	 * @return such as {@code :0:1}
	 */
	String place() {
		return part(2);
	}

	private String part(int group) {
		Matcher matcher = ID.matcher(this.id);
		if (!matcher.matches()) {
			throw new IllegalStateException("Not a zone: " + this.id);
		}
		return matcher.group(group);
	}

	private boolean isTopLevel() {
		return place().lastIndexOf(':') == 0;
	}

	/**
	 * Returns what the zone meters. The names are those of the kernel
	 * (drivers/powercap/intel_rapl_common.c); a zone at the top that has none of them is
	 * a package, as only packages and the platform are there.
	 * @return the kind, {@code null} if it is a part of another zone that is of no use
	 * here
	 */
	@Nullable Kind kind() {
		return switch (this.name) {
			case "dram" -> Kind.DRAM;
			case "psys" -> Kind.PSYS;
			case "core", "uncore" -> null;
			default -> isTopLevel() ? Kind.PACKAGE : null;
		};
	}

	/**
	 * What a zone meters, and what power of it is not believed any more.
	 */
	enum Kind {

		/**
		 * A processor. The largest that have RAPL are specified for 500 W (Intel Xeon
		 * 6980P, AMD EPYC 9965).
		 */
		PACKAGE(1000),

		/** The memory of a processor: twice what 24 modules of 20 W draw. */
		DRAM(1000),

		/** The whole platform, memory included. */
		PSYS(5000);

		/**
		 * What the hardware says of its maximum is not believed above this: the field of
		 * the register ends at 4095 W, which firmware writes where it means "no limit".
		 */
		private static final double LARGEST_SPECIFICATION = 2000;

		private final double boundWatts;

		Kind(double boundWatts) {
			this.boundWatts = boundWatts;
		}

		/**
		 * Returns the mean power above which a reading is not believed: for a package
		 * twice what the largest are specified for, and more where the hardware itself
		 * says so.
		 * @param maximumWatts the most power that the hardware says the zone can draw
		 * @return watts
		 */
		double boundWatts(double maximumWatts) {
			return (maximumWatts <= LARGEST_SPECIFICATION) ? Math.max(this.boundWatts, 2 * maximumWatts)
					: this.boundWatts;
		}

		@Override
		public String toString() {
			return name().toLowerCase(Locale.ROOT);
		}

	}

}
