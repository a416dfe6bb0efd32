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

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;

import io.codecarbon.carbon.GridIntensity;
import io.codecarbon.host.HostFacts;
import io.codecarbon.location.Place;
import io.codecarbon.power.Component;
import io.codecarbon.power.Quality;
import io.codecarbon.power.SourceDescription;
import io.codecarbon.tracker.EmissionsReport.Attribution;
import io.codecarbon.tracker.EmissionsReport.Factors;
import io.codecarbon.tracker.EmissionsReport.PowerDraw;
import io.codecarbon.tracker.EmissionsReport.Rule;
import io.codecarbon.tracker.EmissionsReport.State;
import io.codecarbon.tracker.EmissionsReport.Task;
import io.codecarbon.tracker.EmissionsReport.Tasks;
import io.codecarbon.tracker.EmissionsReport.Totals;
import io.codecarbon.unit.CarbonIntensity;
import io.codecarbon.unit.Emissions;
import io.codecarbon.unit.Energy;
import io.codecarbon.unit.Power;
import io.codecarbon.unit.Water;
import org.jspecify.annotations.Nullable;

/**
 * Reports for tests of what reads them.
 */
public final class SampleReports {

	public static final String RUN_ID = "1f937148-2236-4ca6-84e1-0e30be7e9808";

	public static final Place FRANCE = new Place("FRA", "France", null, null, null, null, null,
			Place.Source.CONFIGURED);

	public static final HostFacts HOST = new HostFacts("Linux-6.18.44-x86_64", "x86_64",
			"Intel(R) Core(TM) i7-8700 CPU @ 3.20GHz", 2, 1, 25_276_502_016L);

	private static final double JOULES_PER_KWH = 3.6e6;

	private static final double FRENCH_GRAMS_PER_KWH = 56.039;

	private String runId = RUN_ID;

	private String projectName = "codecarbon";

	private Place place = FRANCE;

	private @Nullable HostFacts host = HOST;

	private PowerDraw power = new PowerDraw(new Power(50), null, new Power(20));

	private List<SourceDescription> hardware = List.of(source(Component.CPU, HOST.cpuModel()),
			source(Component.RAM, null));

	private double seconds = 6;

	private double cpuKwh;

	private double gpuKwh;

	private double ramKwh;

	private double wue;

	private double pue = 1;

	private long measurements = 1;

	private State state = State.RUNNING;

	private List<Task> tasks = List.of();

	private SampleReports() {
	}

	public static SampleReports builder() {
		return new SampleReports();
	}

	/** A run of which nothing is known but that it was started. */
	public static EmissionsReport minimal() {
		SampleReports builder = builder().place(Place.UNKNOWN).host(null).hardware(List.of()).state(State.STARTING);
		builder.power = PowerDraw.UNKNOWN;
		builder.seconds = 0;
		builder.measurements = 0;
		return builder.build();
	}

	/** A run of which everything is known. */
	public static EmissionsReport full() {
		return builder()
			.place(new Place("USA", "United States", "Iowa", "gcp", "us-central1", 41.9, -93.1,
					Place.Source.CONFIGURED))
			.hardware(List.of(source(Component.CPU, HOST.cpuModel()), source(Component.GPU, "NVIDIA H100"),
					source(Component.GPU, "NVIDIA H100"), source(Component.RAM, null)))
			.power(new PowerDraw(new Power(50), new Power(701.5), new Power(20)))
			.factors(1.1, 2)
			.kwh(9.177738160554e-05, 0.0125, 3.6704768582769205e-05)
			.tasks(List.of(task("Orders.place", 3, 4e-5), task("a,\"b\"\nc", 1, 1e-5), task("Orders.idle", 0, 0)))
			.build();
	}

	public static SourceDescription source(Component component, @Nullable String model) {
		return new SourceDescription(component, model, "sample", Quality.ESTIMATED, null, null);
	}

	public static Task task(String name, long invocations, double cpuKwh) {
		Totals totals = new Totals(new Energy(cpuKwh * JOULES_PER_KWH), Energy.ZERO, Energy.ZERO,
				new Emissions(cpuKwh * FRENCH_GRAMS_PER_KWH / 1000), Water.ZERO);
		return new Task(name, TaskKind.METHOD, invocations, 0, 0, Duration.ofMillis(20), Duration.ofMillis(2500),
				totals, totals, Energy.ZERO);
	}

	public SampleReports runId(String runId) {
		this.runId = runId;
		return this;
	}

	public SampleReports projectName(String projectName) {
		this.projectName = projectName;
		return this;
	}

	public SampleReports place(Place place) {
		this.place = place;
		return this;
	}

	public SampleReports host(@Nullable HostFacts host) {
		this.host = host;
		return this;
	}

	public SampleReports hardware(List<SourceDescription> hardware) {
		this.hardware = hardware;
		return this;
	}

	public SampleReports power(PowerDraw power) {
		this.power = power;
		return this;
	}

	public SampleReports factors(double pue, double wue) {
		this.pue = pue;
		this.wue = wue;
		return this;
	}

	public SampleReports seconds(double seconds) {
		this.seconds = seconds;
		return this;
	}

	public SampleReports kwh(double cpu, double gpu, double ram) {
		this.cpuKwh = cpu;
		this.gpuKwh = gpu;
		this.ramKwh = ram;
		return this;
	}

	public SampleReports measurements(long measurements) {
		this.measurements = measurements;
		return this;
	}

	public SampleReports state(State state) {
		this.state = state;
		return this;
	}

	public SampleReports tasks(List<Task> tasks) {
		this.tasks = tasks;
		return this;
	}

	public EmissionsReport build() {
		Instant end = LocalDateTime.of(2026, 11, 23, 17, 28, 52).atZone(ZoneId.systemDefault()).toInstant();
		Duration duration = Duration.ofNanos(Math.round(this.seconds * 1e9));
		double kwh = this.cpuKwh + this.gpuKwh + this.ramKwh;
		Totals totals = new Totals(new Energy(this.cpuKwh * JOULES_PER_KWH), new Energy(this.gpuKwh * JOULES_PER_KWH),
				new Energy(this.ramKwh * JOULES_PER_KWH), new Emissions(kwh * FRENCH_GRAMS_PER_KWH / 1000),
				new Water(kwh * this.wue));
		Energy attributed = new Energy(
				this.tasks.stream().mapToDouble((task) -> task.totals().energy().joules()).sum());
		Attribution attribution = new Attribution(Rule.SHARE_OF_CAPACITY, attributed,
				new Energy(Math.max(0, totals.energy().joules() - attributed.joules())), Energy.ZERO, Energy.ZERO,
				Energy.ZERO);
		return new EmissionsReport(new EmissionsReport.Run(this.runId, this.projectName,
				"5b0fa12a-3dd7-45bb-9766-cc326314d9f1", "base", end.minus(duration), duration, TrackingMode.MACHINE,
				this.state, this.measurements, (this.measurements > 0) ? end : null), totals, this.power, attribution,
				this.place,
				(this.measurements > 0)
						? new GridIntensity(new CarbonIntensity(FRENCH_GRAMS_PER_KWH), "country", 2023, null) : null,
				new Factors(this.pue, this.wue), this.host, this.hardware, List.of(), List.of(),
				new Tasks(this.tasks.size(), () -> this.tasks), List.of(), Duration.ofMillis(3));
	}

}
