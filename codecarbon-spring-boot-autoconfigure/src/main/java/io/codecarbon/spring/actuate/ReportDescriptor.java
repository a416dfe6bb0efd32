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

package io.codecarbon.spring.actuate;

import java.time.Instant;
import java.util.List;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.codecarbon.carbon.GridIntensity;
import io.codecarbon.location.Place;
import io.codecarbon.power.SourceDescription;
import io.codecarbon.tracker.EmissionsReport;
import io.codecarbon.tracker.OutputStatus;
import io.codecarbon.unit.Power;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.actuate.endpoint.OperationResponseBody;

/**
 * A run, as the endpoint shows it. The order of the components is that of the JSON; what
 * is unknown is {@code null}.
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
record ReportDescriptor(Run run, Totals totals, PowerDraw power, Attribution attribution, Location location,
		CarbonIntensity carbonIntensity, Factors factors, List<Hardware> hardware, List<Output> outputs,
		List<TaskDescriptor> tasks, int tasksTotal, List<Problem> problems) implements OperationResponseBody {

	private static final int MAX_TASKS = 100;

	static ReportDescriptor of(EmissionsReport report) {
		List<TaskDescriptor> tasks = TaskDescriptor.byEnergy(report.tasks().byEnergy());
		return new ReportDescriptor(Run.of(report.run()), Totals.of(report), PowerDraw.of(report.power()),
				Attribution.of(report), Location.of(report.place()), CarbonIntensity.of(report.carbonIntensity()),
				Factors.of(report.factors()), report.hardware().stream().map(Hardware::of).toList(),
				report.outputs().stream().map(Output::of).toList(), tasks.stream().limit(MAX_TASKS).toList(),
				tasks.size(), report.problems().stream().map(Problem::of).toList());
	}

	/**
	 * The run.
	 */
	@JsonInclude(JsonInclude.Include.ALWAYS)
	record Run(@Nullable String id, String projectName, String experimentId, String experimentName,
			@Nullable Instant startedAt, double durationSeconds, String trackingMode, String state, long measurements,
			@Nullable Instant lastMeasuredAt) {

		static Run of(EmissionsReport.Run run) {
			return new Run(run.id(), run.projectName(), run.experimentId(), run.experimentName(), run.startedAt(),
					Descriptors.seconds(run.duration()), Descriptors.id(run.trackingMode()),
					Descriptors.id(run.state()), run.measurements(), run.lastMeasuredAt());
		}

	}

	/**
	 * What it used and emitted.
	 */
	@JsonInclude(JsonInclude.Include.ALWAYS)
	record Totals(@Nullable Double energyKwh, @Nullable Double cpuEnergyKwh, @Nullable Double gpuEnergyKwh,
			@Nullable Double ramEnergyKwh, @Nullable Double emissionsKg, @Nullable Double emissionsRateKgPerSecond,
			@Nullable Double waterLitres) {

		private static final Totals UNKNOWN = new Totals(null, null, null, null, null, null, null);

		static Totals of(EmissionsReport report) {
			if (report.run().state() == EmissionsReport.State.LOCKED_OUT) {
				return UNKNOWN;
			}
			EmissionsReport.Totals totals = report.totals();
			return new Totals(totals.energy().kwh(), totals.cpuEnergy().kwh(), totals.gpuEnergy().kwh(),
					totals.ramEnergy().kwh(), totals.emissions().kg(),
					totals.emissionsRateKgPerSecond(report.run().duration()), totals.water().litres());
		}

	}

	/**
	 * The last window's power.
	 */
	@JsonInclude(JsonInclude.Include.ALWAYS)
	record PowerDraw(@Nullable Double cpuWatts, @Nullable Double gpuWatts, @Nullable Double ramWatts) {

		static PowerDraw of(EmissionsReport.PowerDraw power) {
			return new PowerDraw(watts(power.cpu()), watts(power.gpu()), watts(power.ram()));
		}

		private static @Nullable Double watts(@Nullable Power power) {
			return (power != null) ? power.watts() : null;
		}

	}

	/**
	 * How its energy is shared.
	 */
	@JsonInclude(JsonInclude.Include.ALWAYS)
	record Attribution(String rule, @Nullable Double attributedKwh, @Nullable Double unattributedKwh,
			Unattributed unattributed) {

		static Attribution of(EmissionsReport report) {
			EmissionsReport.Attribution attribution = report.attribution();
			if (report.run().state() == EmissionsReport.State.LOCKED_OUT) {
				return new Attribution(Descriptors.id(attribution.rule()), null, null,
						new Unattributed(null, null, null, null));
			}
			return new Attribution(Descriptors.id(attribution.rule()), attribution.attributed().kwh(),
					attribution.unattributed().kwh(),
					new Unattributed(attribution.idle().kwh(), attribution.otherProcesses().kwh(),
							attribution.jvm().kwh(), attribution.untracked().kwh()));
		}

	}

	/**
	 * Why energy is nobody's.
	 */
	@JsonInclude(JsonInclude.Include.ALWAYS)
	record Unattributed(@Nullable Double idleKwh, @Nullable Double otherProcessesKwh, @Nullable Double jvmKwh,
			@Nullable Double untrackedKwh) {
	}

	/**
	 * Where it runs.
	 */
	@JsonInclude(JsonInclude.Include.ALWAYS)
	record Location(@Nullable String countryIsoCode, @Nullable String countryName, @Nullable String region,
			boolean onCloud, @Nullable String cloudProvider, @Nullable String cloudRegion,
			@Nullable String cloudInstanceType, @Nullable Double latitude, @Nullable Double longitude, String source) {

		static Location of(Place place) {
			return new Location(place.countryIsoCode(), place.countryName(), place.region(), place.onCloud(),
					place.cloudProvider(), place.cloudRegion(), place.cloudInstanceType(),
					Descriptors.coarse(place.latitude()), Descriptors.coarse(place.longitude()),
					Descriptors.id(place.source()));
		}

	}

	/**
	 * The intensity in force.
	 */
	@JsonInclude(JsonInclude.Include.ALWAYS)
	record CarbonIntensity(@Nullable Double gramsPerKwh, @Nullable String source, @Nullable Integer year,
			@Nullable Instant updatedAt, @Nullable String detail) {

		static CarbonIntensity of(@Nullable GridIntensity intensity) {
			return (intensity != null)
					? new CarbonIntensity(intensity.intensity().gramsPerKwh(), intensity.source(), intensity.year(),
							intensity.updatedAt(), intensity.detail())
					: new CarbonIntensity(null, null, null, null, null);
		}

	}

	/**
	 * What energy is multiplied by.
	 */
	@JsonInclude(JsonInclude.Include.ALWAYS)
	record Factors(@Nullable Double pue, @Nullable Double wue) {

		static Factors of(EmissionsReport.Factors factors) {
			return new Factors(Descriptors.known(factors.pue()), Descriptors.known(factors.wue()));
		}

	}

	/**
	 * A source of power readings, and what it reads or models.
	 */
	@JsonInclude(JsonInclude.Include.ALWAYS)
	record Hardware(String component, @Nullable String model, String source, String quality,
			@Nullable Double uncertaintyPercent, @Nullable String detail) {

		static Hardware of(SourceDescription source) {
			return new Hardware(Descriptors.id(source.component()), source.model(), source.source(),
					Descriptors.id(source.quality()), Descriptors.known(source.uncertaintyPercent()), source.detail());
		}

	}

	/**
	 * How an output is doing.
	 */
	@JsonInclude(JsonInclude.Include.ALWAYS)
	record Output(String name, String state, @Nullable Instant lastSuccessAt, @Nullable String lastError, int pending,
			@Nullable Double pendingEnergyKwh, @Nullable String detail) {

		static Output of(OutputStatus status) {
			return new Output(status.name(), Descriptors.id(status.state()), status.lastSuccessAt(), status.lastError(),
					status.pending(), (status.pendingEnergy() != null) ? status.pendingEnergy().kwh() : null,
					status.detail());
		}

	}

	/**
	 * What does not work.
	 */
	@JsonInclude(JsonInclude.Include.ALWAYS)
	record Problem(Instant since, String component, String message, @Nullable String advice) {

		static Problem of(io.codecarbon.tracker.Problem problem) {
			return new Problem(problem.since(), problem.component(), problem.message(), problem.advice());
		}

	}

}
