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

/**
 * A meter, or a model, of the power of one component of the machine. Read once a window
 * by the thread that samples, and by no other, so an implementation need not be
 * thread-safe. A source that can block reads on a daemon thread of its own and answers
 * with its last finished value.
 */
public interface PowerSource extends AutoCloseable {

	/**
	 * Returns what this source is. Asked for after each reading: its model and detail may
	 * change while it is in use, the rest does not.
	 * @return the description, the same instance as long as nothing has changed
	 */
	SourceDescription describe();

	/**
	 * Returns the energy, or the power, of the whole machine's component in the window
	 * that just ended. The first window begins when the source is created.
	 * @param window the window
	 * @return the reading
	 */
	Reading read(SamplingWindow window);

	/**
	 * Releases what the source holds. The default does nothing.
	 */
	@Override
	default void close() {
	}

}
