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

package io.codecarbon.tracker;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Locale;

import io.codecarbon.host.FileClaim;
import org.jspecify.annotations.Nullable;

/**
 * The lock that one run of a user holds on a machine. In a directory of the temporary
 * ones, as all processes of a user share that, whether they have a session or not; nobody
 * else may write there, and a directory that somebody else has made is not used.
 */
final class RunLock {

	private static final String OWNER_ONLY = "rwx------";

	private final Path directory;

	RunLock(Path directory) {
		this.directory = directory;
	}

	static RunLock ofUser() {
		String user = System.getProperty("user.name", "").toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9.-]", "_");
		return new RunLock(Path.of(System.getProperty("java.io.tmpdir"), "codecarbon-" + user));
	}

	/**
	 * Takes the lock, without waiting.
	 * @return the lock, {@code null} if another run has it
	 * @throws IOException if there can be no lock
	 */
	@Nullable FileClaim tryAcquire() throws IOException {
		createDirectory();
		return FileClaim.tryClaim(this.directory.resolve("run.lock"));
	}

	private void createDirectory() throws IOException {
		FileStore store = Files.getFileStore(this.directory.toAbsolutePath().getParent());
		boolean posix = store.supportsFileAttributeView(PosixFileAttributeView.class);
		FileAttribute<?>[] attributes = posix
				? new FileAttribute<?>[] {
						PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(OWNER_ONLY)) }
				: new FileAttribute<?>[0];
		try {
			Files.createDirectory(this.directory, attributes);
		}
		catch (FileAlreadyExistsException ex) {
			checkDirectory(posix);
		}
	}

	private void checkDirectory(boolean posix) throws IOException {
		if (!Files.isDirectory(this.directory, LinkOption.NOFOLLOW_LINKS)) {
			throw new IOException(this.directory + " is not a directory");
		}
		if (posix && !OWNER_ONLY.equals(PosixFilePermissions
			.toString(Files.getPosixFilePermissions(this.directory, LinkOption.NOFOLLOW_LINKS)))) {
			throw new IOException(this.directory + " can be used by others");
		}
		Path probe = Files.createTempFile(this.directory, "owner", null);
		try {
			if (!Files.getOwner(this.directory, LinkOption.NOFOLLOW_LINKS)
				.equals(Files.getOwner(probe, LinkOption.NOFOLLOW_LINKS))) {
				throw new IOException(this.directory + " belongs to somebody else");
			}
		}
		finally {
			Files.delete(probe);
		}
	}

	@Override
	public String toString() {
		return this.directory.toString();
	}

}
