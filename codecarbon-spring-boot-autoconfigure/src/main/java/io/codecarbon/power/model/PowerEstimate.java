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

package io.codecarbon.power.model;

import java.math.BigDecimal;
import java.util.Locale;
import java.util.function.Supplier;

import io.codecarbon.data.CpuTable;
import io.codecarbon.host.HostFacts;
import io.codecarbon.power.Component;
import io.codecarbon.power.Notice;
import io.codecarbon.power.PowerSource;
import io.codecarbon.power.Quality;
import io.codecarbon.power.SourceDescription;
import io.codecarbon.unit.Power;
import org.jspecify.annotations.Nullable;

/**
 * The model that fits a component of the machine best, where nothing meters it, and what
 * the user should know about it. Immutable.
 *
 * @param source the model, {@code null} where too little is known for one
 * @param notice what is missing for a better one, {@code null} if nothing is
 */
public record PowerEstimate(@Nullable PowerSource source, @Nullable Notice notice) {

	static final String PROCFS_ADVICE = "Make the file stat of the host's procfs readable, or set "
			+ "codecarbon.host.procfs to where it is mounted";

	/** CodeCarbon 3.1.1's power of a logical CPU of a processor that it does not know. */
	private static final double WATTS_PER_UNKNOWN_CPU = 4;

	/** CodeCarbon 3.1.1's share of the maximum power where no load can be read. */
	private static final double CONSTANT_SHARE = 0.5;

	private static final double BYTES_PER_GIGABYTE = 1L << 30;

	/**
	 * Returns the estimate for the processors: a load curve that reaches the forced watts
	 * at full load, else one on the scale of the thermal design power of the sockets,
	 * else of 4 W for each logical CPU; or half of those watts all the time where the
	 * machine's CPU time cannot be read.
	 * @param host the machine
	 * @param table the known processors, asked for only where their powers are needed
	 * @param curve how load becomes power
	 * @param forced the maximum power of all processors by configuration, if any
	 * @param cpuTimeReadable whether the windows have a CPU load
	 * @return the estimate, always with a source
	 */
	public static PowerEstimate ofCpu(HostFacts host, Supplier<CpuTable> table, LoadCurve curve, @Nullable Power forced,
			boolean cpuTimeReadable) {
		Maximum maximum = maximum(host, table, forced);
		if (!cpuTimeReadable) {
			Power power = new Power(maximum.power().watts() * CONSTANT_SHARE);
			SourceDescription description = describe(Component.CPU, host.cpuModel(), "constant", null,
					"half of " + maximum.detail());
			Notice notice = new Notice("The CPU time of the machine cannot be read, so the processors count as drawing "
					+ text(power) + " all the time", PROCFS_ADVICE);
			return new PowerEstimate(new ConstantPower(description, power), notice);
		}
		// Forced watts are what the processors draw at full load; of their thermal design
		// power they may draw less.
		Power scale = (forced != null) ? new Power(forced.watts() / curve.share(1)) : maximum.power();
		Double uncertaintyPercent = maximum.measured() ? curve.uncertaintyPercent() : null;
		SourceDescription description = describe(Component.CPU, host.cpuModel(), maximum.source(), uncertaintyPercent,
				maximum.detail() + ", load curve " + curve);
		return new PowerEstimate(new LoadModel(description, scale, curve), maximum.notice());
	}

	/**
	 * Returns the estimate for the main memory: forced watts, else by the likely number
	 * of memory modules.
	 * @param host the machine
	 * @param forced the power of the memory by configuration, if any
	 * @return the estimate, without a source where nothing is forced and the size of the
	 * memory is unknown
	 */
	public static PowerEstimate ofRam(HostFacts host, @Nullable Power forced) {
		if (forced != null) {
			SourceDescription description = describe(Component.RAM, null, "forced", null,
					text(forced) + " by configuration");
			return new PowerEstimate(new ConstantPower(description, forced), null);
		}
		Long bytes = host.memoryBytes();
		if (bytes == null) {
			return new PowerEstimate(null, new Notice("The size of the memory is unknown, so its energy is not counted",
					"Set codecarbon.force-ram-power to its power in watts"));
		}
		double gigabytes = bytes / BYTES_PER_GIGABYTE;
		int dimms = DimmModel.dimms(gigabytes);
		SourceDescription description = describe(Component.RAM, null, "dimm-model", null,
				String.format(Locale.ROOT, "%.1f GiB, taken for %s", gigabytes, count(dimms, "DIMM")));
		return new PowerEstimate(new ConstantPower(description, DimmModel.power(dimms, host.isArm())), null);
	}

	private static Maximum maximum(HostFacts host, Supplier<CpuTable> table, @Nullable Power forced) {
		if (forced != null) {
			return new Maximum(forced, "forced-load", false, text(forced) + " by configuration", null);
		}
		String model = host.cpuModel();
		if (model != null) {
			CpuTable processors = table.get();
			int row = ProcessorNames.find(processors, model);
			Power tdp = (row != ProcessorNames.NONE) ? processors.tdp(row) : null;
			if (tdp != null) {
				return ofTdp(processors.model(row), tdp, host.sockets());
			}
		}
		Power power = new Power(WATTS_PER_UNKNOWN_CPU * host.logicalCpus());
		String detail = text(new Power(WATTS_PER_UNKNOWN_CPU)) + " x " + count(host.logicalCpus(), "logical CPU");
		String message = ((model != null) ? "No thermal design power is known for the processor '" + model + "'"
				: "The model of the processor is unknown") + ", so that is taken to be " + text(power) + " (" + detail
				+ ")";
		return new Maximum(power, "cpu-count-load", false, detail,
				new Notice(message, "Set codecarbon.force-cpu-power to the maximum power of all processors in watts"));
	}

	private static Maximum ofTdp(String name, Power tdp, @Nullable Integer sockets) {
		int count = (sockets != null) ? sockets : 1;
		String detail = name + ", TDP " + text(tdp) + " x " + count(count, "socket")
				+ ((sockets != null) ? "" : " (assumed)");
		return new Maximum(new Power(tdp.watts() * count), "tdp-load", true, detail, null);
	}

	private static SourceDescription describe(Component component, @Nullable String model, String source,
			@Nullable Double uncertaintyPercent, String detail) {
		return new SourceDescription(component, model, source, Quality.ESTIMATED, uncertaintyPercent, detail);
	}

	private static String count(int count, String noun) {
		return count + " " + noun + ((count == 1) ? "" : "s");
	}

	private static String text(Power power) {
		return BigDecimal.valueOf(power.watts()).stripTrailingZeros().toPlainString() + " W";
	}

	private record Maximum(Power power, String source, boolean measured, String detail, @Nullable Notice notice) {
	}

}
