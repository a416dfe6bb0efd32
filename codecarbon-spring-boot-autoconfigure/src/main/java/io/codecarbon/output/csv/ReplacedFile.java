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
import java.nio.channels.FileChannel;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;

/**
 * Writes a file whole: who reads it finds the old content or the new, never a part.
 */
final class ReplacedFile {

	private ReplacedFile() {
	}

	/**
	 * Writes a file.
	 * @param file the file; one that is there passes its permissions on
	 * @param content writes the content
	 * @throws IOException if it cannot be written; then the file is as it was
	 */
	static void write(Path file, Content content) throws IOException {
		// Not Files.createTempFile, whose files nobody else may read.
		Path temporary = file.resolveSibling(file.getFileName() + ".tmp");
		// A link that somebody has put there is deleted, not followed.
		Files.deleteIfExists(temporary);
		try {
			try (FileChannel channel = FileChannel.open(temporary, StandardOpenOption.CREATE_NEW,
					StandardOpenOption.WRITE)) {
				content.writeTo(channel);
				channel.force(true);
			}
			copyPermissions(file, temporary);
			try {
				Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
			}
			catch (AtomicMoveNotSupportedException ex) {
				Files.move(temporary, file, StandardCopyOption.REPLACE_EXISTING);
			}
		}
		catch (IOException ex) {
			Files.deleteIfExists(temporary);
			throw ex;
		}
	}

	private static void copyPermissions(Path from, Path to) throws IOException {
		PosixFileAttributeView source = Files.getFileAttributeView(from, PosixFileAttributeView.class);
		PosixFileAttributeView target = Files.getFileAttributeView(to, PosixFileAttributeView.class);
		if (source == null || target == null || !Files.exists(from)) {
			return;
		}
		target.setPermissions(source.readAttributes().permissions());
		try {
			target.setGroup(source.readAttributes().group());
		}
		catch (FileSystemException ex) {
			// Not a member of that group.
		}
	}

	/**
	 * Writes the content of a file.
	 */
	@FunctionalInterface
	interface Content {

		void writeTo(FileChannel channel) throws IOException;

	}

}
