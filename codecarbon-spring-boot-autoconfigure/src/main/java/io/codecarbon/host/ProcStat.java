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

package io.codecarbon.host;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

import org.jspecify.annotations.Nullable;

/**
 * The machine's CPU time by Linux's {@code /proc/stat}, as proc_stat(5) describes it. The
 * file is kept open and read again from its start.
 */
final class ProcStat implements MachineCpu {

	/**
	 * The kernel converts its ticks to USER_HZ, which is 100 on every architecture that
	 * Java 17 runs on, whatever CONFIG_HZ is (include/uapi/asm-generic/param.h).
	 */
	private static final double NANOS_PER_JIFFY = 1e9 / 100;

	private static final int INITIAL_SIZE = 16 * 1024;

	/** The JDK reads that much through its stack, and allocates memory for more. */
	private static final int CHEAP_READ = 8 * 1024;

	/** Room for the lines of 8192 CPUs, the most that a kernel is built for on x86. */
	private static final int MAXIMUM_SIZE = 2 * 1024 * 1024;

	private static final byte[] CPU = { 'c', 'p', 'u' };

	private static final int IDLE = 3;

	private final Path path;

	private byte[] buffer = new byte[INITIAL_SIZE];

	private int length;

	private int position;

	// Not a FileChannel: that one closes itself when the reading thread is interrupted.
	private @Nullable RandomAccessFile file;

	private boolean readable;

	private int cpus;

	private long idle;

	private long iowait;

	ProcStat(Path path) {
		this.path = path;
		this.readable = sample();
	}

	@Override
	public @Nullable CpuUsage read(long windowNanos) {
		boolean baseline = this.readable;
		long idleBefore = this.idle;
		long iowaitBefore = this.iowait;
		this.readable = sample();
		if (!(this.readable && baseline)) {
			return null;
		}
		// Both can fall: iowait by proc_stat(5), and idle when a CPU goes offline.
		long jiffies = Math.max(0, this.idle - idleBefore) + Math.max(0, this.iowait - iowaitBefore);
		return CpuUsage.of(this.cpus, windowNanos, jiffies * NANOS_PER_JIFFY);
	}

	@Override
	public boolean isReadable() {
		return this.readable;
	}

	@Override
	public void close() {
		this.readable = false;
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

	private boolean sample() {
		try {
			RandomAccessFile open = open();
			open.seek(0);
			this.length = 0;
			// The kernel writes the lines of CPUs first; what follows is long and of no
			// use.
			boolean more = true;
			while (more) {
				more = readMore(open);
				if (parse(!more)) {
					return true;
				}
			}
		}
		catch (IOException ex) {
			// A gap.
		}
		// The next reading opens the file anew: it may have been mounted over.
		close();
		return false;
	}

	private RandomAccessFile open() throws IOException {
		RandomAccessFile open = this.file;
		if (open == null) {
			// To open a FIFO would block until somebody writes to it.
			if (!Files.isRegularFile(this.path)) {
				throw new IOException("Not a regular file: " + this.path);
			}
			open = new RandomAccessFile(this.path.toFile(), "r");
			this.file = open;
		}
		return open;
	}

	private boolean readMore(RandomAccessFile open) throws IOException {
		if (this.length == MAXIMUM_SIZE) {
			throw new IOException("Too large: " + this.path);
		}
		if (this.length == this.buffer.length) {
			this.buffer = Arrays.copyOf(this.buffer, this.length * 2);
		}
		int read = open.read(this.buffer, this.length, Math.min(CHEAP_READ, this.buffer.length - this.length));
		this.length += Math.max(0, read);
		return read > 0;
	}

	/**
	 * Takes the figures from the buffer.
	 * @param end whether there is no more to read
	 * @return whether all lines of CPUs are in the buffer, and make sense
	 */
	private boolean parse(boolean end) {
		this.position = 0;
		if (!isAtCpu() || this.buffer[CPU.length] != ' ') {
			return false;
		}
		this.position = CPU.length;
		long idle = -1;
		for (int field = 0; field <= IDLE; field++) {
			idle = number();
			if (idle < 0) {
				return false;
			}
		}
		// The next one, absent before Linux 2.5.41.
		long iowait = Math.max(0, number());
		int cpus = 0;
		for (nextLine(); isAtCpu(); nextLine()) {
			cpus++;
		}
		boolean past = this.length - this.position >= CPU.length;
		boolean whole = end && this.buffer[this.length - 1] == '\n';
		if (cpus == 0 || !(past || whole)) {
			return false;
		}
		this.idle = idle;
		this.iowait = iowait;
		this.cpus = cpus;
		return true;
	}

	private void nextLine() {
		while (this.position < this.length && this.buffer[this.position++] != '\n') {
			// Skip.
		}
	}

	// Whether a line of a CPU, or of all of them, begins here.
	private boolean isAtCpu() {
		return this.length - this.position >= CPU.length && this.buffer[this.position] == CPU[0]
				&& this.buffer[this.position + 1] == CPU[1] && this.buffer[this.position + 2] == CPU[2];
	}

	/**
	 * Returns the next number on the line, or -1 where there is none.
	 */
	private long number() {
		while (this.position < this.length && this.buffer[this.position] == ' ') {
			this.position++;
		}
		int start = this.position;
		long value = 0;
		while (this.position < this.length && this.buffer[this.position] >= '0' && this.buffer[this.position] <= '9') {
			value = value * 10 + this.buffer[this.position++] - '0';
		}
		int digits = this.position - start;
		return (digits > 0 && digits <= 18) ? value : -1;
	}

}
