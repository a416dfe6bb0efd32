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

import java.io.UncheckedIOException;
import java.util.concurrent.ExecutionException;
import java.util.regex.Pattern;

/**
 * Says in one line why something failed, without what an address may carry in secrets:
 * its user, its password and its query.
 */
final class FailureMessage {

	private static final int MAX_LENGTH = 300;

	private static final int MAX_CAUSES = 5;

	// A password that is not encoded may hold any character but a space, so it ends at
	// the last @. After a question mark, password and query cannot be told apart.
	private static final Pattern USER_INFO = Pattern.compile("(?<=://)(?:[^\\s?]*+\\?\\S*@[^\\s\"']*|\\S*@)");

	private static final Pattern QUERY = Pattern.compile("(://[^\\s?]*)\\?[^\\s\"']*");

	private FailureMessage() {
	}

	static String of(Throwable failure) {
		Throwable cause = failure.getCause();
		if (cause != null && (failure instanceof UncheckedIOException || failure instanceof ExecutionException)) {
			return of(cause);
		}
		String message = failure.getMessage();
		if (message == null || message.isBlank()) {
			return failure.getClass().getSimpleName();
		}
		message = message.strip().lines().findFirst().orElse("");
		message = QUERY.matcher(USER_INFO.matcher(message).replaceAll("")).replaceAll("$1");
		if (message.length() > MAX_LENGTH) {
			message = message.substring(0, MAX_LENGTH) + "...";
		}
		return saysWhatHappened(failure) ? message : failure.getClass().getSimpleName() + ": " + message;
	}

	/**
	 * Returns a failure that has the stack traces of another, and messages without
	 * secrets.
	 * @param failure what was thrown
	 * @return what can be logged
	 */
	static Throwable withoutSecrets(Throwable failure) {
		return withoutSecrets(failure, MAX_CAUSES);
	}

	private static Throwable withoutSecrets(Throwable failure, int causes) {
		Throwable cause = (causes > 0) ? failure.getCause() : null;
		Throwable harmless = new Exception(failure.getClass().getName() + ": " + of(failure),
				(cause != null) ? withoutSecrets(cause, causes - 1) : null);
		harmless.setStackTrace(failure.getStackTrace());
		return harmless;
	}

	// The JDK's own exceptions often have a bare name or path for their message.
	private static boolean saysWhatHappened(Throwable failure) {
		String type = failure.getClass().getName();
		return failure instanceof DeliveryRefusedException || type.equals("java.io.IOException")
				|| type.equals("java.lang.IllegalStateException");
	}

}
