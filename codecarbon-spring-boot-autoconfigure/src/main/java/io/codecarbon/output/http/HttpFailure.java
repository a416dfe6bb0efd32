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

package io.codecarbon.output.http;

import java.io.IOException;
import java.net.URI;

import io.codecarbon.http.BoundedHttpClient;
import io.codecarbon.output.DeliveryRefusedException;

/**
 * Says why a receiver has not taken what it was sent. Of its address only the host and
 * the port are told: the rest can be a secret, as that of a webhook is.
 */
public final class HttpFailure {

	private HttpFailure() {
	}

	/**
	 * Returns what to throw for an answer that is no success.
	 * @param receiver the address of the receiver
	 * @param status the HTTP status of the answer
	 * @return a {@link DeliveryRefusedException} where sending the same again is in vain
	 */
	public static IOException of(URI receiver, int status) {
		String origin = BoundedHttpClient.origin(receiver);
		return switch (status) {
			case 401, 403 -> new DeliveryRefusedException(origin + " refuses the credentials: HTTP status " + status);
			// They ask to come back later.
			case 408, 425, 429 -> new IOException(origin + " answers with HTTP status " + status);
			default -> {
				if (status >= 300 && status < 400) {
					yield new DeliveryRefusedException(
							origin + " redirects, which is not followed: HTTP status " + status);
				}
				String message = origin + " answers with HTTP status " + status;
				yield (status >= 400 && status < 500) ? new DeliveryRefusedException(message)
						: new IOException(message);
			}
		};
	}

}
