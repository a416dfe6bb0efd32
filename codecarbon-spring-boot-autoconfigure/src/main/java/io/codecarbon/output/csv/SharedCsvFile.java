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
import java.nio.file.LinkOption;
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
 * A CSV file that several threads and processes write to, each row in one write under a
 * lock of the operating system. To append reads the first line and the tail only, so its
 * cost does not grow with the file; to find the row of a run reads all of it.
 */
final class SharedCsvFile {

	private static final long LOCK_POLL_MILLIS = 10;

	private static final int MAX_ATTEMPTS = 20;

	private static final int SCAN_BYTES = 1 << 16;

	// POSIX locks belong to the process: closing any channel to a file gives up the locks
	// that others of this process have on it.
	private static final ReentrantLock IN_THIS_PROCESS = new ReentrantLock();

	private final Path file;

	private final Duration timeout;

	/**
	 * @param file the file
	 * @param timeout how long to wait for others that write to it
	 */
	SharedCsvFile(Path file, Duration timeout) {
		this.file = file;
		this.timeout = timeout;
	}

	/**
	 * Appends a row. Begins a file that is not there, and moves one that has other
	 * columns out of the way. A last record that somebody has not finished is set aside
	 * in a file beside this one, or is ended where only its line break is missing.
	 * @param header the header line
	 * @param row the row
	 * @throws IOException if it cannot be written; then none of it is
	 * @throws InterruptedException if the thread is interrupted while it waits for others
	 */
	void append(byte[] header, byte[] row) throws IOException, InterruptedException {
		write(header, (channel) -> append(channel, header, row));
	}

	/**
	 * Replaces the last row of a run, and no other byte; appends it if there is none.
	 * @param header the header line
	 * @param row the row
	 * @param runId the run
	 * @throws IOException if it cannot be written; then the file is as it was
	 * @throws InterruptedException if the thread is interrupted while it waits for others
	 */
	void update(byte[] header, byte[] row, String runId) throws IOException, InterruptedException {
		write(header, (channel) -> {
			CsvRecord old = find(channel, runId);
			if (old != null) {
				replace(channel, old, row);
			}
			else {
				append(channel, header, row);
			}
		});
	}

	/**
	 * Writes the row of a run whose process has died, unless it, or a later one, is
	 * there.
	 * @param header the header line
	 * @param row the row
	 * @param runId the run
	 * @param seconds the duration of the run
	 * @param update whether the row replaces an earlier one
	 * @throws IOException if it cannot be written; then the file is as it was
	 * @throws InterruptedException if the thread is interrupted while it waits for others
	 */
	void complete(byte[] header, byte[] row, String runId, double seconds, boolean update)
			throws IOException, InterruptedException {
		write(header, (channel) -> {
			CsvRecord old = find(channel, runId);
			if (old != null && seconds(old) >= seconds) {
				return;
			}
			if (old != null && update) {
				replace(channel, old, row);
			}
			else {
				append(channel, header, row);
			}
		});
	}

	private static double seconds(CsvRecord record) {
		try {
			return Double.parseDouble(record.duration());
		}
		catch (NumberFormatException ex) {
			return Double.NaN;
		}
	}

	private void write(byte[] header, Change change) throws IOException, InterruptedException {
		long deadline = System.nanoTime() + this.timeout.toNanos();
		if (!IN_THIS_PROCESS.tryLock(this.timeout.toMillis(), TimeUnit.MILLISECONDS)) {
			throw new IOException("another thread does not finish writing");
		}
		try {
			for (int attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
				if (tryWrite(header, change, deadline)) {
					return;
				}
			}
			throw new IOException("others keep replacing it");
		}
		finally {
			IN_THIS_PROCESS.unlock();
		}
	}

