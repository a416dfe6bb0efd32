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

package io.codecarbon.spring.actuate;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.codecarbon.power.Quality;
import io.codecarbon.tracker.EmissionsReport.Task;
import io.codecarbon.tracker.TaskKind;

import org.springframework.boot.actuate.endpoint.OperationResponseBody;

/**
 * A task, as the endpoint shows it. Energy and emissions are the task's own, but for the
 * inclusive figure.
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
record TaskDescriptor(String name, String kind, long invocations, long failures, long active, double cpuSeconds,
		double wallSeconds, double energyJoules, double emissionsGrams, double energyJoulesInclusive,
		String quality) implements OperationResponseBody {

	/**
	 * Returns the descriptors of some tasks. What differs in its place only is one task
	 * here: nothing that is shown tells it apart.
	 * @param tasks the tasks
	 * @return the descriptors by energy, largest first
	 */
	static List<TaskDescriptor> byEnergy(List<Task> tasks) {
		Map<Key, List<Task>> alike = tasks.stream()
			.collect(Collectors.groupingBy((task) -> new Key(task.name(), task.kind()), LinkedHashMap::new,
					Collectors.toList()));
		return alike.entrySet()
			.stream()
			.map((entry) -> of(entry.getKey(), entry.getValue()))
			.sorted(Comparator.comparingDouble(TaskDescriptor::energyJoules).reversed())
			.toList();
	}

	private static TaskDescriptor of(Key key, List<Task> tasks) {
		double joules = sum(tasks, (task) -> task.totals().energy().joules());
		double measured = sum(tasks, (task) -> task.measuredEnergy().joules());
		return new TaskDescriptor(key.name(), Descriptors.id(key.kind()), count(tasks, Task::invocations),
				count(tasks, Task::failures), count(tasks, Task::active),
				sum(tasks, (task) -> Descriptors.seconds(task.cpuTime())),
				sum(tasks, (task) -> Descriptors.seconds(task.wallTime())), joules,
				sum(tasks, (task) -> task.totals().emissions().kg() * 1000),
				sum(tasks, (task) -> task.inclusiveTotals().energy().joules()),
				Descriptors.id((measured > joules / 2) ? Quality.MEASURED : Quality.ESTIMATED));
	}

	private static double sum(List<Task> tasks, ToDoubleFunction<Task> figure) {
		return tasks.stream().mapToDouble(figure).sum();
	}

	private static long count(List<Task> tasks, ToLongFunction<Task> figure) {
		return tasks.stream().mapToLong(figure).sum();
	}

	private record Key(String name, TaskKind kind) {
	}

}
