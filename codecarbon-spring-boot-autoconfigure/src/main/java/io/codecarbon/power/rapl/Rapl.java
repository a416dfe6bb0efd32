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
import java.util.List;
import java.util.Set;
import java.util.function.Function;

import io.codecarbon.power.Notice;
import io.codecarbon.power.PowerSource;
import io.codecarbon.power.sysfs.NumberFile.Failure;
import io.codecarbon.power.rapl.Zone.Kind;
import io.codecarbon.power.sysfs.NumberFile;
import org.jspecify.annotations.Nullable;

/**
 * What this machine has of RAPL: the energy counters of Intel's and AMD's processors that
 * Linux shows below {@code class/powercap} of its sysfs
 * (Documentation/power/powercap/powercap.rst). Looks once; the sources that it gives find
 * by themselves what appears later. Not thread-safe.
 */
public final class Rapl {

	private static final String CONTAINER = "In a container, mount the host's sysfs (-v /sys:/host/sys:ro), set "
			+ "codecarbon.host.sysfs to /host/sys, and run as root unless everybody may read it";

	/**
	 * How to be allowed to read the counters, which are for root only since Linux 5.10 as
	 * they leak secrets of other processes (CVE-2020-8694).
	 */
	static final String REMEDIES = "Linux lets only root read it (CVE-2020-8694). Either write the line "
			+ "'z /sys/class/powercap/*/energy_uj 0444 - - -' to /etc/tmpfiles.d/rapl.conf and run "
			+ "'systemd-tmpfiles --create rapl.conf', which lets everybody on the machine read it; or give the "
			+ "application the capability CAP_DAC_READ_SEARCH (AmbientCapabilities=CAP_DAC_READ_SEARCH in a systemd "
			+ "unit). " + CONTAINER;

	private final Powercap powercap;

	private final List<Zone> zones;

	private Rapl(Powercap powercap) {
		this.powercap = powercap;
		this.zones = powercap.zones(Set.of());
	}

	/**
	 * Looks for RAPL. Never throws; takes less than a millisecond for each zone.
	 * @param sysfs where the host's sysfs is mounted
	 * @return what there is, which may be nothing
	 */
	public static Rapl discover(Path sysfs) {
		return discover(sysfs, NumberFile::new);
	}

	static Rapl discover(Path sysfs, Function<Path, NumberFile> files) {
		return new Rapl(new Powercap(sysfs, files));
	}

	/**
	 * Returns the counters of the processors: those of the packages, or that of the whole
	 * platform where it is preferred or alone; the others where those cannot be read. The
	 * first window begins now.
	 * @param preferPsys whether the platform's counter is preferred
	 * @param model the model of the processors, if known
	 * @return the source, and what the user can do to have the one that goes first
	 */
	public Finding cpu(boolean preferPsys, @Nullable String model) {
		Kind kind = Domains.ofCpu(this.zones, preferPsys);
		if (kind != null) {
			Finding first = open(kind, model);
			Kind other = (kind == Kind.PSYS) ? Kind.PACKAGE : Kind.PSYS;
			if (first.source() != null || !Domains.has(this.zones, other)) {
				return first;
			}
			Finding second = open(other, model);
			return (second.source() != null) ? new Finding(second.source(), second.includesMemory(), first.notice())
					: first;
		}
		if (this.zones.isEmpty() && this.powercap.isNamed()) {
			return new Finding(null, false,
					new Notice(
							"RAPL is not used: " + this.powercap.directory()
									+ " has links to the counters, which are hidden",
							"Container engines hide them. " + CONTAINER));
		}
		return new Finding(null, false, null);
	}

	/**
	 * Returns the counters of the memory. Their first window begins now.
	 * @return the source, or what the user can do to have it
	 */
	public Finding dram() {
		if (Domains.has(this.zones, Kind.DRAM)) {
			return open(Kind.DRAM, null);
		}
		return new Finding(null, false, new Notice(
				"The memory is not metered: RAPL has no counter of it below " + this.powercap.directory(),
				"Few processors other than those of Intel's servers have one; unset codecarbon.rapl-include-dram"));
	}

	private Finding open(Kind kind, @Nullable String model) {
		RaplSource source = new RaplSource(this.powercap, this.zones, kind, model);
		if (source.isReadable()) {
			return new Finding(source, kind == Kind.PSYS, null);
		}
		Failure failure = source.failure();
		source.close();
		return new Finding(null, false, new Notice(
				"RAPL's counter of " + kind + " is not used: below " + this.powercap.directory() + " it " + failure,
				Domain.advice(failure)));
	}

	/**
	 * What was found. Immutable.
	 *
	 * @param source the source, {@code null} if there is none that can be read
	 * @param includesMemory whether the energy of the memory is in it
	 * @param notice what the user should know, if anything
	 */
	public record Finding(@Nullable PowerSource source, boolean includesMemory, @Nullable Notice notice) {
	}

}
