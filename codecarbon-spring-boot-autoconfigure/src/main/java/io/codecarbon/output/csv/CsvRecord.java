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

package io.codecarbon.output.csv;

/**
 * Where a record of a CSV file is, and what was read of it.
 *
 * @param start the offset of its first byte
 * @param end the offset after its last byte, which is that of its line break
 * @param fields how many fields it has
 * @param complete whether it ends in a line break
 * @param quoted whether it ends within quotes
 * @param runId the third field, which in CodeCarbon's files is the run's identifier
 * @param duration the fifth field, which in CodeCarbon's files is the run's duration
 */
record CsvRecord(long start, long end, int fields, boolean complete, boolean quoted, String runId, String duration) {
}