	private boolean tryWrite(byte[] header, Change change, long deadline) throws IOException, InterruptedException {
		Object identity = identity();
		try (FileChannel channel = FileChannel.open(this.file, StandardOpenOption.CREATE, StandardOpenOption.READ,
				StandardOpenOption.WRITE)) {
			lock(channel, deadline);
			if (!Objects.equals(identity, identity())) {
				// Created just now, or moved by another process before it was locked.
				return false;
			}
			if (channel.size() > 0 && !beginsWith(channel, header)) {
				moveAway();
				return false;
			}
			change.apply(channel);
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
		ByteBuffer begin = CsvTail.read(channel, 0, line.length + 2);
		if (begin.remaining() < line.length || !begin.slice(0, line.length).equals(ByteBuffer.wrap(line))) {
			return false;
		}
		begin.position(line.length);
		return !begin.hasRemaining() || begin.get(line.length) == '\n'
				|| (begin.remaining() == 2 && begin.get(line.length) == '\r' && begin.get(line.length + 1) == '\n');
	}

	private void append(FileChannel channel, byte[] header, byte[] row) throws IOException {
		long size = channel.size();
		ByteArrayOutputStream text = new ByteArrayOutputStream();
		CsvRecord unfinished = (size > 0) ? CsvTail.unfinished(channel, size) : null;
		if (size == 0) {
			text.writeBytes(header);
		}
		else if (unfinished != null && isWhole(unfinished, header)) {
			text.write('\n');
		}
		else if (unfinished != null) {
			setAside(channel, unfinished);
			size = unfinished.start();
		}
		text.writeBytes(row);
		write(channel, size, ByteBuffer.wrap(text.toByteArray()));
	}

	private static boolean isWhole(CsvRecord record, byte[] header) {
		int fields = 1;
		for (byte next : header) {
			fields += (next == ',') ? 1 : 0;
		}
		return record.fields() == fields && !record.quoted();
	}

	// First kept, then removed: at worst it is in both files.
	private void setAside(FileChannel channel, CsvRecord torn) throws IOException {
		ByteBuffer bytes = ByteBuffer.allocate((int) (channel.size() - torn.start()) + 1);
		bytes.put(CsvTail.read(channel, torn.start(), bytes.capacity() - 1)).put((byte) '\n').flip();
		Path path = this.file.resolveSibling(this.file.getFileName() + ".torn");
		// To open a FIFO would block until somebody reads from it.
		if (Files.exists(path, LinkOption.NOFOLLOW_LINKS) && !Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)) {
			throw new IOException("not a regular file: " + path);
		}
		try (FileChannel aside = FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE,
				LinkOption.NOFOLLOW_LINKS)) {
			write(aside, aside.size(), bytes);
		}
		channel.truncate(torn.start());
	}

	private static void write(FileChannel channel, long position, ByteBuffer text) throws IOException {
		try {
			while (text.hasRemaining()) {
				channel.write(text, position + text.position());
			}
			channel.force(false);
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

	private static @Nullable CsvRecord find(FileChannel channel, String runId) throws IOException {
		CsvRecords records = new CsvRecords(0);
		ByteBuffer bytes = ByteBuffer.allocate(SCAN_BYTES);
		CsvRecord found = null;
		for (long at = 0; channel.read(bytes.clear(), at) > 0; at += bytes.limit()) {
			bytes.flip();
			for (CsvRecord record = records.next(bytes); record != null; record = records.next(bytes)) {
				if (record.runId().equals(runId)) {
					found = record;
				}
			}
		}
		return found;
	}

	// In a new file that takes the place of this one, so that whatever happens the rows
	// of others are in the one or the other.
	private void replace(FileChannel channel, CsvRecord old, byte[] row) throws IOException {
		ReplacedFile.write(this.file.toRealPath(), (target) -> {
			copy(channel, 0, old.start(), target);
			ByteBuffer text = ByteBuffer.wrap(row);
			while (text.hasRemaining()) {
				target.write(text);
			}
			copy(channel, old.end(), channel.size(), target);
		});
	}

	private static void copy(FileChannel channel, long from, long to, FileChannel target) throws IOException {
		for (long at = from; at < to;) {
			at += channel.transferTo(at, to - at, target);
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

	/**
	 * Changes the file, which is locked.
	 */
	@FunctionalInterface
	private interface Change {

		void apply(FileChannel channel) throws IOException;

	}

}
