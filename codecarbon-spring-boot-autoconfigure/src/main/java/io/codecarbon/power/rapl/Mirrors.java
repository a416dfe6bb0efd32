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

import java.util.ArrayList;
import java.util.List;

/**
 * Finds domains that show the counter of another one, as dies of a package do on some AMD
 * processors and kernels: to add them up would count the package twice. Two counters that
 * count for themselves do not show the same microjoules window after window, unless
 * nothing happens; so it takes many equal windows, over which the power varied.
 * <p>
 * Until that is certain both count, and what they counted stays counted: no figure ever
 * falls. What is certain stays so when a window differs, as the two files are not read at
 * one moment and the counter can move in between; only many windows in a row that differ
 * undo it. Not thread-safe.
 */
final class Mirrors {

	static final int WINDOWS = 20;

	private static final double VARIATION = 2;

	// By domain, what is known of it and each one before it.
	private final List<List<Pair>> pairs = new ArrayList<>();

	/**
	 * Learns from a window.
	 * @param microjoules the energy by domain, negative if not known
	 * @param domains how many there are, never fewer than before
	 * @param nanos the length of the window
	 * @return whether what is said of a domain has changed
	 */
	boolean observe(long[] microjoules, int domains, long nanos) {
		while (this.pairs.size() < domains) {
			List<Pair> pairsOfOne = new ArrayList<>();
			for (int i = 0; i < this.pairs.size(); i++) {
				pairsOfOne.add(new Pair());
			}
			this.pairs.add(pairsOfOne);
		}
		boolean changed = false;
		for (int i = 1; i < domains; i++) {
			for (int j = 0; j < i; j++) {
				long one = microjoules[i];
				long other = microjoules[j];
				if (one >= 0 && other >= 0 && (one > 0 || other > 0)) {
					changed |= this.pairs.get(i).get(j).observe(one == other, (double) one / nanos);
				}
			}
		}
		return changed;
	}

	/**
	 * Returns of which domain another one is the mirror.
	 * @param domain a domain
	 * @return an earlier domain, or -1
	 */
	int mirroredBy(int domain) {
		return find(domain, State.CERTAIN);
	}

	/**
	 * Returns of which domain another one may be the mirror, which is not certain yet.
	 * @param domain a domain
	 * @return an earlier domain, or -1
	 */
	int maybeMirroredBy(int domain) {
		return find(domain, State.POSSIBLE);
	}

	private int find(int domain, State state) {
		if (domain < this.pairs.size()) {
			List<Pair> pairsOfOne = this.pairs.get(domain);
			for (int i = 0; i < pairsOfOne.size(); i++) {
				if (pairsOfOne.get(i).state == state) {
					return i;
				}
			}
		}
		return -1;
	}

	private enum State {

		NO, POSSIBLE, CERTAIN

	}

	private static final class Pair {

		private State state = State.NO;

		private int windows;

		private double least;

		private double most;

		boolean observe(boolean equal, double power) {
			State before = this.state;
			if (before == State.CERTAIN) {
				// Those in a row that speak against it.
				this.windows = equal ? 0 : this.windows + 1;
				if (this.windows == WINDOWS) {
					this.state = State.NO;
				}
			}
			else if (!equal) {
				this.state = State.NO;
			}
			else {
				this.least = (before == State.NO) ? power : Math.min(this.least, power);
				this.most = (before == State.NO) ? power : Math.max(this.most, power);
				this.windows = (before == State.NO) ? 1 : this.windows + 1;
				this.state = State.POSSIBLE;
				if (this.windows >= WINDOWS && this.most >= VARIATION * this.least) {
					this.state = State.CERTAIN;
					this.windows = 0;
				}
			}
			return this.state != before;
		}

	}

}
