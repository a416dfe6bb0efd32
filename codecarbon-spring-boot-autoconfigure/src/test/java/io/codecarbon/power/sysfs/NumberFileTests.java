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
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

import io.codecarbon.power.sysfs.NumberFile.Failure;
import io.codecarbon.power.rapl.PowercapTree;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class NumberFileTests {

	@TempDir
	private Path sysfs;

	private PowercapTree tree;

	private NumberFile file;

	@BeforeEach
	void openFile() {
		this.tree = new PowercapTree(this.sysfs).zone("intel-rapl:0", "package-0", 5);
		this.file = new NumberFile(this.tree.counter("intel-rapl:0"));
	}

	@AfterEach
	void closeFile() {
		this.file.close();
	}

	@ParameterizedTest
	@CsvSource({ "0", "7", "262143328850", "9223372036854775807", "18446744073709551615", "00000000000000000042" })
	void readsUnsignedNumbersOf64Bits(String number) {
		for (String text : new String[] { number, number + "\n", "  " + number + " \n" }) {
			this.tree.write("intel-rapl:0", text);
			assertThat(this.file.read()).isTrue();
			assertThat(this.file.value()).isEqualTo(Long.parseUnsignedLong(number));
			assertThat(this.file.failure()).isNull();
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "\n", "x", "-1", "+1", "1.5", "1e9", "1_000", "0x10", "12 34", "12\u0000",
			"18446744073709551616", "99999999999999999999", "1234567890123456789012345678901234567890" })
	void takesNothingElseForANumber(String text) {
		assertThat(this.file.read()).isTrue();
		this.tree.write("intel-rapl:0", text);
		assertThat(this.file.read()).isFalse();
		assertThat(this.file.failure()).isEqualTo(Failure.GARBAGE);
		this.tree.write("intel-rapl:0", "6\n");
		assertThat(this.file.read()).isTrue();
		assertThat(this.file.value()).isEqualTo(6);
	}

	@Test
	void opensTheFileAnewWhereItWasReplaced() throws IOException {
		assertThat(this.file.read()).isTrue();
		Path other = Files.writeString(this.sysfs.resolve("other"), "9\n");
		Files.move(other, this.file.path(), StandardCopyOption.REPLACE_EXISTING);
		assertThat(this.file.reopen()).isTrue();
		assertThat(this.file.value()).isEqualTo(9);
	}

	@Test
	void opensNoFifoAsItWouldNeverComeBack() throws IOException {
		this.tree.makeFifo("intel-rapl:0");
		assertThat(this.file.read()).isFalse();
		assertThat(this.file.failure()).isEqualTo(Failure.NOT_REGULAR);
	}

	@Test
	void saysWhatIsWrong() throws IOException {
		Files.delete(this.file.path());
		assertThat(this.file.read()).isFalse();
		assertThat(this.file.failure()).isEqualTo(Failure.MISSING);
		Files.createDirectory(this.file.path());
		assertThat(this.file.read()).isFalse();
		assertThat(this.file.failure()).isEqualTo(Failure.NOT_REGULAR);
	}

}
