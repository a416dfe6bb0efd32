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

package io.codecarbon.benchmark;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Arrays;
import java.util.stream.IntStream;

import io.codecarbon.data.Countries;
import io.codecarbon.data.CpuTable;
import io.codecarbon.host.ThreadCpuClock;
import io.codecarbon.tracker.EmissionsTracker;
import io.codecarbon.tracker.TrackerListener;

import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.support.GenericApplicationContext;

/**
 * Starts the application in a JVM of its own and prints what was asked for.
 */
public final class ApplicationProbe {

	/** The windows of 100 minutes, after which the JIT has done what it will do. */
	private static final int LATER = 6000;

	private static final ThreadCpuClock CLOCK = ThreadCpuClock.platform();

	private ApplicationProbe() {
	}

	/**
	 * Starts, measures and prints.
	 * @param arguments {@code start}, {@code start-time}, {@code start-time-hanging},
	 * {@code heap}, {@code first-windows}, {@code later-windows} or {@code tables}, and
	 * properties of the application
	 * @throws Exception if it fails
	 */
	public static void main(String[] arguments) throws Exception {
		String[] properties = Arrays.copyOfRange(arguments, 1, arguments.length);
		switch (arguments[0]) {
			case "start" -> printStart(properties);
			case "start-time" -> printStartTime(properties);
			case "start-time-hanging" -> printHangingStartTime(properties);
			case "heap" -> printHeap(properties);
			case "first-windows" -> printWindow(0, properties);
			case "later-windows" -> printWindow(LATER, properties);
			case "tables" -> printTables(properties);
			default -> throw new IllegalArgumentException(arguments[0]);
		}
	}

	private static void printStart(String[] properties) {
		BeanCpuTime startup = new BeanCpuTime();
		SpringApplication application = new SpringApplication(BenchmarkApplication.class);
		application.setApplicationStartup(startup);
		PhaseProbe before = new PhaseProbe(-1);
		PhaseProbe after = new PhaseProbe(1);
		application.addInitializers((context) -> {
			GenericApplicationContext generic = (GenericApplicationContext) context;
			generic.registerBean("phaseProbeBefore", PhaseProbe.class, () -> before.following(generic));
			generic.registerBean("phaseProbeAfter", PhaseProbe.class, () -> after.following(generic));
		});
		try (ConfigurableApplicationContext context = application.run(properties)) {
			long beans = startup.nanosByBean()
				.entrySet()
				.stream()
				.filter((bean) -> isOurs(context.getBeanFactory(), bean.getKey()))
				.mapToLong((bean) -> bean.getValue())
				.sum();
			long lifecycle = after.clock - before.clock;
			print((beans + lifecycle) / 1e6);
		}
	}

	private static void printStartTime(String... properties) {
		long start = System.nanoTime();
		ConfigurableApplicationContext context = SpringApplication.run(BenchmarkApplication.class, properties);
		print((System.nanoTime() - start) / 1e6);
		context.close();
	}

	// Whoever is asked on the Internet is asked through a proxy that takes connections
	// and never says a word.
	private static void printHangingStartTime(String... properties) throws IOException {
		try (ServerSocket proxy = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
			System.setProperty("https.proxyHost", proxy.getInetAddress().getHostAddress());
			System.setProperty("https.proxyPort", String.valueOf(proxy.getLocalPort()));
			printStartTime(properties);
		}
	}

	private static boolean isOurs(ConfigurableListableBeanFactory factory, String bean) {
		if (!factory.containsBeanDefinition(bean)) {
			return false;
		}
		String origin = factory.getBeanDefinition(bean).getFactoryBeanName() + " "
				+ factory.getBeanDefinition(bean).getBeanClassName();
		return origin.contains("io.codecarbon.spring");
	}

	private static void printHeap(String[] properties) throws InterruptedException {
		try (ConfigurableApplicationContext context = SpringApplication.run(BenchmarkApplication.class, properties)) {
			context.getBean(BenchmarkApplication.Service.class).work();
			Thread.sleep(5000);
			System.gc();
			Thread.sleep(500);
			System.gc();
			print(ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed() / 1e6);
		}
	}

	// One window a second, so the processor's caches and branch predictors are cold. What
	// the JIT has made of the code depends on how many there were before. The median, as
	// time that a hypervisor steals counts as CPU time of the thread.
	private static void printWindow(int before, String[] properties) throws InterruptedException {
		SpringApplication application = new SpringApplication(BenchmarkApplication.class);
		WindowClock clock = new WindowClock();
		application.addInitializers((context) -> ((GenericApplicationContext) context).registerBean("windowClock",
				TrackerListener.class, () -> clock));
		try (ConfigurableApplicationContext context = application.run(properties)) {
			EmissionsTracker tracker = context.getBean(EmissionsTracker.class);
			for (int i = 0; i < before; i++) {
				tracker.flush();
			}
			Thread.sleep(5000);
			int first = clock.windows;
			Thread.sleep(30_000);
			print(clock.medianNanos(first, clock.windows) / 1e3);
		}
	}

	// What a run of a configured country on a machine without a meter needs, in an
	// application that has not loaded it yet.
	private static void printTables(String[] properties) {
		ConfigurableApplicationContext context = SpringApplication.run(BenchmarkApplication.class, properties);
		long start = System.nanoTime();
		Countries.bundled();
		CpuTable.bundled();
		print((System.nanoTime() - start) / 1e6);
		context.close();
	}

	private static void print(double value) {
		System.out.println(Benchmarks.RESULT + value);
	}

	/**
	 * Notes the CPU clock of the sampler at the end of each window.
	 */
	private static final class WindowClock implements TrackerListener {

		private final long[] clocks = new long[LATER + 1000];

		private volatile int windows;

		@Override
		public void windowClosed(boolean grown) {
			int window = this.windows;
			this.clocks[window] = CLOCK.currentThread();
			this.windows = window + 1;
		}

		private double medianNanos(int from, int to) {
			return IntStream.range(from, to)
				.mapToLong((window) -> this.clocks[window] - this.clocks[window - 1])
				.sorted()
				.skip((to - from) / 2)
				.findFirst()
				.orElseThrow();
		}

	}

	/**
	 * Reads the clock of the starting thread before, or after, the tracker is started.
	 */
	private static final class PhaseProbe implements SmartLifecycle {

		private final int offset;

		private int phase;

		private long clock;

		private PhaseProbe(int offset) {
			this.offset = offset;
		}

		private PhaseProbe following(GenericApplicationContext context) {
			this.phase = context.getBeansOfType(SmartLifecycle.class, false, false)
				.entrySet()
				.stream()
				.filter((bean) -> isOurs(context.getBeanFactory(), bean.getKey()))
				.mapToInt((bean) -> bean.getValue().getPhase())
				.findFirst()
				.orElse(0) + this.offset;
			return this;
		}

		@Override
		public void start() {
			this.clock = CLOCK.currentThread();
		}

		@Override
		public void stop() {
		}

		@Override
		public boolean isRunning() {
			return this.clock != 0;
		}

		@Override
		public int getPhase() {
			return this.phase;
		}

	}

}
