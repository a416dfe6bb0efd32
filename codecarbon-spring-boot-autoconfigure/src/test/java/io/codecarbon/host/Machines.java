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

import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Path;

/**
 * Finds the trees of files that stand for machines.
 */
final class Machines {

	private Machines() {
	}

	static Path procfs(String machine) {
		URL root = Machines.class.getResource("/host/two-cpu-vm");
		if (root == null) {
			throw new IllegalStateException("No machines on the class path");
		}
		try {
			return Path.of(root.toURI()).resolveSibling(machine);
		}
		catch (URISyntaxException ex) {
			throw new IllegalStateException(ex);
		}
	}

	static Path file(String machine, String name) {
		return procfs(machine).resolve(name);
	}

}
