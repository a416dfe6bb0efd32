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

package io.codecarbon.spring.aop;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/**
 * Says which annotated method stops the start, and why.
 */
class InvalidTrackEmissionsFailureAnalyzer extends AbstractFailureAnalyzer<InvalidTrackEmissionsException> {

	@Override
	protected FailureAnalysis analyze(Throwable rootFailure, InvalidTrackEmissionsException cause) {
		return new FailureAnalysis(
				"@TrackEmissions on " + cause.method() + " is not valid: " + cause.getMessage() + ".",
				"Correct the attributes of the annotation, or configure where the application runs with "
						+ "codecarbon.country-iso-code, or with codecarbon.cloud-provider and "
						+ "codecarbon.cloud-region.",
				cause);
	}

}
