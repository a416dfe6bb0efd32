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

import java.util.Locale;

/**
 * What becomes of the row that a run has in a CSV file, when there is a newer one.
 */
public enum OnCsvWrite {

	/** It stays, and the newer one is appended. */
	APPEND,

	/** The newer one takes its place. */
	UPDATE;

	@Override
	public String toString() {
		return name().toLowerCase(Locale.ROOT);
	}

}
