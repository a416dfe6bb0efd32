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
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

import io.codecarbon.output.Checkpoint.Position;
import io.codecarbon.tracker.EmissionsReport;

/**
 * Keeps the checkpoint of one run up to date. Thread-safe: each output writes how far it
 * has got.
 */
final class RunCheckpoint {

	private final CheckpointFile file;

	private final Map<String, Position> positions = new HashMap<>();

	private EmissionsReport newest;

	private boolean ended;

	/**
	 * Begins the checkpoint of a run.
	 * @param file where to write it
	 * @param outputs the names of the outputs that can resume
	 * @param total the run so far
	 */
	RunCheckpoint(CheckpointFile file, Set<String> outputs, EmissionsReport total) {
		this.file = file;
		this.newest = total;
		outputs.forEach((output) -> this.positions.put(output, Position.START));
	}

	/**
	 * Goes on with the checkpoint of another process.
	 * @param file where it was read from
	 * @param checkpoint the checkpoint
	 */
	RunCheckpoint(CheckpointFile file, Checkpoint checkpoint) {
		this.file = file;
		this.newest = checkpoint.report();
		checkpoint.outputs().forEach((output, position) -> this.positions.put(output, position.settled()));
	}

	synchronized void measured(EmissionsReport total) throws IOException {
		if (!this.ended) {
			advance(total);
			write();
		}
	}

	/**
	 * Notes that an output is about to send. What a process that dies now has on its way
	 * counts as delivered.
	 */
	void sending(String output, EmissionsReport total) throws IOException {
		synchronized (this) {
			if (this.ended) {
				return;
			}
			advance(total);
			this.positions.computeIfPresent(output, (name, position) -> position.sending(total));
			write();
		}
		// Measurements need not wait for this.
		this.file.force();
	}

	synchronized void failed(String output, Map<String, String> resumePoint) throws IOException {
		this.positions.computeIfPresent(output, (name, position) -> position.failed(resumePoint));
		if (!this.ended) {
			write();
		}
	}

	synchronized void delivered(String output, EmissionsReport total, Map<String, String> resumePoint)
			throws IOException {
		if (!this.ended) {
			advance(total);
		}
		this.positions.computeIfPresent(output, (name, position) -> position.delivered(total, resumePoint));
		if (this.ended) {
			conclude();
		}
		else {
			write();
		}
	}

	/**
	 * Ends the work on this run: leaves nothing behind if all outputs have all of it,
	 * else a checkpoint for the next one who looks.
	 * @param total the whole run
	 * @return whether all outputs have all of it
	 * @throws IOException if the checkpoint can be neither deleted nor written
	 */
	synchronized boolean end(EmissionsReport total) throws IOException {
		advance(total);
		this.ended = true;
		return conclude();
	}

	private boolean conclude() throws IOException {
		try {
			boolean complete = this.positions.values()
				.stream()
				.allMatch((position) -> position.hasReached(this.newest));
			if (complete && this.file.claim()) {
				this.file.delete();
			}
			else {
				write();
				this.file.force();
			}
			return complete;
		}
		finally {
			this.file.release();
		}
	}

	/**
	 * Leaves the run as it is for the next one who looks.
	 */
	synchronized void release() {
		this.ended = true;
		this.file.release();
	}

	synchronized boolean hasEnded() {
		return this.ended;
	}

	private void advance(EmissionsReport total) {
		if (total.run().duration().compareTo(this.newest.run().duration()) > 0) {
			this.newest = total;
		}
	}

	private void write() throws IOException {
		if (!this.file.claim()) {
			throw new IOException("Cannot write " + this.file + ": another process has locked it");
		}
		this.file.write(Checkpoint.of(this.newest, this.positions));
	}

}
