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

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.codecarbon.power.Component;
import io.codecarbon.power.PowerSource;
import io.codecarbon.power.Quality;
import io.codecarbon.power.Reading;
import io.codecarbon.power.SamplingWindow;
import io.codecarbon.power.SourceDescription;
import io.codecarbon.power.sysfs.NumberFile.Failure;
import io.codecarbon.power.rapl.Zone.Kind;
import io.codecarbon.unit.Energy;
import org.jspecify.annotations.Nullable;

/**
 * The energy of all domains of one kind. A domain that vanishes stays, as a gap; one that
 * appears is found when the zones are listed again.
 */
final class RaplSource implements PowerSource {

	/** To list the zones costs more than to read them, so it is not done each second. */
	private static final long LIST_AGAIN_NANOS = Duration.ofSeconds(10).toNanos();

	private static final double JOULES_PER_MICROJOULE = 1e-6;

	private final Powercap powercap;

	private final Kind kind;

	private final @Nullable String model;

	private final Map<String, Zone> zones = new LinkedHashMap<>();

	private final List<Domain> domains = new ArrayList<>();

	private final Mirrors mirrors = new Mirrors();

	private long[] microjoules = new long[0];

	private long sinceListed;

	private SourceDescription description;

	/**
	 * Begins the first window.
	 * @param powercap where to look for more zones
	 * @param zones the zones that there are
	 * @param kind those that count
	 * @param model the model of the hardware, if known
	 */
	RaplSource(Powercap powercap, List<Zone> zones, Kind kind, @Nullable String model) {
		this.powercap = powercap;
		this.kind = kind;
		this.model = model;
		add(zones);
		this.description = description();
	}

	private void add(List<Zone> found) {
		found.forEach((zone) -> this.zones.put(zone.id(), zone));
		for (List<Zone> twins : Domains.of(this.zones.values(), this.kind)) {
			Domain domain = this.domains.stream()
				.filter((known) -> twins.stream().anyMatch(known::has))
				.findFirst()
				.orElse(null);
			for (Zone zone : twins) {
				if (domain == null) {
					domain = new Domain(label(zone), twin(zone));
					this.domains.add(domain);
				}
				else if (!domain.has(zone)) {
					domain.add(twin(zone));
				}
			}
		}
		this.microjoules = new long[this.domains.size()];
	}

	private Domain.Twin twin(Zone zone) {
		return new Domain.Twin(zone, this.kind, this.powercap.counter(zone));
	}

	// A label is the domain's for good: it tells its problems apart.
	private String label(Zone zone) {
		String label = Domains.label(zone, this.zones);
		boolean taken = this.domains.stream().anyMatch((domain) -> domain.label().equals(label));
		return label.isEmpty() ? zone.id() : taken ? label + " of " + zone.id() : label;
	}

	boolean isReadable() {
		return this.domains.stream().anyMatch(Domain::isReadable);
	}

	/**
	 * Returns why a domain cannot be read.
	 * @return the reason: that permission is missing, if it is so for one of them
	 */
	@Nullable Failure failure() {
		return this.domains.stream().anyMatch((domain) -> domain.failure() == Failure.DENIED) ? Failure.DENIED
				: this.domains.get(0).failure();
	}

	@Override
	public SourceDescription describe() {
		return this.description;
	}

	@Override
	public Reading read(SamplingWindow window) {
		for (int i = 0; i < this.microjoules.length; i++) {
			this.microjoules[i] = this.domains.get(i).read(window.nanos());
		}
		boolean changed = this.mirrors.observe(this.microjoules, this.microjoules.length, window.nanos());
		Reading reading = sum();
		this.sinceListed += window.nanos();
		if (this.sinceListed >= LIST_AGAIN_NANOS) {
			this.sinceListed = 0;
			List<Zone> found = this.powercap.zones(this.zones.keySet());
			if (!found.isEmpty()) {
				add(found);
				changed = true;
			}
		}
		if (changed) {
			this.description = description();
		}
		return reading;
	}

	private Reading sum() {
		long sum = 0;
		List<Reading.Gap> gaps = List.of();
		for (int i = 0; i < this.microjoules.length; i++) {
			if (this.mirrors.mirroredBy(i) >= 0) {
				continue;
			}
			long energy = withMirrors(i);
			if (energy >= 0) {
				sum += energy;
			}
			else {
				gaps = gaps.isEmpty() ? new ArrayList<>() : gaps;
				gaps.add(this.domains.get(i).gap());
			}
		}
		return new Reading.Metered(new Energy(sum * JOULES_PER_MICROJOULE), gaps);
	}

	// A mirror stands in for an original that cannot be read.
	private long withMirrors(int original) {
		long energy = this.microjoules[original];
		for (int i = original + 1; energy < 0 && i < this.microjoules.length; i++) {
			if (original(i) == original) {
				energy = this.microjoules[i];
			}
		}
		return energy;
	}

	private int original(int domain) {
		int mirrored = this.mirrors.mirroredBy(domain);
		return (mirrored >= 0) ? original(mirrored) : domain;
	}

	private SourceDescription description() {
		StringBuilder detail = new StringBuilder();
		for (int i = 0; i < this.domains.size(); i++) {
			detail.append(detail.isEmpty() ? "" : ", ").append(this.domains.get(i).label());
			int mirrored = this.mirrors.mirroredBy(i);
			int maybeMirrored = this.mirrors.maybeMirroredBy(i);
			if (mirrored >= 0) {
				detail.append(" (not counted: shows the counter of ")
					.append(this.domains.get(mirrored).label())
					.append(')');
			}
			else if (maybeMirrored >= 0) {
				detail.append(" (counted until it is certain that it shows the counter of ")
					.append(this.domains.get(maybeMirrored).label())
					.append(')');
			}
		}
		if (this.kind == Kind.PSYS) {
			detail.append(": the whole platform with its memory");
		}
		return new SourceDescription((this.kind == Kind.DRAM) ? Component.RAM : Component.CPU, this.model, "rapl",
				Quality.MEASURED, null, detail.toString());
	}

	@Override
	public void close() {
		this.domains.forEach(Domain::close);
	}

}
