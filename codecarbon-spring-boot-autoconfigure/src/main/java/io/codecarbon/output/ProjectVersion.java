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
import java.io.InputStream;
import java.util.Properties;

import org.jspecify.annotations.Nullable;

/**
 * The version of this project. Read from a resource that the build fills in, because a
 * manifest is there only once the classes are in a jar of their own.
 */
final class ProjectVersion {

	private static final @Nullable String VERSION = read();

	private ProjectVersion() {
	}

	static @Nullable String get() {
		return VERSION;
	}

	private static @Nullable String read() {
		Properties properties = new Properties();
		try (InputStream resource = ProjectVersion.class.getResourceAsStream("version.properties")) {
			if (resource != null) {
				properties.load(resource);
			}
		}
		catch (IOException ex) {
			// Repackaged without it: unknown, which is no reason to fail.
		}
		return properties.getProperty("version");
	}

}
