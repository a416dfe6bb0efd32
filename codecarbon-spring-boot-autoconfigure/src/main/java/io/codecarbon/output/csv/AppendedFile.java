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
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.Arrays;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

import org.jspecify.annotations.Nullable;

/**
 * A CSV file to which several threads and processes append, each row in one write under a
 * lock of the operating system. Only its first line and its last byte are ever read, so
 * the cost of a row does not grow with the file.
 */
final class AppendedFile {

	private static final long LOCK_POLL_MILLIS = 10;

	private static final int MAX_ATTEMPTS = 20;

	// POSIX locks belong to the process: closing any channel to a file gives up the locks
	// that others of this process have on it.
	private static final ReentrantLock IN_THIS_PROCESS = new ReentrantLock();

	private final Path file;

	private final Duration timeout;

	/**
	 * @param file the file
	 * @param timeout how long to wait for others that write to it
	 */
	AppendedFile(Path file, Duration timeout) {
		this.file = file;
		this.timeout = timeout;
	}

	/**
	 * Appends a row. Begins a file that is not there, and moves one that has other
	 * columns out of the way.
	 * @param header the header line
	 * @param row the row
	 * @throws IOException if it cannot be written; then none of it is
	 * @throws InterruptedException if the thread is interrupted while it waits for others
	 */
	void append(byte[] header, byte[] row) throws IOException, InterruptedException {
		long deadline = System.nanoTime() + this.timeout.toNanos();
		if (!IN_THIS_PROCESS.tryLock(this.timeout.toMillis(), TimeUnit.MILLISECONDS)) {
			throw new IOException("another thread does not finish writing");
		}
		try {
			for (int attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
				if (tryAppend(header, row, deadline)) {
					return;
				}
			}
			throw new IOException("others keep replacing it");
		}
		finally {
			IN_THIS_PROCESS.unlock();
		}
	}

	private boolean tryAppend(byte[] header, byte[] row, long deadline) throws IOException, InterruptedException {
		Object identity = identity();
		try (FileChannel channel = FileChannel.open(this.file, StandardOpenOption.CREATE, StandardOpenOption.READ,
				StandardOpenOption.WRITE)) {
			lock(channel, deadline);
			if (!Objects.equals(identity, identity())) {
				// Created just now, or moved by another process before it was locked.
				return false;
			}
			long size = channel.size();
			if (size > 0 && !beginsWith(channel, header)) {
				moveAway();
				return false;
			}
			write(channel, size, text(channel, size, header, row));
			return true;
		}
	}

	private @Nullable Object identity() throws IOException {
		try {
			return Files.readAttributes(this.file, BasicFileAttributes.class).fileKey();
		}
		catch (NoSuchFileException ex) {
			return null;
		}
	}

	// Closing the channel unlocks it.
	private static void lock(FileChannel channel, long deadline) throws IOException, InterruptedException {
		while (!tryLock(channel)) {
			if (System.nanoTime() > deadline) {
				throw new IOException("another process keeps it locked");
			}
			Thread.sleep(LOCK_POLL_MILLIS);
		}
	}

	private static boolean tryLock(FileChannel channel) throws IOException {
		try {
			return channel.tryLock() != null;
		}
		catch (OverlappingFileLockException ex) {
			// Another class loader of this process has it.
			return false;
		}
	}

	private static boolean beginsWith(FileChannel channel, byte[] header) throws IOException {
		// A file from Windows has CR LF.
		byte[] line = Arrays.copyOf(header, header.length - 1);
		ByteBuffer begin = read(channel, 0, line.length + 2);
		if (begin.remaining() < line.length || !begin.slice(0, line.length).equals(ByteBuffer.wrap(line))) {
			return false;
		}
		begin.position(line.length);
		return !begin.hasRemaining() || begin.get(line.length) == '\n'
				|| (begin.remaining() == 2 && begin.get(line.length) == '\r' && begin.get(line.length + 1) == '\n');
	}

	private static ByteBuffer read(FileChannel channel, long position, int length) throws IOException {
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

	private static byte[] text(FileChannel channel, long size, byte[] header, byte[] row) throws IOException {
		ByteArrayOutputStream text = new ByteArrayOutputStream();
		if (size == 0) {
			text.writeBytes(header);
		}
		else if (!read(channel, size - 1, 1).equals(ByteBuffer.wrap(new byte[] { '\n' }))) {
			// Whoever wrote the last line did not end it.
			text.write('\n');
		}
		text.writeBytes(row);
		return text.toByteArray();
	}

	private static void write(FileChannel channel, long position, byte[] text) throws IOException {
		ByteBuffer buffer = ByteBuffer.wrap(text);
		try {
			while (buffer.hasRemaining()) {
				channel.write(buffer, position + buffer.position());
			}
		}
		catch (IOException ex) {
			// The disk is full: take back the part that was written.
			try {
				channel.truncate(position);
			}
			catch (IOException truncation) {
				ex.addSuppressed(truncation);
			}
			throw ex;
		}
	}

	private void moveAway() throws IOException {
		String name = this.file.getFileName() + ".bak";
		Path backup = this.file.resolveSibling(name);
		for (int i = 0;; i++) {
			try {
				Files.move(this.file, backup);
				return;
			}
			catch (FileAlreadyExistsException ex) {
				backup = this.file.resolveSibling(name + "_" + i);
			}
		}
	}

}
