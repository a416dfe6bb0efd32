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

package io.codecarbon.power.platform;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

import org.jspecify.annotations.Nullable;

/**
 * A file with a whole number in it, which is kept open and read again from its start.
 * Reading allocates nothing. Used by one thread.
 */
final class SysfsNumber {

	/** Longer than any number that fits, with its line end. */
	private static final int SIZE = 24;

	private static final int MOST_DIGITS = 18;

	private final Path path;

	private final byte[] buffer = new byte[SIZE];

	// Not a FileChannel: that one closes itself when the reading thread is interrupted.
	private @Nullable RandomAccessFile file;

	SysfsNumber(Path path) {
		this.path = path;
	}

	/**
	 * Reads the number.
	 * @return the number, not negative
	 * @throws IOException if there is none; the next call opens the file anew
	 */
	long read() throws IOException {
		try {
			RandomAccessFile open = open();
			open.seek(0);
			return parse(open.read(this.buffer));
		}
		catch (IOException ex) {
			close();
			throw ex;
		}
	}

	private RandomAccessFile open() throws IOException {
		RandomAccessFile open = this.file;
		if (open == null) {
			if (!Files.exists(this.path)) {
				throw new NoSuchFileException(this.path.toString());
			}
			// To open a FIFO would block until somebody writes to it.
			if (!Files.isRegularFile(this.path)) {
				throw new IOException("not a regular file");
			}
			if (!Files.isReadable(this.path)) {
				throw new AccessDeniedException(this.path.toString());
			}
			open = new RandomAccessFile(this.path.toFile(), "r");
			this.file = open;
		}
		return open;
	}

	private long parse(int length) throws IOException {
		long number = 0;
		int digits = 0;
		while (digits < length && this.buffer[digits] >= '0' && this.buffer[digits] <= '9' && digits < MOST_DIGITS) {
			number = number * 10 + this.buffer[digits] - '0';
			digits++;
		}
		boolean ends = digits == length || (digits == length - 1 && this.buffer[digits] == '\n');
		if (digits == 0 || !ends) {
			throw new IOException("not a number");
		}
		return number;
	}

	void close() {
		RandomAccessFile open = this.file;
		this.file = null;
		if (open != null) {
			try {
				open.close();
			}
			catch (IOException ex) {
				// Nothing was written, so nothing is lost.
			}
		}
	}

}
