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

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

import io.codecarbon.data.CloudRegion;
import io.codecarbon.data.CloudRegions;
import io.codecarbon.http.EnvironmentProxies;
import org.jspecify.annotations.Nullable;

/**
 * Asks the metadata services of clouds and, at the same time, where the address of this
 * machine is. A cloud's answer counts more. Takes 2 s at most. Thread-safe.
 */
public final class OnlinePlaceLookup implements PlaceLookup {

	// What each service is given is less; the rest is for a JVM that has much to load.
	private static final Duration PATIENCE = Duration.ofSeconds(2);

	// Made when they are asked: they load the JDK's HTTP client, which the thread that
	// starts the application must not wait for.
	private final Supplier<Services> services;

	/**
	 * Creates a lookup that asks the real services.
	 */
	public OnlinePlaceLookup() {
		this(() -> new Services(new CloudMetadata(), new IpGeolocation(EnvironmentProxies.ofThisProcess())));
	}

	OnlinePlaceLookup(CloudMetadata cloud, IpGeolocation geolocation) {
		this(() -> new Services(cloud, geolocation));
	}

	private OnlinePlaceLookup(Supplier<Services> services) {
		this.services = services;
	}

	@Override
	public List<String> hosts() {
		Services services = this.services.get();
		List<String> hosts = new ArrayList<>(services.cloud().hosts());
		hosts.addAll(services.geolocation().hosts());
		return hosts;
	}

	@Override
	public Place find() throws InterruptedException {
		Services services = this.services.get();
		long deadline = System.nanoTime() + PATIENCE.toNanos();
		CloudInstance instance = services.cloud().ofEnvironment();
		Place place = (instance != null) ? place(instance) : null;
		if (place != null) {
			return place;
		}
		ExecutorService threads = Executors.newCachedThreadPool(OnlinePlaceLookup::daemon);
		try {
			Future<Place> byAddress = threads.submit(services.geolocation()::find);
			if (instance == null) {
				instance = askClouds(services.cloud(), threads, deadline);
				place = (instance != null) ? place(instance) : null;
			}
			if (place != null) {
				return place;
			}
			place = result(byAddress, deadline);
			return (instance != null) ? onCloud(instance, place) : place;
		}
		finally {
			threads.shutdownNow();
		}
	}

	private static Thread daemon(Runnable task) {
		Thread thread = new Thread(task, "codecarbon-place-lookup");
		thread.setDaemon(true);
		return thread;
	}

	private static @Nullable CloudInstance askClouds(CloudMetadata cloud, ExecutorService threads, long deadline)
			throws InterruptedException {
		CompletionService<Optional<CloudInstance>> answers = new ExecutorCompletionService<>(threads);
		int open = 0;
		for (var question : cloud.questions()) {
			answers.submit(question);
			open++;
		}
		while (open > 0) {
			Future<Optional<CloudInstance>> answer = answers.poll(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
			if (answer == null) {
				return null;
			}
			open--;
			try {
				Optional<CloudInstance> instance = answer.get();
				if (instance.isPresent()) {
					return instance.get();
				}
			}
			catch (ExecutionException ex) {
				// This machine is not in that cloud.
			}
		}
		return null;
	}

	private static Place result(Future<Place> place, long deadline) throws InterruptedException {
		try {
			return place.get(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
		}
		catch (ExecutionException | TimeoutException ex) {
			return Place.UNKNOWN;
		}
	}

	private static @Nullable Place place(CloudInstance instance) {
		CloudRegion region = CloudRegions.bundled().find(instance.provider(), instance.region());
		return (region != null) ? Place.of(region, instance.instanceType(), Place.Source.CLOUD_METADATA) : null;
	}

	// The country of a region that is newer than the tables is where the address is.
	private static Place onCloud(CloudInstance instance, Place address) {
		return new Place(address.countryIsoCode(), address.countryName(), address.region(), instance.provider(),
				instance.region(), instance.instanceType(), address.latitude(), address.longitude(),
				Place.Source.CLOUD_METADATA);
	}

	private record Services(CloudMetadata cloud, IpGeolocation geolocation) {
	}

}
