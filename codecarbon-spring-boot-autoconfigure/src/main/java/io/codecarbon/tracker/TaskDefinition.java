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

import io.codecarbon.location.Place;
import org.jspecify.annotations.Nullable;

/**
 * What a task is called, and at which place its energy is priced. Outlives the runs of
 * its tracker.
 *
 * @param index its position among the tracker's tasks
 * @param name its name
 * @param kind its kind
 * @param place where its energy is priced, {@code null} for the run's place
 */
record TaskDefinition(int index, String name, TaskKind kind, @Nullable Place place) {
}
