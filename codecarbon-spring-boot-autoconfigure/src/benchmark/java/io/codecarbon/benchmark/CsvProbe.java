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

package io.codecarbon.benchmark;

import java.io.IOException;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;

import com.sun.management.ThreadMXBean;
import io.codecarbon.output.csv.CsvEmissionsOutput;
import io.codecarbon.output.csv.OnCsvWrite;
import io.codecarbon.tracker.EmissionsReport;
import io.codecarbon.tracker.SampleReports;

/**
 * What a row costs that is appended to a file of 100 MB, with its way to the disk.
 */
final class CsvProbe {

	private static final long SIZE = 100_000_000;

	private static final int ROWS = 200;

	private final double medianMillis;

	private final double megabytesPerRow;

	private CsvProbe(double medianMillis, double megabytesPerRow) {
		this.medianMillis = medianMillis;
		this.megabytesPerRow = megabytesPerRow;
	}

	double medianMillis() {
		return this.medianMillis;
	}

	double megabytesPerRow() {
		return this.megabytesPerRow;
	}

	static CsvProbe measure() throws IOException, InterruptedException {
		Path directory = Files.createTempDirectory("codecarbon-benchmark");
		Path file = directory.resolve("emissions.csv");
		try {
			CsvEmissionsOutput output = new CsvEmissionsOutput(directory, file.getFileName().toString(),
					OnCsvWrite.APPEND);
			EmissionsReport report = SampleReports.full();
			output.out(report, report);
			grow(file);
			append(output, report);
			ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
			long allocated = threads.getCurrentThreadAllocatedBytes();
			double[] millis = append(output, report);
			allocated = threads.getCurrentThreadAllocatedBytes() - allocated;
			Arrays.sort(millis);
			return new CsvProbe(millis[ROWS / 2], allocated / 1e6 / ROWS);
		}
		finally {
			Files.deleteIfExists(file);
			Files.delete(directory);
		}
	}

	private static double[] append(CsvEmissionsOutput output, EmissionsReport report)
			throws IOException, InterruptedException {
		double[] millis = new double[ROWS];
		for (int i = 0; i < ROWS; i++) {
			long start = System.nanoTime();
			output.out(report, report);
			millis[i] = (System.nanoTime() - start) / 1e6;
		}
		return millis;
	}

	private static void grow(Path file) throws IOException {
		byte[] content = Files.readAllBytes(file);
		int header = 0;
		while (content[header] != '\n') {
			header++;
		}
		byte[] row = Arrays.copyOfRange(content, header + 1, content.length);
		try (OutputStream stream = Files.newOutputStream(file, StandardOpenOption.APPEND)) {
			byte[] block = new byte[row.length * 1000];
			for (int i = 0; i < block.length; i += row.length) {
				System.arraycopy(row, 0, block, i, row.length);
			}
			for (long size = 0; size < SIZE; size += block.length) {
				stream.write(block);
			}
		}
	}

}
