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
import java.util.Map;

import io.codecarbon.output.EmissionsField;
import io.codecarbon.output.EmissionsOutput;
import io.codecarbon.tracker.EmissionsReport;
import org.jspecify.annotations.Nullable;

/**
 * Posts the run so far to an HTTP endpoint, as the JSON object that CodeCarbon posts. A
 * later one of the same {@code run_id} contains all earlier ones.
 */
public final class HttpEmissionsOutput implements EmissionsOutput {

	private final JsonReceiver receiver = new JsonReceiver(Map.of());

	private final URI endpoint;

	/**
	 * @param endpoint where to post to
	 */
	public HttpEmissionsOutput(URI endpoint) {
		this.endpoint = endpoint;
	}

	@Override
	public String name() {
		return "http";
	}

	@Override
	public void out(EmissionsReport total, EmissionsReport delta) throws IOException, InterruptedException {
		Map<String, @Nullable Object> fields = EmissionsField.all(total);
		fields.put("user", System.getProperty("user.name"));
		this.receiver.post(this.endpoint, fields);
	}

	@Override
	public void liveOut(EmissionsReport total, EmissionsReport delta) throws IOException, InterruptedException {
		out(total, delta);
	}

}
