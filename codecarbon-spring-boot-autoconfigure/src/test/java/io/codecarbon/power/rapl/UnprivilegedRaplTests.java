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

package io.codecarbon.power.rapl;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;

import io.codecarbon.power.rapl.Rapl.Finding;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/**
 * Looks for RAPL as a user who may not read it: in a process of its own where this one is
 * root's, whom no permissions bind.
 */
class UnprivilegedRaplTests {

	private static final List<String> AS_NOBODY = List.of("setpriv", "--reuid=65534", "--regid=65534",
			"--clear-groups");

	@TempDir
	private Path directory;

	@Test
	void countersOfRootAreNotUsedAndTheRemediesAreNamed() throws Exception {
		PowercapTree tree = new PowercapTree(this.directory.resolve("sys")).zone("intel-rapl:0", "package-0", 5);
		Files.setPosixFilePermissions(tree.counter("intel-rapl:0"), PosixFilePermissions.fromString("r--------"));
		Files.setPosixFilePermissions(this.directory, PosixFilePermissions.fromString("rwxr-xr-x"));
		String classPath = location(Rapl.class) + ":" + location(UnprivilegedRaplTests.class);
		assumeTrue(runAsNobody(List.of("test", "-r", location(Rapl.class).resolve("io/codecarbon/power").toString()))
			.equals("0 "), "There is another user, who may read the classes");
		String answer = runAsNobody(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp",
				classPath, UnprivilegedRaplTests.class.getName(), tree.sysfs().toString()));
		assertThat(answer).startsWith("0 ")
			.contains("RAPL's counter of package is not used", "may not be read", "/etc/tmpfiles.d/rapl.conf",
					"CAP_DAC_READ_SEARCH");
		Files.setPosixFilePermissions(tree.counter("intel-rapl:0"), PosixFilePermissions.fromString("r--r--r--"));
		answer = runAsNobody(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp",
				classPath, UnprivilegedRaplTests.class.getName(), tree.sysfs().toString()));
		assertThat(answer).isEqualTo("0 metered");
	}

	/**
	 * What the other process runs.
	 * @param arguments the sysfs
	 */
	public static void main(String[] arguments) {
		Finding finding = Rapl.discover(Path.of(arguments[0])).cpu(false, null);
		System.out.print((finding.notice() != null) ? finding.notice() : "metered");
	}

	private static Path location(Class<?> type) throws Exception {
		return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
	}

	private static String runAsNobody(List<String> command) throws InterruptedException {
		List<String> whole = new ArrayList<>(AS_NOBODY);
		whole.addAll(command);
		try {
			Process process = new ProcessBuilder(whole).redirectErrorStream(true).start();
			String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
			return process.waitFor() + " " + output;
		}
		catch (IOException ex) {
			return "no such command";
		}
	}

}
