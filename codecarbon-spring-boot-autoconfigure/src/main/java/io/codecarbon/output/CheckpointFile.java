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
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.TreeSet;

import io.codecarbon.host.FileClaim;
import org.jspecify.annotations.Nullable;

/**
 * The file with the checkpoint of one run, and the lock file beside it, which is claimed
 * by whoever works on the run: the run itself while it lives, then one of those that find
 * it. Symbolic links are not followed. Not thread-safe.
 */
final class CheckpointFile {

	static final String PREFIX = ".codecarbon-";

	static final String SUFFIX = ".checkpoint";

	private static final String LOCK_SUFFIX = ".lock";

	// A thousand tasks take half a megabyte.
	private static final int MAX_BYTES = 64 << 20;

	private final Path file;

	private final Path lock;

	private final Path temporary;

	private @Nullable FileClaim claim;

	CheckpointFile(Path directory, String runId) {
		this.file = directory.resolve(PREFIX + runId + SUFFIX);
		this.lock = directory.resolve(PREFIX + runId + LOCK_SUFFIX);
		this.temporary = directory.resolve(PREFIX + runId + ".tmp");
	}

	/**
	 * Returns the files of all runs, those that live too.
	 * @param directory where they are
	 * @return the files, also where only the lock file is left
	 * @throws IOException if the directory cannot be read
	 */
	static List<CheckpointFile> list(Path directory) throws IOException {
		TreeSet<String> runIds = new TreeSet<>();
		try (DirectoryStream<Path> files = Files.newDirectoryStream(directory,
				PREFIX + "*{" + SUFFIX + "," + LOCK_SUFFIX + "}")) {
			for (Path file : files) {
				String name = file.getFileName().toString();
				runIds.add(name.substring(PREFIX.length(), name.lastIndexOf('.')));
			}
		}
		return runIds.stream().map((runId) -> new CheckpointFile(directory, runId)).toList();
	}

	/**
	 * Claims the run.
	 * @return whether it is claimed now
	 * @throws IOException if the lock file cannot be written or locked
	 */
	boolean claim() throws IOException {
		if (this.claim == null) {
			this.claim = FileClaim.tryClaim(this.lock);
		}
		return this.claim != null;
	}

	/**
	 * Gives the claim up.
	 */
	void release() {
		FileClaim claim = this.claim;
		if (claim != null) {
			this.claim = null;
			claim.closeAndDelete();
		}
	}

	boolean exists() {
		return Files.exists(this.file, LinkOption.NOFOLLOW_LINKS);
	}

	/**
	 * Reads the checkpoint.
	 * @return the checkpoint
	 * @throws IOException if it cannot be read
	 * @throws RuntimeException if it is something else
	 */
	Checkpoint read() throws IOException {
		if (!Files.isRegularFile(this.file, LinkOption.NOFOLLOW_LINKS)) {
			throw new IllegalArgumentException("Not a file");
		}
		try (FileChannel channel = FileChannel.open(this.file, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS)) {
			long size = channel.size();
			if (size > MAX_BYTES) {
				throw new IllegalArgumentException("Too large: " + size + " bytes");
			}
			ByteBuffer content = ByteBuffer.allocate((int) size);
			while (content.hasRemaining() && channel.read(content) >= 0) {
				// Reads on.
			}
			return Checkpoint.of(content.array());
		}
	}

	/**
	 * Writes the checkpoint: who reads it finds the old one or the new one, never a part,
	 * however this process ends. Does not wait for the disk, which can take seconds.
	 * @param checkpoint the checkpoint
	 * @throws IOException if it cannot be written; then the old one is there
	 */
	void write(Checkpoint checkpoint) throws IOException {
		ByteBuffer content = ByteBuffer.wrap(checkpoint.toJson());
		Files.deleteIfExists(this.temporary);
		try {
			try (FileChannel channel = FileChannel.open(this.temporary, StandardOpenOption.CREATE_NEW,
					StandardOpenOption.WRITE)) {
				while (content.hasRemaining()) {
					channel.write(content);
				}
			}
			Files.move(this.temporary, this.file, StandardCopyOption.ATOMIC_MOVE);
		}
		catch (IOException ex) {
			Files.deleteIfExists(this.temporary);
			throw ex;
		}
	}

	/**
	 * Waits until the checkpoint is on the disk, so that it is there however the machine
	 * ends.
	 * @throws IOException if the disk has failed
	 */
	void force() throws IOException {
		try (FileChannel channel = FileChannel.open(this.file, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS)) {
			channel.force(true);
		}
	}

	/**
	 * Deletes the checkpoint, and what a process that died while it wrote has left.
	 * @throws IOException if it cannot be deleted
	 */
	void delete() throws IOException {
		Files.deleteIfExists(this.file);
		Files.deleteIfExists(this.temporary);
	}

	/**
	 * Moves a file that cannot be used out of the way.
	 * @return its new name
	 * @throws IOException if it cannot be moved
	 */
	Path setAside() throws IOException {
		Path aside = this.file.resolveSibling(this.file.getFileName() + ".bad");
		try {
			Files.move(this.file, aside, StandardCopyOption.REPLACE_EXISTING);
		}
		catch (NoSuchFileException ex) {
			// Somebody was faster.
		}
		return aside;
	}

	@Override
	public String toString() {
		return this.file.toString();
	}

}
