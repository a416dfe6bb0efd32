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

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import static java.util.Comparator.comparingDouble;

/**
 * Fits {@code a + (b - a) load^c} to measurements.
 *
 * @param a the share of the maximum power at no load
 * @param b that at full load
 * @param c the exponent
 * @param loss the mean over the machines of their mean squared error
 */
record LoadCurveFit(double a, double b, double c, double loss) {

	/**
	 * Minimises the mean over the machines of their mean squared error, so that none
	 * counts for more because more was measured on it. The error is a share of the
	 * maximum power: a relative one would weigh the idle machine most, where least energy
	 * is at stake, and draw the curve below the measurements. For each exponent the rest
	 * is linear regression; exponents are tried in steps of 0.01.
	 */
	static LoadCurveFit of(List<LoadMeasurement> rows) {
		return IntStream.rangeClosed(1, 400)
			.mapToObj((hundredths) -> of(rows, hundredths / 100.0))
			.min(comparingDouble(LoadCurveFit::loss))
			.orElseThrow();
	}

	private static LoadCurveFit of(List<LoadMeasurement> rows, double c) {
		Map<String, Long> counts = rows.stream()
			.collect(Collectors.groupingBy(LoadMeasurement::machine, Collectors.counting()));
		double xMean = 0;
		double yMean = 0;
		double xxMean = 0;
		double xyMean = 0;
		double yyMean = 0;
		for (LoadMeasurement row : rows) {
			double weight = 1.0 / (counts.get(row.machine()) * counts.size());
			double x = Math.pow(row.load(), c);
			xMean += weight * x;
			yMean += weight * row.share();
			xxMean += weight * x * x;
			xyMean += weight * x * row.share();
			yyMean += weight * row.share() * row.share();
		}
		double slope = (xyMean - xMean * yMean) / (xxMean - xMean * xMean);
		double a = yMean - slope * xMean;
		double loss = yyMean - yMean * yMean - slope * (xyMean - xMean * yMean);
		return new LoadCurveFit(a, a + slope, c, loss);
	}

	double share(double load) {
		return this.a + (this.b - this.a) * Math.pow(load, this.c);
	}

}
