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
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

import io.codecarbon.data.CpuTable;
import io.codecarbon.host.HostFacts;
import io.codecarbon.power.Component;
import io.codecarbon.power.Notice;
import io.codecarbon.power.PowerSource;
import io.codecarbon.power.model.PowerEstimate;
import io.codecarbon.power.platform.HwmonCpu;
import io.codecarbon.power.rapl.Rapl;
import org.jspecify.annotations.Nullable;

/**
 * Chooses the sources of those components for which the user gave none: for each
 * component what is forced by configuration, else the first meter that works, else a
 * model.
 */
final class BuiltInSources {

	private static final Notice COUNTED_TWICE = new Notice(
			"The memory is counted twice: it is in RAPL's counter of the whole platform, which is the only one that "
					+ "can be read, and has a power or source of its own",
			"Unset codecarbon.force-ram-power, or remove the power source of the memory");

	private final List<PowerSource> sources = new ArrayList<>();

	private final TrackerSettings settings;

	private final HostFacts host;

	private final Problems problems;

	private @Nullable Rapl rapl;

	private BuiltInSources(TrackerSettings settings, HostFacts host, Problems problems) {
		this.settings = settings;
		this.host = host;
		this.problems = problems;
	}

	/**
	 * Chooses.
	 * @param settings what to track and how
	 * @param host the machine
	 * @param cpuTimeReadable whether the CPU time of the machine can be read
	 * @param covered the components that have a source
	 * @param problems where to say what cannot be used, and why
	 * @return the sources, at most one for each component
	 */
	static List<PowerSource> discover(TrackerSettings settings, HostFacts host, boolean cpuTimeReadable,
			Set<Component> covered, Problems problems) {
		BuiltInSources chosen = new BuiltInSources(settings, host, problems);
		Set<Component> open = EnumSet.allOf(Component.class);
		open.removeAll(covered);
		if (open.contains(Component.CPU)) {
			chosen.addCpu(cpuTimeReadable, open);
		}
		if (open.contains(Component.RAM)) {
			chosen.addRam();
		}
		return chosen.sources;
	}

	private void addCpu(boolean cpuTimeReadable, Set<Component> open) {
		boolean metered = this.settings.cpuPower() == null && !this.settings.forceLoadModel();
		if (metered && (addRaplCpu(open) || addHwmonCpu())) {
			return;
		}
		PowerEstimate estimate = PowerEstimate.ofCpu(this.host, CpuTable::bundled, this.settings.cpuLoadCurve(),
				this.settings.cpuPower(), cpuTimeReadable);
		add(Component.CPU, estimate.source(), estimate.notice());
	}

	private boolean addRaplCpu(Set<Component> open) {
		// The platform's counter has the memory in it, which would be counted twice.
		boolean memoryApart = this.settings.ramPower() != null || !open.contains(Component.RAM);
		Rapl.Finding finding = rapl().cpu(this.settings.raplPreferPsys() && !memoryApart, this.host.cpuModel());
		if (finding.includesMemory() && memoryApart) {
			add(Component.RAM, null, COUNTED_TWICE);
		}
		else if (finding.includesMemory()) {
			open.remove(Component.RAM);
		}
		return add(Component.CPU, finding.source(), finding.notice());
	}

	private boolean addHwmonCpu() {
		HwmonCpu.Discovery discovery = HwmonCpu.discover(this.settings.sysfs(), this.host.cpuModel());
		return add(Component.CPU, discovery.source(), discovery.notice());
	}

	private void addRam() {
		if (this.settings.ramPower() == null && this.settings.raplIncludeDram()) {
			Rapl.Finding finding = rapl().dram();
			if (add(Component.RAM, finding.source(), finding.notice())) {
				return;
			}
		}
		PowerEstimate estimate = PowerEstimate.ofRam(this.host, this.settings.ramPower());
		add(Component.RAM, estimate.source(), estimate.notice());
	}

	private Rapl rapl() {
		Rapl rapl = this.rapl;
		if (rapl == null) {
			rapl = Rapl.discover(this.settings.sysfs());
			this.rapl = rapl;
		}
		return rapl;
	}

	private boolean add(Component component, @Nullable PowerSource source, @Nullable Notice notice) {
		if (notice != null) {
			// A component can have two: of the meter that cannot be used, and of the
			// model.
			this.problems.notice(notice, component.toString(), notice.message(), notice.advice());
		}
		if (source != null) {
			this.sources.add(source);
		}
		return source != null;
	}

}
