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

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

import io.codecarbon.tracker.EmissionsReport;
import org.jspecify.annotations.Nullable;

/**
 * Writes each measurement to the checkpoint of its run, so that a process that starts
 * after this one has died can go on with it. An output like others, so that a disk that
 * is slow or full delays nobody, and is complained of.
 */
final class Checkpoints implements EmissionsOutput {

	private final Path directory;

	private final Set<String> outputs;

	private final Map<String, RunCheckpoint> runs = new ConcurrentHashMap<>();

	/**
	 * @param directory where to write them
	 * @param outputs the outputs that can resume
	 */
	Checkpoints(Path directory, List<ResumableOutput> outputs) {
		this.directory = directory.toAbsolutePath().normalize();
		this.outputs = outputs.stream().map(EmissionsOutput::name).collect(Collectors.toUnmodifiableSet());
	}

	@Override
	public String name() {
		return "checkpoint";
	}

	Path directory() {
		return this.directory;
	}

	DeliveryJournal journal(EmissionsOutput output) {
		return (output instanceof ResumableOutput resumable)
				? new CheckpointJournal(resumable, resumable::resumePoint, this::known) : DeliveryJournal.NONE;
	}

	@Override
	public void liveOut(EmissionsReport total, EmissionsReport delta) throws IOException {
		RunCheckpoint checkpoint = of(total);
		if (checkpoint != null) {
			checkpoint.measured(total);
		}
	}

	@Override
	public void out(EmissionsReport total, EmissionsReport delta) throws IOException {
		RunCheckpoint checkpoint = of(total);
		if (checkpoint != null) {
			checkpoint.end(total);
		}
	}

	/**
	 * Begins with a run, and forgets those that have ended. Writes nothing yet.
	 * @param total the run so far
	 */
	void begin(EmissionsReport total) {
		this.runs.values().removeIf(RunCheckpoint::hasEnded);
		of(total);
	}

	// What an output says late of a run that is forgotten must not begin it anew.
	private @Nullable RunCheckpoint known(EmissionsReport total) {
		String run = total.run().id();
		return (run != null) ? this.runs.get(run) : null;
	}

	private @Nullable RunCheckpoint of(EmissionsReport total) {
		String run = total.run().id();
		return (run == null) ? null : this.runs.computeIfAbsent(run,
				(id) -> new RunCheckpoint(new CheckpointFile(this.directory, id), this.outputs, total));
	}

}
