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

package io.codecarbon.location;

import org.jspecify.annotations.Nullable;

/**
 * What a cloud says of the machine it lends. Immutable.
 *
 * @param provider the cloud, lower case, such as {@code gcp}
 * @param region the cloud's region, such as {@code europe-west9}
 * @param instanceType the kind of the machine, {@code null} where the cloud tells none
 */
record CloudInstance(String provider, String region, @Nullable String instanceType) {
}
