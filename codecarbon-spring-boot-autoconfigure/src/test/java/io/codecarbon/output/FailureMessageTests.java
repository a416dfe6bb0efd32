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

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link FailureMessage}.
 */
class FailureMessageTests {

	@ParameterizedTest
	@CsvSource({ "http://user:MARKER@host/path, http://host/path", "http://user:p@MARKER@host:1, http://host:1",
			"http://user:MARKER/x@host, http://host", "http://user:MARKER#x@host, http://host",
			"http://user:MARKER?x@host, http://", "http://host/path?key=MARKER, http://host/path",
			"http://user:MARKER@host?key=MARKER, http://host", "http://host/?to=a@b&key=MARKER, http://",
			"http://host/path, http://host/path" })
	void saysAnAddressWithoutItsSecrets(String address, String said) {
		assertThat(FailureMessage.of(new IOException("POST " + address + " was refused by a@b")))
			.isEqualTo("POST " + said + " was refused by a@b");
	}

}
