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

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

/**
 * The proxies that the environment names in {@code HTTPS_PROXY}, {@code HTTP_PROXY} and
 * {@code NO_PROXY}, in upper or lower case; where none is named for a scheme, those of
 * the JVM's own properties. As in Go, this machine itself is never asked through a proxy.
 * A name in {@code NO_PROXY} covers what is below it, too; {@code *} covers everything.
 * Thread-safe.
 */
public final class EnvironmentProxies extends ProxySelector {

	private static final List<Proxy> NONE = List.of(Proxy.NO_PROXY);

	private final Map<String, String> environment;

	private final @Nullable ProxySelector others;

	EnvironmentProxies(Map<String, String> environment, @Nullable ProxySelector others) {
		this.environment = environment;
		this.others = others;
	}

	/**
	 * Returns the proxies of this process.
	 * @return the proxies
	 */
	public static ProxySelector ofThisProcess() {
		return new EnvironmentProxies(System.getenv(), ProxySelector.getDefault());
	}

	@Override
	public List<Proxy> select(URI uri) {
		String host = uri.getHost();
		if (host == null || isThisMachine(host) || isExcepted(host.toLowerCase(Locale.ROOT), uri.getPort())) {
			return NONE;
		}
		String proxy = variable(uri.getScheme().toLowerCase(Locale.ROOT) + "_proxy");
		if (proxy.isEmpty()) {
			return (this.others != null) ? this.others.select(uri) : NONE;
		}
		InetSocketAddress address = address(proxy);
		return (address != null) ? List.of(new Proxy(Proxy.Type.HTTP, address)) : NONE;
	}

	private static boolean isThisMachine(String host) {
		return host.equalsIgnoreCase("localhost") || host.startsWith("127.") || host.equals("[::1]");
	}

	private boolean isExcepted(String host, int port) {
		return Stream.of(variable("no_proxy").toLowerCase(Locale.ROOT).split("[,\\s]+"))
			.filter((name) -> !name.isEmpty())
			.map((name) -> name.replaceFirst("^\\*?\\.", ""))
			.anyMatch((name) -> name.equals("*") || name.equals(host) || name.equals(host + ":" + port)
					|| host.endsWith("." + name));
	}

	// As others have it, lower case comes first.
	private String variable(String name) {
		String value = this.environment.get(name);
		return ((value != null) ? value : this.environment.getOrDefault(name.toUpperCase(Locale.ROOT), "")).strip();
	}

	private static @Nullable InetSocketAddress address(String proxy) {
		try {
			URI uri = new URI(proxy.contains("://") ? proxy : "http://" + proxy);
			return (uri.getHost() != null)
					? InetSocketAddress.createUnresolved(uri.getHost(), (uri.getPort() >= 0) ? uri.getPort() : 80)
					: null;
		}
		catch (URISyntaxException ex) {
			return null;
		}
	}

	@Override
	public void connectFailed(URI uri, SocketAddress proxy, IOException failure) {
		// The request fails, which is told.
	}

}
