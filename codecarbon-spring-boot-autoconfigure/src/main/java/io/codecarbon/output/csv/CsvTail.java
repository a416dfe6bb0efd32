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

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * Looks at the end of a file for a record that a process has not finished. Reads no more
 * than the last 64 KiB, in which a record is taken to begin on a line with a timestamp,
 * as all of CodeCarbon's do.
 */
final class CsvTail {

	private static final int LENGTH = 1 << 16;

	private static final Pattern RECORD = Pattern.compile("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d,");

	private static final int TIMESTAMP_LENGTH = 20;

	private CsvTail() {
	}

	/**
	 * Finds an unfinished record.
	 * @param channel the file
	 * @param size its size
	 * @return the record, {@code null} if the last one ends in a line break
	 * @throws IOException if the file cannot be read
	 */
	static @Nullable CsvRecord unfinished(FileChannel channel, long size) throws IOException {
		ByteBuffer tail = read(channel, Math.max(0, size - LENGTH), (int) Math.min(size, LENGTH));
		int begin = lastTimestamp(tail);
		if (begin < 0) {
			begin = afterLastLineBreak(tail);
		}
		tail.position(begin);
		CsvRecords records = new CsvRecords(size - tail.remaining());
		while (records.next(tail) != null) {
			// Those that are finished are let be.
		}
		return records.last();
	}

	static ByteBuffer read(FileChannel channel, long position, int length) throws IOException {
		ByteBuffer buffer = ByteBuffer.allocate(length);
		long at = position;
		while (buffer.hasRemaining()) {
			int read = channel.read(buffer, at);
			if (read < 0) {
				break;
			}
			at += read;
		}
		return buffer.flip();
	}

	private static int lastTimestamp(ByteBuffer tail) {
		byte[] begin = new byte[TIMESTAMP_LENGTH];
		for (int i = tail.limit() - TIMESTAMP_LENGTH; i >= 0; i--) {
			if (i == 0 || tail.get(i - 1) == '\n') {
				tail.get(i, begin);
				if (RECORD.matcher(new String(begin, StandardCharsets.ISO_8859_1)).matches()) {
					return i;
				}
			}
		}
		return -1;
	}

	private static int afterLastLineBreak(ByteBuffer tail) {
		int i = tail.limit();
		while (i > 0 && tail.get(i - 1) != '\n') {
			i--;
		}
		return i;
	}

}
