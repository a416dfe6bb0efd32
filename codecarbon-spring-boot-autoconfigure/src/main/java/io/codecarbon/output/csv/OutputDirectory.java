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
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.jspecify.annotations.Nullable;

/**
 * Where files are written. Says in one line why one cannot be.
 */
final class OutputDirectory {

	private final Path directory;

	OutputDirectory(Path directory) {
		this.directory = directory.toAbsolutePath().normalize();
	}

	/**
	 * Writes a file.
	 * @param fileName the name of the file
	 * @param action writes it
	 * @throws IOException with a message for people, if it cannot be written
	 * @throws InterruptedException if the thread is interrupted while it waits for the
	 * file
	 */
	void write(String fileName, FileAction action) throws IOException, InterruptedException {
		if (!Files.isDirectory(this.directory)) {
			throw new IOException((Files.exists(this.directory) ? "Not a directory: " : "No such directory: ")
					+ this.directory + " (codecarbon.output-dir)");
		}
		Path file = this.directory.resolve(fileName).normalize();
		if (!this.directory.equals(file.getParent())) {
			throw new IOException("Not the name of a file in " + this.directory + ": " + fileName);
		}
		if (Files.isDirectory(file)) {
			throw new IOException("Cannot write " + file + ": it is a directory");
		}
		try {
			action.write(file);
		}
		catch (IOException ex) {
			throw new IOException("Cannot write " + file + ": " + reason(ex), ex);
		}
	}

	private static @Nullable String reason(IOException ex) {
		if (ex instanceof AccessDeniedException denied) {
			return "permission denied for " + denied.getFile();
		}
		if (ex instanceof FileSystemException failure) {
			return (failure.getReason() != null) ? failure.getReason()
					: failure.getClass().getSimpleName() + " " + failure.getFile();
		}
		return (ex.getMessage() != null) ? ex.getMessage() : ex.getClass().getSimpleName();
	}

	/**
	 * Writes a file.
	 */
	@FunctionalInterface
	interface FileAction {

		void write(Path file) throws IOException, InterruptedException;

	}

}
