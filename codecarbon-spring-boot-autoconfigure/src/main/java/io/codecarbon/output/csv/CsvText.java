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
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import org.jspecify.annotations.Nullable;

/**
 * Lines of CSV as Python writes them: quotes only where they are needed, LF, UTF-8.
 */
final class CsvText {

	private final StringWriter text = new StringWriter();

	private final CsvWriter writer = CsvWriter.builder().lineDelimiter(LineDelimiter.LF).build(this.text);

	/**
	 * Adds a line.
	 * @param values strings, integers, finite doubles, and {@code null} for an empty
	 * field
	 * @return this
	 */
	CsvText line(List<? extends @Nullable Object> values) {
		this.writer.writeRecord(values.stream().map(CsvText::field).toList());
		return this;
	}

	byte[] toBytes() throws IOException {
		this.writer.flush();
		return this.text.toString().getBytes(StandardCharsets.UTF_8);
	}

	private static String field(@Nullable Object value) {
		if (value == null) {
			return "";
		}
		return (value instanceof Double number) ? ShortestDecimal.format(number) : value.toString();
	}

}
