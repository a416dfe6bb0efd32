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

package io.codecarbon.power;

import org.jspecify.annotations.Nullable;

/**
 * What a {@link PowerSource} is. Immutable.
 *
 * @param component the component that it meters or models
 * @param model the model of the hardware, if known
 * @param source a short, stable identifier of the method, in lower case with hyphens,
 * such as {@code tdp-load}; a tag of the meters
 * @param quality whether it measures or estimates
 * @param uncertaintyPercent the known relative error in percent, {@code null} where none
 * was measured
 * @param detail the figures that the source works with, for people
 */
public record SourceDescription(Component component, @Nullable String model, String source, Quality quality,
		@Nullable Double uncertaintyPercent, @Nullable String detail) {
}
