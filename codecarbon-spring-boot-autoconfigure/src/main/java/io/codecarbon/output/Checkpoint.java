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

package io.codecarbon.output;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import io.codecarbon.carbon.GridIntensity;
import io.codecarbon.host.HostFacts;
import io.codecarbon.location.Place;
import io.codecarbon.power.SourceDescription;
import io.codecarbon.tracker.EmissionsReport;
import io.codecarbon.tracker.EmissionsReport.Attribution;
import io.codecarbon.tracker.EmissionsReport.Factors;
import io.codecarbon.tracker.EmissionsReport.PowerDraw;
import io.codecarbon.tracker.EmissionsReport.Run;
import io.codecarbon.tracker.EmissionsReport.Task;
import io.codecarbon.tracker.EmissionsReport.Tasks;
import io.codecarbon.tracker.EmissionsReport.Totals;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * What another process needs to go on with a run: the run so far, and how far each output
 * has got. Immutable.
 *
 * @param format the version of this format
 * @param run the run
 * @param totals what it used
 * @param power its last power
 * @param attribution how its energy is shared
 * @param place where it runs
 * @param carbonIntensity the intensity that held last
 * @param factors what energy is multiplied by
 * @param host the machine
 * @param hardware the sources of power and energy
 * @param tasks the tasks
 * @param outputs how far the outputs have got, by name
 */
record Checkpoint(int format, Run run, Totals totals, PowerDraw power, Attribution attribution, Place place,
		@Nullable GridIntensity carbonIntensity, Factors factors, @Nullable HostFacts host,
		List<SourceDescription> hardware, List<Task> tasks, Map<String, Position> outputs) {

	private static final int FORMAT = 1;

	// What is missing makes it a file of somebody else.
	private static final JsonMapper MAPPER = JsonMapper.builder()
		.enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
		.build();

	Checkpoint {
		if (format != FORMAT) {
			throw new IllegalArgumentException("Unknown format: " + format);
		}
		Objects.requireNonNull(run.id());
		Objects.requireNonNull(totals);
		Objects.requireNonNull(power);
		Objects.requireNonNull(attribution);
		Objects.requireNonNull(place);
		Objects.requireNonNull(factors);
		hardware = List.copyOf(hardware);
		tasks = List.copyOf(tasks);
		outputs = Map.copyOf(outputs);
	}

	static Checkpoint of(EmissionsReport report, Map<String, Position> outputs) {
		return new Checkpoint(FORMAT, report.run(), report.totals(), report.power(), report.attribution(),
				report.place(), report.carbonIntensity(), report.factors(), report.host(), report.hardware(),
				report.tasks().byEnergy(), outputs);
	}

	/**
	 * Reads a checkpoint.
	 * @param json what {@link #toJson()} has returned
	 * @return the checkpoint
	 * @throws RuntimeException if it is something else
	 */
	static Checkpoint of(byte[] json) {
		Checkpoint checkpoint = MAPPER.readValue(json, Checkpoint.class);
		if (checkpoint == null) {
			throw new IllegalArgumentException("Not a checkpoint");
		}
		return checkpoint;
	}

	byte[] toJson() {
		return MAPPER.writeValueAsBytes(this);
	}

	EmissionsReport report() {
		return report(this.run, this.totals);
	}

	private EmissionsReport report(Run run, Totals totals) {
		return new EmissionsReport(run, totals, this.power, this.attribution, this.place, this.carbonIntensity,
				this.factors, this.host, this.hardware, List.of(), List.of(), Tasks.of(this.tasks), List.of(),
				Duration.ZERO);
	}

	/**
	 * Returns the run when an output took it last.
	 * @param reached what the output has got
	 * @return the run then, {@code null} for its beginning
	 */
	@Nullable EmissionsReport at(@Nullable Reached reached) {
		if (reached == null) {
			return null;
		}
		return report(new Run(this.run.id(), this.run.projectName(), this.run.experimentId(), this.run.experimentName(),
				this.run.startedAt(), reached.duration(), this.run.trackingMode(), this.run.state(),
				this.run.measurements(), this.run.lastMeasuredAt()), reached.totals());
	}

	/**
	 * How far an output has got.
	 *
	 * @param delivered what it has acknowledged, {@code null} if nothing
	 * @param sending what is on its way to it, {@code null} if nothing
	 * @param resumePoint what the output needs to go on
	 */
	record Position(@Nullable Reached delivered, @Nullable Reached sending, Map<String, String> resumePoint) {

		static final Position START = new Position(null, null, Map.of());

		Position {
			resumePoint = Map.copyOf(resumePoint);
		}

		Position sending(EmissionsReport total) {
			return new Position(this.delivered, Reached.of(total), this.resumePoint);
		}

		Position failed(Map<String, String> resumePoint) {
			return new Position(this.delivered, null, resumePoint);
		}

		Position delivered(EmissionsReport total, Map<String, String> resumePoint) {
			return new Position(Reached.of(total), null, resumePoint);
		}

		/** Counts what was on its way as delivered: energy must not be counted twice. */
		Position settled() {
			return (this.sending != null) ? new Position(this.sending, null, this.resumePoint) : this;
		}

		boolean hasReached(EmissionsReport total) {
			Duration reached = (this.delivered != null) ? this.delivered.duration() : Duration.ZERO;
			return reached.compareTo(total.run().duration()) >= 0;
		}

	}

	/**
	 * A point in a run.
	 *
	 * @param duration the length of the run so far
	 * @param totals what it used until then
	 */
	record Reached(Duration duration, Totals totals) {

		static Reached of(EmissionsReport total) {
			return new Reached(total.run().duration(), total.totals());
		}

	}

}
