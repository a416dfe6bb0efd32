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

import java.net.ProxySelector;
import java.net.URI;
import java.util.Map;
import java.util.stream.Stream;

import io.codecarbon.output.http.FakeReceiver;
import io.codecarbon.output.http.FakeReceiver.Answer;
import io.codecarbon.output.http.FakeReceiver.Request;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests of {@link OnlinePlaceLookup} against services on real sockets, which answer as
 * those of the clouds and of GeoJS and ip-api are documented to.
 */
class OnlinePlaceLookupTests {

	private static final Answer NOT_FOUND = Answer.of(404, "<html><title>404 - Not Found</title></html>");

	private static final String GEOJS = """
			{"ip":"192.0.2.7","country":"Canada","country_code":"CA","country_code3":"CAN","continent_code":"NA",
			"city":"Montreal","region":"Qu\u00e9bec","latitude":"45.5088","longitude":"-73.5878","area_code":"0",
			"timezone":"America/Toronto","organization":"AS64496 Example","asn":64496}""";

	private static final String IP_API = """
			{"status":"success","country":"United States","countryCode":"US","regionName":"California",
			"lat":37.3541,"lon":-121.9552}""";

	private final FakeReceiver metadata = new FakeReceiver();

	private final FakeReceiver geojs = new FakeReceiver();

	private final FakeReceiver ipApi = new FakeReceiver();

	OnlinePlaceLookupTests() {
		this.metadata.answer((request) -> NOT_FOUND);
		this.geojs.answer((request) -> NOT_FOUND);
		this.ipApi.answer((request) -> NOT_FOUND);
	}

	@AfterEach
	void close() {
		this.metadata.close();
		this.geojs.close();
		this.ipApi.close();
	}

	@Test
	void findsAnAwsHostThatAnswersToTokensOnly() throws Exception {
		this.metadata.answer((request) -> aws(request, true));
		assertThat(find()).isEqualTo(new Place("FRA", "France", "Paris", "aws", "eu-west-3", "m5.xlarge", null, null,
				Place.Source.CLOUD_METADATA));
	}

	@Test
	void findsAnAwsHostThatKnowsNoTokens() throws Exception {
		this.metadata.answer((request) -> aws(request, false));
		assertThat(find().cloudRegion()).isEqualTo("eu-west-3");
	}

	@Test
	void findsAnAwsHostWhoseTokenNeverArrives() throws Exception {
		this.metadata
			.answer((request) -> request.path().equals("/latest/api/token") ? Answer.never() : aws(request, false));
		assertThat(find().cloudRegion()).isEqualTo("eu-west-3");
	}

	@Test
	void findsAnAzureHost() throws Exception {
		this.metadata.answer((request) -> (request.path().equals("/metadata/instance/compute?api-version=2021-02-01")
				&& "true".equals(request.headers().get("Metadata")))
						? Answer.of(200, "{\"azEnvironment\":\"AzurePublicCloud\",\"location\":\"westeurope\","
								+ "\"vmSize\":\"Standard_D2s_v3\"}")
						: NOT_FOUND);
		Place place = find();
		assertThat(place.cloudProvider()).isEqualTo("azure");
		assertThat(place.cloudRegion()).isEqualTo("westeurope");
		assertThat(place.cloudInstanceType()).isEqualTo("Standard_D2s_v3");
		assertThat(place.countryIsoCode()).isEqualTo("NLD");
	}

	@Test
	void findsAGoogleCloudHost() throws Exception {
		this.metadata.answer(OnlinePlaceLookupTests::gcp);
		Place place = find();
		assertThat(place.cloudProvider()).isEqualTo("gcp");
		assertThat(place.cloudRegion()).isEqualTo("europe-west9");
		assertThat(place.cloudInstanceType()).isEqualTo("n2-standard-4");
		assertThat(place.countryIsoCode()).isEqualTo("FRA");
		assertThat(place.onCloud()).isTrue();
	}

	@Test
	void findsTheRegionOfCloudRun() throws Exception {
		this.metadata.answer(OnlinePlaceLookupTests::gcp);
		Place place = find(Map.of("K_SERVICE", "orders"));
		assertThat(place.cloudRegion()).isEqualTo("europe-west1");
		assertThat(place.cloudInstanceType()).isNull();
	}

	@ParameterizedTest
	@CsvSource({ "ECS_CONTAINER_METADATA_URI_V4, http://169.254.170.2/v4/x, AWS_REGION, eu-west-3, aws, eu-west-3",
			"AWS_LAMBDA_FUNCTION_NAME, orders, AWS_REGION, us-east-1, aws, us-east-1",
			"AWS_WEB_IDENTITY_TOKEN_FILE, /var/run/secrets/eks.amazonaws.com/serviceaccount/token, AWS_REGION,"
					+ " eu-west-3, aws, eu-west-3",
			"WEBSITE_SITE_NAME, orders, REGION_NAME, West Europe, azure, westeurope" })
	void asksNobodyWhereThePlatformHasToldTheRegion(String platform, String value, String variable, String told,
			String provider, String region) throws Exception {
		Place place = find(Map.of(platform, value, variable, told));
		assertThat(place.cloudProvider()).isEqualTo(provider);
		assertThat(place.cloudRegion()).isEqualTo(region);
		assertThat(Stream.of(this.metadata, this.geojs, this.ipApi).flatMap((server) -> server.requests().stream()))
			.isEmpty();
	}

	@Test
	void aRegionThatToolsUseIsNotThatOfTheMachine() throws Exception {
		assertThat(find(Map.of("AWS_REGION", "eu-west-3"))).isEqualTo(Place.UNKNOWN);
	}

