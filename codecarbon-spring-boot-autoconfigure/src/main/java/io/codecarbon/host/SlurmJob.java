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
import java.io.InputStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The memory that SLURM gave to the job in which this process runs, by
 * {@code scontrol show job}.
 */
final class SlurmJob {

	private static final Logger logger = LoggerFactory.getLogger(SlurmJob.class);

	private static final long TIMEOUT_SECONDS = 2;

	/** The job, or an element of an array or of a heterogeneous job. */
	private static final Pattern ID = Pattern.compile("[0-9][0-9_+]{0,63}");

	private static final Pattern ALLOCATED = Pattern.compile("AllocTRES=\\S*?\\bmem=([0-9.]+)([KMGT])");

	private static final Pattern ANY = Pattern.compile("TRES=\\S*?\\bmem=([0-9.]+)([KMGT])");

	private final String id;

	private SlurmJob(String id) {
		this.id = id;
	}

	/**
	 * Returns the job that the environment names.
	 * @param environment the environment of this process
	 * @return the job, or {@code null} outside SLURM
	 */
	static @Nullable SlurmJob ofEnvironment(Map<String, String> environment) {
		String id = environment.get("SLURM_JOB_ID");
		return (id != null && ID.matcher(id).matches()) ? new SlurmJob(id) : null;
	}

	/**
	 * Asks SLURM, for 2 s at most.
	 * @return the job's memory in bytes, or {@code null} if there is no clear answer
	 */
	@Nullable Long memoryBytes() {
		String output = run("scontrol", "show", "job", this.id);
		Double gigabytes = (output != null) ? parseGigabytes(output) : null;
		if (gigabytes == null) {
			logger.info("The memory of SLURM job {} is unknown, so that of the machine is taken", this.id);
			return null;
		}
		return (long) (gigabytes * (1L << 30));
	}

	/**
	 * Finds the memory in the output of {@code scontrol show job}, as CodeCarbon 3.1.1
	 * does: what was allocated goes before what was asked for, and a thousand of one unit
	 * are one of the next.
	 * @param output the output
	 * @return the memory in gigabytes, or {@code null} if it is not stated just once
	 */
	static @Nullable Double parseGigabytes(String output) {
		Matcher matcher = ALLOCATED.matcher(output);
		if (!matcher.find()) {
			matcher = ANY.matcher(output);
			if (!matcher.find()) {
				return null;
			}
		}
		double amount;
		try {
			amount = Double.parseDouble(matcher.group(1));
		}
		catch (NumberFormatException ex) {
			return null;
		}
		double gigabytes = switch (matcher.group(2)) {
			case "K" -> amount / 1_000_000;
			case "M" -> amount / 1000;
			case "G" -> amount;
			default -> amount * 1000;
		};
		return (gigabytes > 0 && !matcher.find()) ? gigabytes : null;
	}

	/**
	 * Runs a program whose output is short: one that would fill the pipe blocks, and is
	 * ended with the time.
	 */
	static @Nullable String run(String... command) {
		Process process;
		try {
			process = new ProcessBuilder(command).redirectError(Redirect.DISCARD).start();
		}
		catch (IOException | RuntimeException ex) {
			logger.debug("Cannot run {}", command[0], ex);
			return null;
		}
		try (InputStream output = process.getInputStream()) {
			process.getOutputStream().close();
			if (process.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS) && process.exitValue() == 0) {
				return new String(output.readAllBytes(), StandardCharsets.UTF_8);
			}
			logger.debug("{} does not answer", command[0]);
			return null;
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			return null;
		}
		catch (IOException ex) {
			logger.debug("Cannot read from {}", command[0], ex);
			return null;
		}
		finally {
			process.destroyForcibly();
		}
	}

}
