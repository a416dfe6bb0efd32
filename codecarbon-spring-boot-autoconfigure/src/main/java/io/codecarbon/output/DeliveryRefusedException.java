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

package io.codecarbon.output;

import java.io.IOException;

/**
 * Says that a receiver has understood what it was given and refuses it, for lack of a
 * valid key for instance. It is not tried again before the next regular delivery, unlike
 * other failures, which are tried again soon. The message is for people, in one line and
 * without secrets.
 */
public class DeliveryRefusedException extends IOException {

	private static final long serialVersionUID = 1;

	/**
	 * Creates an exception.
	 * @param message why the receiver refuses
	 */
	public DeliveryRefusedException(String message) {
		super(message);
	}

}
