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

package io.codecarbon.power.sysfs;

import java.io.File;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;

import org.jspecify.annotations.Nullable;

/**
 * A file that holds one number, kept open and read again from its start. Not thread-safe.
 */
public class NumberFile implements AutoCloseable {

	// The largest number of 64 bits has 20 digits. What fills the buffer is something
	// else.
	private static final int SIZE = 32;

	private final byte[] buffer = new byte[SIZE];

	private final Path path;

	private final File file;

	// Not a FileChannel: that one closes itself when the reading thread is interrupted.
	private @Nullable RandomAccessFile open;

	private long value;

	private @Nullable Failure failure;

	/**
	 * Names a file, which is opened when it is first read.
	 * @param path where it is
	 */
	public NumberFile(Path path) {
		this.path = path;
		this.file = path.toFile();
	}

	/**
	 * Returns where the file is.
	 * @return the path
	 */
	public Path path() {
		return this.path;
	}

	/**
	 * Reads the number: from the open file, else from the one that the path leads to now.
	 * @return whether there was one
	 */
	public boolean read() {
		return readOpen() || reopen();
	}

	/**
	 * Opens the file that the path leads to now, which may be another one, and reads it.
	 * @return whether there was a number
	 */
	public boolean reopen() {
		close();
		try {
			// To open a FIFO would block until somebody writes to it.
			if (!Files.isRegularFile(this.path)) {
				this.failure = Files.exists(this.path) ? Failure.NOT_REGULAR : missing();
				return false;
			}
			this.open = open(this.file);
		}
		catch (IOException ex) {
			this.failure = Files.exists(this.path) ? Failure.DENIED : Failure.MISSING;
			return false;
		}
		return readOpen();
	}

	// What lies in a directory that may not be entered is not seen to exist.
	private Failure missing() {
		Path directory = this.path.getParent();
		return (directory != null && Files.isDirectory(directory) && !Files.isExecutable(directory)) ? Failure.DENIED
				: Failure.MISSING;
	}

	/**
	 * Opens a file for reading: the seam at which a test takes permissions away, as they
	 * do not bind the user root.
	 * @param file a regular file
	 * @return the open file
	 * @throws IOException if it may not be read
	 */
	protected RandomAccessFile open(File file) throws IOException {
		return new RandomAccessFile(file, "r");
	}

	/**
	 * Reads the number from the open file, never from another one that took its place.
	 * @return whether a file is open and there was a number
	 */
	public boolean readOpen() {
		RandomAccessFile open = this.open;
		if (open == null) {
			return false;
		}
		int length;
		try {
			open.seek(0);
			length = open.read(this.buffer, 0, SIZE);
		}
		catch (IOException ex) {
			this.failure = Failure.UNREADABLE;
			return false;
		}
		this.failure = parse(length) ? null : Failure.GARBAGE;
		return this.failure == null;
	}

	private boolean parse(int length) {
		int position = 0;
		while (position < length && isSpace(this.buffer[position])) {
			position++;
		}
		int start = position;
		long value = 0;
		while (position < length && this.buffer[position] >= '0' && this.buffer[position] <= '9') {
			int digit = this.buffer[position++] - '0';
			// The largest is 18446744073709551615.
			if (Long.compareUnsigned(value, 1844674407370955161L) > 0 || (value == 1844674407370955161L && digit > 5)) {
				return false;
			}
			value = value * 10 + digit;
		}
		if (position == start || length == SIZE) {
			return false;
		}
		while (position < length && isSpace(this.buffer[position])) {
			position++;
		}
		this.value = value;
		return position == length;
	}

	private static boolean isSpace(byte character) {
		return character == ' ' || character == '\n' || character == '\r' || character == '\t';
	}

	/**
	 * Returns the number that was read last.
	 * @return an unsigned number of 64 bits
	 */
	public long value() {
		return this.value;
	}

	/**
	 * Returns why the last reading found no number.
	 * @return the reason, {@code null} if it found one
	 */
	public @Nullable Failure failure() {
		return this.failure;
	}

	@Override
	public void close() {
		RandomAccessFile open = this.open;
		this.open = null;
		if (open != null) {
			try {
				open.close();
			}
			catch (IOException ex) {
				// Nothing was written, so nothing is lost.
			}
		}
	}

	/**
	 * Why there is no number.
	 */
	public enum Failure {

		/** There is no such file. */
		MISSING("is gone"),

		/** It may not be opened. */
		DENIED("may not be read"),

		/** It is a FIFO, a directory, a device. */
		NOT_REGULAR("is no regular file"),

		/** The kernel answers with an error. */
		UNREADABLE("answers with an error"),

		/** It holds something else. */
		GARBAGE("holds no number");

		private final String text;

		Failure(String text) {
			this.text = text;
		}

		/**
		 * Returns what is wrong, for people.
		 * @return a phrase that follows the name of the file
		 */
		@Override
		public String toString() {
			return this.text;
		}

	}

}
