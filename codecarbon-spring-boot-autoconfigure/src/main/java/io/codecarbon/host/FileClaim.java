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
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;
import java.util.concurrent.ThreadLocalRandom;

import org.jspecify.annotations.Nullable;

/**
 * A claim on a lock file that one holder in one process of the machine has. The operating
 * system holds it, so it ends with the process at the latest, however that dies.
 * Thread-safe.
 */
public final class FileClaim implements AutoCloseable {

	// POSIX locks belong to the process: closing any channel to a file gives them up. So
	// a file that is claimed in this process must not even be opened, also not by a class
	// loader beside this one, and those have nothing in common but the JDK.
	private static final String CLAIMED = "io.codecarbon.claim.";

	private static final long MAX_SIZE = 1 << 16;

	private final Path file;

	private final String key;

	private final FileChannel channel;

	private FileClaim(Path file, String key, FileChannel channel) {
		this.file = file;
		this.key = key;
		this.channel = channel;
	}

	/**
	 * Claims a file, without waiting. Creates it if it is not there; does not follow a
	 * symbolic link in its place.
	 * @param file the lock file
	 * @return the claim, {@code null} if there is another one
	 * @throws IOException if the file cannot be opened or locked
	 */
	public static @Nullable FileClaim tryClaim(Path file) throws IOException {
		Path directory = file.toAbsolutePath().getParent();
		String key = CLAIMED + Objects.requireNonNull(directory).toRealPath().resolve(file.getFileName());
		if (System.getProperties().putIfAbsent(key, "") != null) {
			return null;
		}
		FileChannel channel = null;
		try {
			channel = lock(file);
			return (channel != null) ? new FileClaim(file, key, channel) : null;
		}
		finally {
			if (channel == null) {
				System.getProperties().remove(key);
			}
		}
	}

	private static @Nullable FileChannel lock(Path file) throws IOException {
		// To open a FIFO would block until somebody reads from it.
		BasicFileAttributes there = attributes(file);
		if (there != null && !there.isRegularFile()) {
			throw new IOException("Not a regular file: " + file);
		}
		FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE,
				LinkOption.NOFOLLOW_LINKS);
		boolean locked = false;
		try {
			locked = channel.tryLock() != null && isAt(file, channel);
		}
		catch (OverlappingFileLockException ex) {
			// Somebody else in this process has locked it.
		}
		finally {
			if (!locked) {
				channel.close();
			}
		}
		return locked ? channel : null;
	}

	// Who held the claim before may have deleted the file since it was opened: then this
	// is a lock on a file that nobody else can find. To open it once more would tell, but
	// would give up the lock; so does its size, which nobody else can have made.
	private static boolean isAt(Path file, FileChannel channel) throws IOException {
		long size = ThreadLocalRandom.current().nextLong(1, MAX_SIZE);
		channel.truncate(0);
		channel.write(ByteBuffer.allocate(1), size - 1);
		BasicFileAttributes there = attributes(file);
		return there != null && there.size() == size;
	}

	private static @Nullable BasicFileAttributes attributes(Path file) throws IOException {
		try {
			return Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
		}
		catch (NoSuchFileException ex) {
			return null;
		}
	}

	/**
	 * Gives the claim up and deletes the file.
	 */
	public void closeAndDelete() {
		boolean deleted = delete();
		close();
		if (!deleted) {
			// Windows deletes no file that is open.
			delete();
		}
	}

	private boolean delete() {
		try {
			// While it is claimed: nobody has locked it and takes it for the file then.
			Files.deleteIfExists(this.file);
			return true;
		}
		catch (IOException ex) {
			// The next who looks there deletes it.
			return false;
		}
	}

	/**
	 * Gives the claim up.
	 */
	@Override
	public void close() {
		try {
			this.channel.close();
		}
		catch (IOException ex) {
			// Nothing was written, so nothing is lost.
		}
		finally {
			System.getProperties().remove(this.key);
		}
	}

}
