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

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import io.codecarbon.http.BoundedHttpClient;
import io.codecarbon.http.HttpAnswer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Asks the metadata services of AWS, Azure and Google Cloud which of their regions this
 * machine is in. They answer at an address that is link-local, so the question never
 * leaves the host; no proxy is asked. Thread-safe.
 */
final class CloudMetadata {

	private static final Duration PATIENCE = Duration.ofSeconds(1);

	// For one of two requests. Where a container is one hop too far away, the answer with
	// the token never comes, but one that needs none does.
	private static final Duration HALF_PATIENCE = PATIENCE.dividedBy(2);

	// All three clouds document this address.
	private static final URI LINK_LOCAL = URI.create("http://169.254.169.254");

	private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");

	private final BoundedHttpClient client = BoundedHttpClient.withoutProxy();

	private final Map<String, String> environment;

	private final URI aws;

	private final URI azure;

	private final URI gcp;

	CloudMetadata() {
		this(System.getenv(), LINK_LOCAL, LINK_LOCAL, LINK_LOCAL);
	}

	CloudMetadata(Map<String, String> environment, URI aws, URI azure, URI gcp) {
		this.environment = environment;
		this.aws = aws;
		this.azure = azure;
		this.gcp = gcp;
	}

	List<String> hosts() {
		return Stream.of(this.aws, this.azure, this.gcp).map(URI::getHost).distinct().toList();
	}

	/**
	 * Returns what the platform has told this process already: ECS, EKS and Lambda on
	 * AWS, App Service and Functions on Azure. A region alone is not taken: that is also
	 * set where tools of AWS are used at home.
	 */
	@Nullable CloudInstance ofEnvironment() {
		String awsRegion = this.environment.get("AWS_REGION");
		boolean onAws = has("ECS_CONTAINER_METADATA_URI_V4", "") || has("AWS_LAMBDA_FUNCTION_NAME", "")
				|| has("AWS_WEB_IDENTITY_TOKEN_FILE", "eks.amazonaws.com")
				|| has("AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE", "eks-pod-identity");
		if (awsRegion != null && onAws) {
			return instance("aws", awsRegion, null);
		}
		String azureRegion = this.environment.get("REGION_NAME");
		if (azureRegion != null && has("WEBSITE_SITE_NAME", "")) {
			// There it is "West Europe", elsewhere westeurope
			return instance("azure", azureRegion.replace(" ", ""), null);
		}
		return null;
	}

	private boolean has(String variable, String part) {
		String value = this.environment.get(variable);
		return value != null && value.contains(part);
	}

	/**
	 * Returns the questions, of which at most one is answered, to be asked at once.
	 */
	List<Callable<Optional<CloudInstance>>> questions() {
		return List.of(() -> Optional.ofNullable(aws()), () -> Optional.ofNullable(azure()),
				() -> Optional.ofNullable(gcp()));
	}

	// The instance identity document, by version 2 of the service (with a token) or else
	// by version 1.
	private @Nullable CloudInstance aws() throws IOException, InterruptedException {
		HttpRequest.Builder document = get(this.aws, "/latest/dynamic/instance-identity/document");
		String token = awsToken();
		if (token != null) {
			document.setHeader("X-aws-ec2-metadata-token", token);
		}
		JsonNode json = json(this.client.send(document.build(), HALF_PATIENCE));
		return (json != null) ? instance("aws", text(json, "region"), text(json, "instanceType")) : null;
	}

	private @Nullable String awsToken() throws InterruptedException {
		try {
			HttpAnswer answer = this.client.send(HttpRequest.newBuilder(this.aws.resolve("/latest/api/token"))
				.PUT(BodyPublishers.noBody())
				.setHeader("X-aws-ec2-metadata-token-ttl-seconds", "60")
				.build(), HALF_PATIENCE);
			String token = answer.body().strip();
			return (answer.isSuccess() && token.matches("[\\x21-\\x7E]+")) ? token : null;
		}
		catch (IOException ex) {
			return null;
		}
	}

	private @Nullable CloudInstance azure() throws IOException, InterruptedException {
		JsonNode json = json(this.client
			.send(get(this.azure, "/metadata/instance/compute?api-version=2021-02-01").setHeader("Metadata", "true")
				.build(), PATIENCE));
		return (json != null) ? instance("azure", text(json, "location"), text(json, "vmSize")) : null;
	}

	private @Nullable CloudInstance gcp() throws InterruptedException {
		// Cloud Run tells a region, but no zone and no type of machine.
		boolean cloudRun = has("K_SERVICE", "") || has("CLOUD_RUN_JOB", "");
		String place = gcp(cloudRun ? "region" : "zone");
		if (place == null) {
			return null;
		}
		String region = cloudRun ? place : place.substring(0, Math.max(0, place.lastIndexOf('-')));
		return instance("gcp", region, cloudRun ? null : gcp("machine-type"));
	}

	// Such as projects/123456789/zones/europe-west9-b
	private @Nullable String gcp(String item) throws InterruptedException {
		try {
			HttpAnswer answer = this.client
				.send(get(this.gcp, "/computeMetadata/v1/instance/" + item).setHeader("Metadata-Flavor", "Google")
					.build(), PATIENCE);
			boolean google = answer.headers().firstValue("Metadata-Flavor").orElse("").equals("Google");
			String path = answer.body().strip();
			return (answer.isSuccess() && google) ? path.substring(path.lastIndexOf('/') + 1) : null;
		}
		catch (IOException ex) {
			return null;
		}
	}

	private static HttpRequest.Builder get(URI base, String path) {
		return HttpRequest.newBuilder(base.resolve(path));
	}

	private static @Nullable JsonNode json(HttpAnswer answer) {
		return answer.isSuccess() ? answer.json() : null;
	}

	private static @Nullable String text(JsonNode json, String name) {
		JsonNode value = json.path(name);
		return value.isString() ? value.stringValue() : null;
	}

	private static @Nullable CloudInstance instance(String provider, @Nullable String region,
			@Nullable String instanceType) {
		if (region == null || !NAME.matcher(region).matches()) {
			return null;
		}
		return new CloudInstance(provider, region.toLowerCase(Locale.ROOT),
				(instanceType != null && NAME.matcher(instanceType).matches()) ? instanceType : null);
	}

}
