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

import java.util.Arrays;

import io.codecarbon.unit.Power;
import org.jspecify.annotations.Nullable;

/**
 * The models of processors and their thermal design powers. Immutable.
 */
public final class CpuTable {

	private static final String FILE = "cpus.csv";

	// Two flat arrays, not a record for each of the 4,900 processors
	private final String[] models;

	private final double[] tdpWatts;

	private CpuTable(String[] models, double[] tdpWatts) {
		this.models = models;
		this.tdpWatts = tdpWatts;
	}

	/**
	 * Returns the bundled table, which is read at the first call.
	 * @return the table
	 */
	public static CpuTable bundled() {
		return Bundled.TABLE;
	}

	static CpuTable read(Table table) {
		String[] models = new String[5120];
		double[] tdpWatts = new double[models.length];
		int size = 0;
		try (table) {
			while (table.next()) {
				if (size == models.length) {
					models = Arrays.copyOf(models, size * 2);
					tdpWatts = Arrays.copyOf(tdpWatts, size * 2);
				}
				Double watts = table.numberOrNull("tdp_watts");
				if (watts != null && !(watts >= 0 && watts < Double.POSITIVE_INFINITY)) {
					throw table.broken("tdp_watts", "'" + watts + "' is not a power");
				}
				models[size] = table.text("model");
				tdpWatts[size] = (watts != null) ? watts : Double.NaN;
				size++;
			}
		}
		return new CpuTable(Arrays.copyOf(models, size), Arrays.copyOf(tdpWatts, size));
	}

	/**
	 * Returns how many processors there are.
	 * @return the number of rows
	 */
	public int size() {
		return this.models.length;
	}

	/**
	 * Returns the model of a processor, as the table spells it to the character.
	 * @param row the row, from 0
	 * @return the model
	 * @throws IndexOutOfBoundsException if there is no such row
	 */
	public String model(int row) {
		return this.models[row];
	}

	/**
	 * Returns the thermal design power of a processor.
	 * @param row the row, from 0
	 * @return the power, or {@code null} where no source states it or it is rounded to 0
	 * @throws IndexOutOfBoundsException if there is no such row
	 */
	public @Nullable Power tdp(int row) {
		double watts = this.tdpWatts[row];
		return (watts > 0) ? new Power(watts) : null;
	}

	private static final class Bundled {

		static final CpuTable TABLE = read(Table.open(FILE));

	}

}
