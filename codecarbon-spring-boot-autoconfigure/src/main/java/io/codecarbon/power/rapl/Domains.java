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
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.codecarbon.power.rapl.Zone.Kind;
import org.jspecify.annotations.Nullable;

/**
 * Chooses from the zones those whose energies can be added up, and tells which zones are
 * twins: two ways to one counter. Knows nothing of files.
 */
final class Domains {

	/**
	 * In the order in which CodeCarbon 3.1.1 takes them, so that figures agree; the
	 * others come last.
	 */
	private static final List<String> CONTROL_TYPES = List.of("intel-rapl", "intel-rapl-tpmi", "intel-rapl-mmio");

	private Domains() {
	}

	/**
	 * Chooses what stands for the processors: the packages, or the platform where that is
	 * preferred or alone. Never both, as the platform contains the packages, and never
	 * the parts of a package.
	 * @param zones the zones
	 * @param preferPsys whether the platform is preferred
	 * @return what to take, {@code null} if there is neither
	 */
	static @Nullable Kind ofCpu(Collection<Zone> zones, boolean preferPsys) {
		boolean psys = has(zones, Kind.PSYS);
		if (has(zones, Kind.PACKAGE) && !(preferPsys && psys)) {
			return Kind.PACKAGE;
		}
		return psys ? Kind.PSYS : null;
	}

	static boolean has(Collection<Zone> zones, Kind kind) {
		return zones.stream().anyMatch((zone) -> zone.kind() == kind);
	}

	/**
	 * Returns the zones of a kind, twins together.
	 * @param zones all zones
	 * @param kind the kind
	 * @return the domains in the order of the zones, each as its twins, the preferred one
	 * first
	 */
	static List<List<Zone>> of(Collection<Zone> zones, Kind kind) {
		Map<String, Zone> byId = new HashMap<>();
		Map<String, Integer> occurrences = new HashMap<>();
		for (Zone zone : zones) {
			byId.put(zone.id(), zone);
		}
		for (Zone zone : zones) {
			if (zone.kind() == kind) {
				occurrences.merge(zone.controlType() + ' ' + label(zone, byId), 1, Integer::sum);
			}
		}
		Map<String, List<Zone>> domains = new LinkedHashMap<>();
		for (Zone zone : zones) {
			if (zone.kind() == kind) {
				String label = label(zone, byId);
				// Two of one name in one control type are two: then the place tells.
				boolean unique = !label.isEmpty() && occurrences.getOrDefault(zone.controlType() + ' ' + label, 0) == 1;
				domains.computeIfAbsent(unique ? label : label + zone.place(), (key) -> new ArrayList<>()).add(zone);
			}
		}
		List<List<Zone>> twins = new ArrayList<>(domains.values());
		twins.forEach((zonesOfOne) -> zonesOfOne
			.sort(Comparator.comparingInt((Zone zone) -> CONTROL_TYPES.indexOf(zone.controlType())).reversed()));
		return twins;
	}

	/**
	 * Returns what people call a zone.
	 * @param zone a zone
	 * @param byId all zones by their ids
	 * @return its name, behind that of the zone that it is in, if any
	 */
	static String label(Zone zone, Map<String, Zone> byId) {
		Zone parent = byId.get(zone.id().substring(0, zone.id().lastIndexOf(':')));
		return (parent != null) ? label(parent, byId) + ' ' + zone.name() : zone.name();
	}

}
