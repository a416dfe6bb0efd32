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

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import io.codecarbon.location.Place;
import org.jspecify.annotations.Nullable;

/**
 * The tasks that a tracker knows: at most a given number, all others being one.
 * Thread-safe.
 */
final class TaskDefinitions {

	static final String OTHER = "(other)";

	private final Map<Key, TaskDefinition> byKey = new ConcurrentHashMap<>();

	private final TaskDefinition other = new TaskDefinition(0, OTHER, TaskKind.OTHER, null);

	private final int max;

	/**
	 * @param max how many tasks there may be beside {@code (other)}
	 */
	TaskDefinitions(int max) {
		this.max = max;
	}

	TaskDefinition get(String name, TaskKind kind, @Nullable Place place) {
		Key key = new Key(name, kind, place);
		TaskDefinition known = this.byKey.get(key);
		return (known != null) ? known : add(key);
	}

	private synchronized TaskDefinition add(Key key) {
		if (this.byKey.size() >= this.max) {
			return this.byKey.getOrDefault(key, this.other);
		}
		return this.byKey.computeIfAbsent(key,
				(k) -> new TaskDefinition(this.byKey.size() + 1, k.name(), k.kind(), k.place()));
	}

	TaskDefinition other() {
		return this.other;
	}

	private record Key(String name, TaskKind kind, @Nullable Place place) {
	}

}