	@Test
	void aRegionThatIsNewerThanTheTablesIsInTheCountryOfTheAddress() throws Exception {
		this.geojs.answer(200, GEOJS);
		Place place = find(Map.of("AWS_LAMBDA_FUNCTION_NAME", "orders", "AWS_REGION", "ca-north-9"));
		assertThat(place.cloudRegion()).isEqualTo("ca-north-9");
		assertThat(place.countryIsoCode()).isEqualTo("CAN");
	}

	@Test
	void roundsTheCoordinatesAndFindsTheRegionWithoutItsDiacritics() throws Exception {
		this.geojs.answer(200, GEOJS);
		assertThat(find())
			.isEqualTo(new Place("CAN", "Canada", "quebec", null, null, 45.5, -73.6, Place.Source.IP_GEOLOCATION));
		assertThat(this.ipApi.requests()).isEmpty();
	}

	@Test
	void keepsTheNameOfARegionThatNoTableHas() throws Exception {
		this.geojs.answer(200, "{\"country_code3\":\"FRA\",\"region\":\"\u00cele-de-France\\r\\n,x\","
				+ "\"latitude\":\"nil\",\"longitude\":\"2.35\"}");
		Place place = find();
		assertThat(place.region()).isEqualTo("\u00eele-de-france ,x");
		assertThat(place.countryName()).isEqualTo("France");
		assertThat(place.latitude()).isNull();
		assertThat(place.longitude()).isNull();
	}

	@Test
	void aCloudCountsMoreThanAnAddress() throws Exception {
		this.geojs.answer(200, GEOJS);
		this.metadata.answer(OnlinePlaceLookupTests::gcp);
		assertThat(find().countryIsoCode()).isEqualTo("FRA");
	}

	static Stream<Answer> failures() {
		return Stream.of(Answer.of(200, ""), Answer.of(200, "<html>Log in to the network</html>"), Answer.of(200, "[]"),
				Answer.of(200, "\"text\""), Answer.of(200, "{}"),
				Answer.of(200, "{\"country_code3\":7,\"region\":{},\"latitude\":[]}"),
				Answer.of(200, "{\"country_code3\":\"../x\"}"),
				Answer.of(200, "{\"country_code3\":\"FRA\",\"x\":\"" + "x".repeat(70_000) + "\"}"),
				Answer.redirect(302, URI.create("http://localhost:1/")), Answer.of(401, ""), Answer.of(403, ""),
				Answer.of(404, ""), Answer.of(429, ""), Answer.of(500, GEOJS), Answer.hangUp(), Answer.never(),
				Answer.onlyTheBeginning());
	}

	@ParameterizedTest
	@MethodSource("failures")
	void asksTheSecondServiceWhereTheFirstFails(Answer failure) throws Exception {
		this.geojs.answer((request) -> failure);
		this.ipApi.answer(200, IP_API);
		assertThat(find()).isEqualTo(
				new Place("USA", "United States", "california", null, null, 37.4, -122.0, Place.Source.IP_GEOLOCATION));
	}

	@ParameterizedTest
	@MethodSource("failures")
	@Timeout(20)
	void thePlaceIsUnknownWhereAllFail(Answer failure) throws Exception {
		Stream.of(this.metadata, this.geojs, this.ipApi).forEach((server) -> server.answer((request) -> failure));
		assertThat(find()).isEqualTo(Place.UNKNOWN);
	}

	@Test
	void aServiceThatSpeaksNoTlsIsAFailure() throws Exception {
		URI tls = URI.create("https://localhost:" + this.geojs.port() + "/");
		IpGeolocation geolocation = new IpGeolocation(ProxySelector.of(null), tls, tls);
		assertThat(geolocation.find()).isEqualTo(Place.UNKNOWN);
	}

	@Test
	void theRealOneAsksThreeHosts() {
		assertThat(new OnlinePlaceLookup().hosts()).containsExactly("169.254.169.254", "get.geojs.io", "ip-api.com");
	}

	private Place find() throws InterruptedException {
		return find(Map.of());
	}

	private Place find(Map<String, String> environment) throws InterruptedException {
		URI base = this.metadata.uri("/");
		return new OnlinePlaceLookup(new CloudMetadata(environment, base, base, base),
				new IpGeolocation(ProxySelector.of(null), this.geojs.uri("/v1/ip/geo.json"), this.ipApi.uri("/json/")))
			.find();
	}

	private static Answer aws(Request request, boolean tokens) {
		if (tokens && request.method().equals("PUT") && request.path().equals("/latest/api/token")
				&& request.headers().containsKey("X-aws-ec2-metadata-token-ttl-seconds")) {
			return Answer.of(200, "AQAEAtoken==");
		}
		if (request.path().equals("/latest/dynamic/instance-identity/document")) {
			boolean allowed = !tokens || "AQAEAtoken==".equals(request.headers().get("X-aws-ec2-metadata-token"));
			return allowed
					? Answer.of(200,
							"{\"accountId\":\"123456789012\",\"instanceType\":\"m5.xlarge\",\"region\":\"eu-west-3\"}")
					: Answer.of(401, "");
		}
		return NOT_FOUND;
	}

	private static Answer gcp(Request request) {
		if (!"Google".equals(request.headers().get("Metadata-Flavor"))) {
			return NOT_FOUND;
		}
		return switch (request.path()) {
			case "/computeMetadata/v1/instance/zone" -> google("projects/123456789/zones/europe-west9-b");
			case "/computeMetadata/v1/instance/region" -> google("projects/123456789/regions/europe-west1");
			case "/computeMetadata/v1/instance/machine-type" -> google("projects/123456789/machineTypes/n2-standard-4");
			default -> NOT_FOUND;
		};
	}

	private static Answer google(String text) {
		return Answer.of(200, text).with(Map.of("Metadata-Flavor", "Google"));
	}

}
