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

package io.codecarbon.data;

import java.io.ByteArrayInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

import de.siegmar.fastcsv.reader.CloseableIterator;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import io.codecarbon.unit.CarbonIntensity;
import org.jspecify.annotations.Nullable;

/**
 * A cursor over the rows of a CSV table with a header, whose complaints name the file,
 * the line and the column. Used by one thread.
 */
final class Table implements Closeable {

	private static final String INTENSITY = "carbon_intensity_g_per_kwh";

	private final String file;

	private final CloseableIterator<CsvRecord> records;

	private final String[] header;

	private CsvRecord row;

	private Table(String file, InputStream content) {
		this.file = file;
		// Rows of another length than the header's are let through here, because the
		// reader's own complaint would not name the column
		this.records = CsvReader.builder()
			.allowUnclosedQuote(false)
			.skipEmptyLines(false)
			.extraFieldStrategy(FieldMismatchStrategy.IGNORE)
			.missingFieldStrategy(FieldMismatchStrategy.IGNORE)
			.ofCsvRecord(content, StandardCharsets.UTF_8)
			.iterator();
		CsvRecord first = read(1);
		if (first == null) {
			throw new BrokenTableException(file, 1, null, "no header");
		}
		this.header = first.getFields().toArray(new String[0]);
		this.row = first;
	}

	/**
	 * Opens a bundled table.
	 */
	static Table open(String file) {
		InputStream content = Table.class.getResourceAsStream(file);
		if (content == null) {
			throw new BrokenTableException(file, 1, null, "not on the class path, where codecarbon-data brings it");
		}
		return new Table(file, content);
	}

	/**
	 * Opens a table whose content is given.
	 */
	static Table of(String file, String content) {
		return new Table(file, new ByteArrayInputStream(content.getBytes(StandardCharsets.UTF_8)));
	}

	/**
	 * Moves to the next row.
	 * @return whether there is one
	 */
	boolean next() {
		CsvRecord next = read(this.row.getStartingLineNumber() + 1);
		if (next == null) {
			return false;
		}
		this.row = next;
		int columns = this.header.length;
		if (next.getFieldCount() < columns) {
			throw broken(this.header[next.getFieldCount()], "missing");
		}
		if (next.getFieldCount() > columns) {
			throw broken(null, next.getFieldCount() + " fields, but the header has " + columns);
		}
		return true;
	}

	/**
	 * Returns the text of a column that is never empty.
	 */
	String text(String column) {
		String text = this.row.getField(position(column));
		if (text.isEmpty()) {
			throw broken(column, "empty");
		}
		return text;
	}

	/**
	 * Returns the text of a column that may be empty.
	 */
	String textOrEmpty(String column) {
		return this.row.getField(position(column));
	}

	/**
	 * Returns the number of a column, {@code null} where it is empty.
	 */
	@Nullable Double numberOrNull(String column) {
		String text = this.row.getField(position(column));
		return text.isEmpty() ? null : number(column, text);
	}

	int year(String column) {
		String text = text(column);
		int year = smallWholeNumber(text);
		if (year < 0) {
			throw broken(column, "'" + text + "' is not a year");
		}
		return year;
	}

	@Nullable Integer yearOrNull(String column) {
		return this.row.getField(position(column)).isEmpty() ? null : Integer.valueOf(year(column));
	}

	/**
	 * Returns the intensity of the column that holds it in every table.
	 */
	CarbonIntensity intensity() {
		return intensity(number(INTENSITY, text(INTENSITY)));
	}

	@Nullable CarbonIntensity intensityOrNull() {
		Double number = numberOrNull(INTENSITY);
		return (number != null) ? intensity(number) : null;
	}

	private CarbonIntensity intensity(double gramsPerKwh) {
		try {
			return new CarbonIntensity(gramsPerKwh);
		}
		catch (IllegalArgumentException ex) {
			throw broken(INTENSITY, "'" + gramsPerKwh + "' is not an intensity");
		}
	}

	private double number(String column, String text) {
		int whole = smallWholeNumber(text);
		if (whole >= 0) {
			return whole;
		}
		try {
			return Double.parseDouble(text);
		}
		catch (NumberFormatException ex) {
			throw broken(column, "'" + text + "' is not a number");
		}
	}

	/**
	 * Reads the plain digits that most figures are. In a fresh JVM, parsing them as
	 * doubles takes a third of the time that the table of processors takes.
	 * @return the number, or -1 if there is anything but a few digits
	 */
	private static int smallWholeNumber(String text) {
		int length = text.length();
		if (length == 0 || length > 9) {
			return -1;
		}
		int number = 0;
		for (int i = 0; i < length; i++) {
			char digit = text.charAt(i);
			if (digit < '0' || digit > '9') {
				return -1;
			}
			number = number * 10 + (digit - '0');
		}
		return number;
	}

	private int position(String column) {
		for (int i = 0; i < this.header.length; i++) {
			if (this.header[i].equals(column)) {
				return i;
			}
		}
		throw new BrokenTableException(this.file, 1, column, "not in the header");
	}

	BrokenTableException broken(@Nullable String column, String problem) {
		return new BrokenTableException(this.file, this.row.getStartingLineNumber(), column, problem);
	}

	private @Nullable CsvRecord read(long line) {
		try {
			return this.records.hasNext() ? this.records.next() : null;
		}
		catch (CsvParseException | UncheckedIOException ex) {
			throw new BrokenTableException(this.file, line, null, "not CSV: " + ex.getMessage(), ex);
		}
	}

	@Override
	public void close() {
		try {
			this.records.close();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(this.file, ex);
		}
	}

}
