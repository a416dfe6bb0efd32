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

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Files that hold a name or a label.
 */
public final class TextFile {

	private TextFile() {
	}

	/**
	 * Reads a file.
	 * @param file the file
	 * @param most how many bytes to read at most
	 * @return the text without white space around it, empty where there is none that can
	 * be read
	 */
	public static String read(Path file, int most) {
		// To open a FIFO would block until somebody writes to it.
		if (!Files.isRegularFile(file)) {
			return "";
		}
		try (InputStream content = Files.newInputStream(file)) {
			return new String(content.readNBytes(most), StandardCharsets.UTF_8).strip();
		}
		catch (IOException ex) {
			return "";
		}
	}

}
