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

package io.codecarbon.tracker;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * What is wrong with a run now. Thread-safe. Each complaint is logged once; one that
 * comes back after it was cleared is logged again, but every ten minutes at most, so that
 * a meter which fails in every other window does not fill the log.
 */
final class Problems {

	private static final Duration QUIET = Duration.ofMinutes(10);

	private final Map<Object, Problem> byPart = new LinkedHashMap<>();

	private final Map<Object, Instant> logged = new HashMap<>();

	// Cleared in every window, nearly always in vain.
	private volatile boolean none = true;

	private final Clock clock;

	private final TrackerLog log;

	Problems(Clock clock, TrackerLog log) {
		this.clock = clock;
		this.log = log;
	}

	/**
	 * Notes that something does not work that worked, or was asked for.
	 * @param component what has the problem
	 * @param message what is wrong
	 * @param advice what the user can do
	 */
	void degraded(String component, String message, @Nullable String advice) {
		degraded(component, component, message, advice);
	}

	/**
	 * Notes that one of several parts of a component does not work that worked, or was
	 * asked for.
	 * @param part identifies the part
	 * @param component what has the problem
	 * @param message what is wrong
	 * @param advice what the user can do
	 */
	void degraded(Object part, String component, String message, @Nullable String advice) {
		if (add(part, new Problem(this.clock.instant(), component, message, advice, true))) {
			this.log.warn(message, advice);
		}
	}

	/**
	 * Notes that something could work better.
	 * @param component what it is
	 * @param message what could be better
	 * @param advice what the user can do
	 */
	void notice(String component, String message, @Nullable String advice) {
		notice(component, component, message, advice);
	}

	/**
	 * Notes that something could work better, which is not all that can be said of its
	 * component.
	 * @param part identifies what it is
	 * @param component what it belongs to
	 * @param message what could be better
	 * @param advice what the user can do
	 */
	void notice(Object part, String component, String message, @Nullable String advice) {
		if (add(part, new Problem(this.clock.instant(), component, message, advice, false))) {
			this.log.info(message, advice);
		}
	}

	private synchronized boolean add(Object part, Problem problem) {
		Problem known = this.byPart.get(part);
		this.none = false;
		if (known != null) {
			// Its text may tell a time or a number that is never the same.
			this.byPart.put(part, new Problem(known.since(), problem.component(), problem.message(), problem.advice(),
					problem.degrading()));
			return false;
		}
		this.byPart.put(part, problem);
		Instant last = this.logged.get(part);
		if (last != null && problem.since().isBefore(last.plus(QUIET))) {
			return false;
		}
		this.logged.put(part, problem.since());
		return true;
	}

	/**
	 * Notes that a component, or a part of one, has no problem.
	 * @param part what identifies it
	 */
	void clear(Object part) {
		if (this.none) {
			return;
		}
		Problem cleared;
		boolean saidSo;
		synchronized (this) {
			cleared = this.byPart.remove(part);
			this.none = this.byPart.isEmpty();
			// Of one that came back silently, nothing is said when it goes.
			saidSo = cleared != null && cleared.since().equals(this.logged.get(part));
		}
		if (cleared != null && saidSo) {
			this.log.info("Gone is the problem with " + cleared.component() + ": " + cleared.message(), null);
		}
	}

	synchronized List<Problem> all() {
		return new ArrayList<>(this.byPart.values());
	}

}
