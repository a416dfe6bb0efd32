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
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;

import io.codecarbon.tracker.EmissionsReport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes to the checkpoint how far an output has got. Where that fails the delivery goes
 * on: the checkpoint says itself that it cannot be written.
 */
final class CheckpointJournal implements DeliveryJournal {

	private static final Logger LOGGER = LoggerFactory.getLogger(OutputDispatcher.class);

	private final String output;

	private final boolean repeatable;

	private final Supplier<Map<String, String>> resumePoint;

	private final Function<EmissionsReport, @Nullable RunCheckpoint> checkpoints;

	/**
	 * @param output the output
	 * @param resumePoint tells what it needs to go on
	 * @param checkpoints finds the checkpoint of a run
	 */
	CheckpointJournal(ResumableOutput output, Supplier<Map<String, String>> resumePoint,
			Function<EmissionsReport, @Nullable RunCheckpoint> checkpoints) {
		this.output = output.name();
		this.repeatable = output.isRepeatable();
		this.resumePoint = resumePoint;
		this.checkpoints = checkpoints;
	}

	@Override
	public void sending(EmissionsReport total) {
		if (!this.repeatable) {
			write(total, (checkpoint) -> checkpoint.sending(this.output, total));
		}
	}

	@Override
	public void failed(EmissionsReport total) {
		if (!this.repeatable) {
			write(total, (checkpoint) -> checkpoint.failed(this.output, this.resumePoint.get()));
		}
	}

	@Override
	public void delivered(EmissionsReport total) {
		write(total, (checkpoint) -> checkpoint.delivered(this.output, total, this.resumePoint.get()));
	}

	private void write(EmissionsReport total, Entry entry) {
		try {
			RunCheckpoint checkpoint = this.checkpoints.apply(total);
			if (checkpoint != null) {
				entry.write(checkpoint);
			}
		}
		catch (IOException | RuntimeException ex) {
			LOGGER.debug("Cannot note a delivery of output '{}': {}", this.output, FailureMessage.of(ex));
		}
	}

	/**
	 * Writes to a checkpoint.
	 */
	@FunctionalInterface
	private interface Entry {

		void write(RunCheckpoint checkpoint) throws IOException;

	}

}
