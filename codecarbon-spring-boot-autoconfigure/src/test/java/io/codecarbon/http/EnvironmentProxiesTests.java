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

package io.codecarbon.http;

import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.URI;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import io.codecarbon.output.http.FakeReceiver;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests of {@link EnvironmentProxies}.
 */
class EnvironmentProxiesTests {

	@ParameterizedTest
	@ValueSource(strings = { "http://proxy.example:3128", "proxy.example:3128", "http://proxy.example:3128/" })
	void asksTheProxyOfTheScheme(String proxy) {
		ProxySelector proxies = proxies(Map.of("HTTPS_PROXY", proxy, "http_proxy", "http://other.example"));
		assertThat(proxies.select(URI.create("https://get.geojs.io/v1")))
			.containsExactly(new Proxy(Proxy.Type.HTTP, InetSocketAddress.createUnresolved("proxy.example", 3128)));
		assertThat(proxies.select(URI.create("http://get.geojs.io/v1")))
			.containsExactly(new Proxy(Proxy.Type.HTTP, InetSocketAddress.createUnresolved("other.example", 80)));
	}

	@ParameterizedTest
	@ValueSource(
			strings = { "*", "geojs.io", ".geojs.io", "*.geojs.io", "a.example, GET.geojs.io", "get.geojs.io:8443" })
	void asksNoProxyForWhatIsExcepted(String exceptions) {
		assertThat(proxies(Map.of("HTTPS_PROXY", "http://proxy.example", "NO_PROXY", exceptions))
			.select(URI.create("https://get.geojs.io:8443/"))).containsExactly(Proxy.NO_PROXY);
	}

	@ParameterizedTest
	@ValueSource(strings = { "js.io", "get", "get.geojs.io:80" })
	void anotherExceptionChangesNothing(String exceptions) {
		assertThat(proxies(Map.of("HTTPS_PROXY", "http://proxy.example", "NO_PROXY", exceptions))
			.select(URI.create("https://get.geojs.io:8443/"))).doesNotContain(Proxy.NO_PROXY);
	}

	@ParameterizedTest
	@ValueSource(strings = { "http://localhost:8080/", "http://127.0.0.1/", "http://[::1]:1/" })
	void asksThisMachineItself(String uri) {
		assertThat(proxies(Map.of("HTTP_PROXY", "http://proxy.example")).select(URI.create(uri)))
			.containsExactly(Proxy.NO_PROXY);
	}

	@Test
	void withoutVariablesTheProxiesOfTheJvmHold() {
		Proxy ofTheJvm = new Proxy(Proxy.Type.HTTP, InetSocketAddress.createUnresolved("jvm.example", 1));
		ProxySelector proxies = new EnvironmentProxies(Map.of("HTTP_PROXY", "http://proxy.example"),
				ProxySelector.of((InetSocketAddress) ofTheJvm.address()));
		assertThat(proxies.select(URI.create("https://get.geojs.io/"))).isEqualTo(List.of(ofTheJvm));
	}

	@Test
	void aRequestGoesThroughTheProxy() throws Exception {
		try (FakeReceiver proxy = new FakeReceiver()) {
			proxy.answer(200, "{}");
			ProxySelector proxies = proxies(Map.of("HTTP_PROXY", "http://localhost:" + proxy.port()));
			HttpRequest request = HttpRequest.newBuilder(URI.create("http://nowhere.invalid/path")).build();
			assertThat(new BoundedHttpClient(proxies).send(request, Duration.ofSeconds(10)).json()).isNotNull();
			assertThat(proxy.requests()).extracting(FakeReceiver.Request::path)
				.containsExactly("http://nowhere.invalid/path");
		}
	}

	private static ProxySelector proxies(Map<String, String> environment) {
		return new EnvironmentProxies(environment, null);
	}

}
