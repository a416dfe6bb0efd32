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
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

import io.codecarbon.power.sysfs.NumberFile;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * The cost of reading one counter, on a file of the temporary directory: what the kernel
 * adds to ask the processor is not in it.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class CounterBenchmark {

	private Path path;

	private NumberFile file;

	private EnergyCounter counter;

	@Setup
	public void open() throws IOException {
		this.path = Files.writeString(Files.createTempFile("energy", "_uj"), "123456789012\n");
		this.file = new NumberFile(this.path);
		this.counter = new EnergyCounter(262_143_328_850L, 1000);
	}

	@Benchmark
	public long readOneDomain() {
		if (!this.file.read()) {
			throw new IllegalStateException();
		}
		return this.counter.advance(this.file.value(), 1_000_000_000);
	}

	@Benchmark
	public long readOneDomainByReadString() throws IOException {
		return Long.parseLong(Files.readString(this.path).strip());
	}

	@TearDown
	public void close() throws IOException {
		this.file.close();
		Files.delete(this.path);
	}

}
