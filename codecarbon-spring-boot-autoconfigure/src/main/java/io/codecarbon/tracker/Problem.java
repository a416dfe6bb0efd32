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

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * Something that does not work, or not as well as it could. Immutable.
 *
 * @param since since when
 * @param component what has the problem, such as {@code cpu} or {@code csv}
 * @param message what is wrong
 * @param advice what the user can do about it, if anything
 * @param degrading whether something that worked, or was asked for, does not work
 */
public record Problem(Instant since, String component, String message, @Nullable String advice, boolean degrading) {
}
