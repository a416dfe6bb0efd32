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
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

/**
 * Tests of {@link FileClaim}.
 */
@Timeout(60)
class FileClaimTests {

	@TempDir
	private Path directory;

	@Test
	void oneHolderHasIt() throws Exception {
		Path file = this.directory.resolve("lock");
		try (FileClaim claim = FileClaim.tryClaim(file)) {
			assertThat(claim).isNotNull();
			assertThat(FileClaim.tryClaim(file)).isNull();
			assertThat(FileClaim.tryClaim(this.directory.resolve(".").resolve("lock"))).isNull();
		}
		try (FileClaim claim = FileClaim.tryClaim(file)) {
			assertThat(claim).isNotNull();
		}
	}

	@Test
	void whoeverTriedInVainHasNotGivenItUpForTheHolder() throws Exception {
		Path file = this.directory.resolve("lock");
		try (FileClaim claim = FileClaim.tryClaim(file)) {
			assertThat(claim).isNotNull();
			assertThat(FileClaim.tryClaim(file)).isNull();
			assertThat(otherProcess(file).waitFor()).isEqualTo(1);
		}
		assertThat(otherProcess(file).waitFor()).isZero();
	}

	@Test
	void aProcessThatIsKilledHasItNoLonger() throws Exception {
		Path file = this.directory.resolve("lock");
		Process holder = otherProcess(file, "hold");
		assertThat(holder.getInputStream().read()).isEqualTo('+');
		assertThat(FileClaim.tryClaim(file)).isNull();
		holder.destroyForcibly();
		assertThat(holder.waitFor(30, TimeUnit.SECONDS)).isTrue();
		try (FileClaim claim = FileClaim.tryClaim(file)) {
			assertThat(claim).isNotNull();
		}
	}

	@Test
	void aLockOfSomebodyElseInThisProcessCounts() throws Exception {
		Path file = this.directory.resolve("lock");
		try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
			assertThat(channel.lock()).isNotNull();
			assertThat(FileClaim.tryClaim(file)).isNull();
		}
	}

	@Test
	@EnabledOnOs(OS.LINUX)
	void aLinkIsNotFollowed() throws IOException {
		Path target = this.directory.resolve("target");
		Path file = Files.createSymbolicLink(this.directory.resolve("lock"), target);
		assertThatIOException().isThrownBy(() -> FileClaim.tryClaim(file));
		assertThat(target).doesNotExist();
		Files.delete(file);
		assertThat(FileClaim.tryClaim(file)).isNotNull().satisfies(FileClaim::close);
	}

	@Test
	void neverHasTwoHoldersThoughTheFileIsDeletedEachTime() throws Exception {
		Path file = this.directory.resolve("lock");
		List<Process> processes = new ArrayList<>();
		for (int i = 0; i < 3; i++) {
			processes.add(otherProcess(file, "contend"));
		}
		for (Process process : processes) {
			assertThat(process.waitFor()).isZero();
		}
		assertThat(file).doesNotExist();
	}

	@Test
	@EnabledOnOs(OS.LINUX)
	void waitsForNoReaderOfAFifo() throws Exception {
		Path file = this.directory.resolve("lock");
		assertThat(new ProcessBuilder("mkfifo", file.toString()).start().waitFor()).isZero();
		assertThatIOException().isThrownBy(() -> FileClaim.tryClaim(file)).withMessageContaining("regular");
	}

	@Test
	void aDirectoryThatIsNotThereIsAFailure() {
		assertThatIOException().isThrownBy(() -> FileClaim.tryClaim(this.directory.resolve("missing").resolve("lock")));
	}

	private static Process otherProcess(Path file, String... arguments) throws IOException {
		return new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
				"-XX:TieredStopAtLevel=1", "-cp", System.getProperty("java.class.path"), Holder.class.getName(),
				file.toString(), String.join(" ", arguments))
			.redirectError(ProcessBuilder.Redirect.INHERIT)
			.start();
	}

	/**
	 * The main class of a process that claims a file.
	 */
	static final class Holder {

		private Holder() {
		}

		public static void main(String[] arguments) throws Exception {
			if (arguments[1].equals("contend")) {
				contend(Path.of(arguments[0]));
				return;
			}
			FileClaim claim = FileClaim.tryClaim(Path.of(arguments[0]));
			if (claim == null) {
				Runtime.getRuntime().halt(1);
			}
			if (arguments[1].equals("hold")) {
				System.out.print('+');
				System.out.flush();
				System.in.read();
			}
		}

		// Fails where another holder has created the file too.
		private static void contend(Path file) throws IOException {
			Path held = file.resolveSibling("held");
			for (int claims = 0; claims < 500;) {
				FileClaim claim = FileClaim.tryClaim(file);
				if (claim != null) {
					claims++;
					Files.createFile(held);
					Files.delete(held);
					claim.closeAndDelete();
				}
			}
		}

	}

}
