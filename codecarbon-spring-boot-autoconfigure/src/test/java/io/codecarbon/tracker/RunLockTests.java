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
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;

import io.codecarbon.host.FileClaim;
import io.codecarbon.tracker.EmissionsReport.State;
import io.codecarbon.unit.CarbonIntensity;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

/**
 * Tests of {@link RunLock}, and of the tracker that holds it.
 */
@ExtendWith(OutputCaptureExtension.class)
class RunLockTests {

	@TempDir
	private Path directory;

	@Test
	void aSecondRunIsLockedOutUntilTheFirstHasEnded(CapturedOutput output) {
		EmissionsTracker first = tracker(false);
		EmissionsTracker second = tracker(false);
		first.start();
		second.start();
		assertThat(first.snapshot().run().state()).isIn(State.STARTING, State.RUNNING, State.DEGRADED);
		EmissionsReport report = second.snapshot();
		assertThat(report.run().state()).isEqualTo(State.LOCKED_OUT).hasToString("locked-out");
		assertThat(report.run().id()).isNull();
		assertThat(report.outputs()).extracting(OutputStatus::state).containsExactly(OutputStatus.State.DISABLED);
		assertThat(report.problems()).extracting(Problem::component).containsExactly("lock");
		assertThat(output).containsPattern("ERROR .*Another run of this user goes on");
		try (TaskSpan span = second.task("untracked")) {
			assertThat(span).isNotNull();
		}
		second.flush();
		second.stop();
		assertThat(second.snapshot().run().state()).isEqualTo(State.STOPPED);
		first.stop();
		second.start();
		assertThat(second.snapshot().run().state()).isNotEqualTo(State.LOCKED_OUT);
		second.stop();
	}

	@Test
	void runsThatAllowOthersHoldNoLock() {
		EmissionsTracker first = tracker(true);
		EmissionsTracker second = tracker(false);
		first.start();
		second.start();
		assertThat(second.snapshot().run().state()).isNotEqualTo(State.LOCKED_OUT);
		second.stop();
		first.stop();
		assertThat(this.directory.resolve("lock").resolve("run.lock")).exists();
	}

	@Test
	@EnabledOnOs({ OS.LINUX, OS.MAC })
	void itsDirectoryIsForItsOwnerOnly() throws Exception {
		try (FileClaim lock = lock().tryAcquire()) {
			assertThat(lock).isNotNull();
			assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(this.directory.resolve("lock"))))
				.isEqualTo("rwx------");
		}
		try (FileClaim lock = lock().tryAcquire()) {
			assertThat(lock).isNotNull();
		}
	}

	@Test
	@EnabledOnOs({ OS.LINUX, OS.MAC })
	void aDirectoryThatOthersCanUseIsNotUsed() throws Exception {
		Path shared = Files.createDirectory(this.directory.resolve("lock"));
		Files.setPosixFilePermissions(shared, PosixFilePermissions.fromString("rwxrwxrwx"));
		assertThatIOException().isThrownBy(() -> lock().tryAcquire()).withMessageContaining("can be used by others");
		assertThat(shared).isEmptyDirectory();
	}

	@Test
	@EnabledOnOs({ OS.LINUX, OS.MAC })
	void aLinkIsNotFollowed() throws Exception {
		Path target = Files.createDirectory(this.directory.resolve("target"));
		Files.setPosixFilePermissions(target, PosixFilePermissions.fromString("rwx------"));
		Files.createSymbolicLink(this.directory.resolve("lock"), target);
		assertThatIOException().isThrownBy(() -> lock().tryAcquire()).withMessageContaining("is not a directory");
		assertThat(target).isEmptyDirectory();
	}

	@Test
	void withoutALockItTracksAndSaysSo() throws IOException {
		Files.createFile(this.directory.resolve("lock"));
		EmissionsTracker tracker = tracker(false);
		tracker.start();
		assertThat(tracker.snapshot().run().id()).isNotNull();
		assertThat(tracker.snapshot().problems()).extracting(Problem::component).contains("lock");
		tracker.stop();
	}

	@Test
	void theLockOfAUserIsInADirectoryOfItsOwn() {
		assertThat(RunLock.ofUser()).asString()
			.startsWith(System.getProperty("java.io.tmpdir"))
			.contains("codecarbon-");
	}

	private RunLock lock() {
		return new RunLock(this.directory.resolve("lock"));
	}

	private EmissionsTracker tracker(boolean allowMultipleRuns) {
		return EmissionsTracker
			.builder(TrackerSettings.builder()
				.allowMultipleRuns(allowMultipleRuns)
				.carbonIntensity(new CarbonIntensity(100))
				.build())
			.hostFacts((settings) -> SampleReports.HOST)
			.runLock(lock())
			.listeners(List.of(new TrackerListener() {

				@Override
				public List<OutputStatus> outputs() {
					return List.of(new OutputStatus("csv", OutputStatus.State.OK, null, null, 0, null, null));
				}

			}))
			.build();
	}

}
