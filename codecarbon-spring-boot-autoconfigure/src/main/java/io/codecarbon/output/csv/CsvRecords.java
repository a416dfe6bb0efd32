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

package io.codecarbon.output.csv;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

import org.jspecify.annotations.Nullable;

/**
 * Tells the records of a CSV file apart as RFC 4180 has it, with quotes and the line
 * breaks in them, and where they are. FastCSV does not tell the offsets of bytes. All
 * that has a meaning is ASCII, so bytes are read, not characters. Not thread-safe.
 */
final class CsvRecords {

	private static final int RUN_ID = 2;

	private static final int DURATION = 4;

	// No identifier and no number is longer.
	private static final int MAX_CAPTURED = 256;

	private final ByteArrayOutputStream runId = new ByteArrayOutputStream();

	private final ByteArrayOutputStream duration = new ByteArrayOutputStream();

	private long at;

	private long start;

	private int field;

	private boolean inQuotes;

	/**
	 * @param start the offset of the first byte, where a record begins
	 */
	CsvRecords(long start) {
		this.at = start;
		this.start = start;
	}

	/**
	 * Reads on to the end of a record.
	 * @param bytes the next bytes of the file, of which those of the record are taken
	 * @return the record, {@code null} if it does not end in these bytes
	 */
	@Nullable CsvRecord next(ByteBuffer bytes) {
		while (bytes.hasRemaining()) {
			byte next = bytes.get();
			this.at++;
			if (next == '"') {
				// A doubled quote closes and opens again.
				this.inQuotes = !this.inQuotes;
			}
			else if (this.inQuotes) {
				capture(next);
			}
			else if (next == ',') {
				this.field++;
			}
			else if (next == '\n') {
				return end(true);
			}
			else {
				capture(next);
			}
		}
		return null;
	}

	/**
	 * Returns what is left at the end of the file.
	 * @return a record that does not end in a line break, {@code null} if there is none
	 */
	@Nullable CsvRecord last() {
		return (this.at > this.start) ? end(false) : null;
	}

	private void capture(byte next) {
		ByteArrayOutputStream captured = (this.field == RUN_ID) ? this.runId
				: (this.field == DURATION) ? this.duration : null;
		if (captured != null && captured.size() < MAX_CAPTURED) {
			captured.write(next);
		}
	}

	private CsvRecord end(boolean complete) {
		CsvRecord record = new CsvRecord(this.start, this.at, this.field + 1, complete, this.inQuotes,
				this.runId.toString(StandardCharsets.UTF_8), this.duration.toString(StandardCharsets.UTF_8));
		this.start = this.at;
		this.field = 0;
		this.inQuotes = false;
		this.runId.reset();
		this.duration.reset();
		return record;
	}

}
