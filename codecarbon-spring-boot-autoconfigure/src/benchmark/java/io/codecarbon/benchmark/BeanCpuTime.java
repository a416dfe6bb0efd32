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

import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;

import io.codecarbon.host.ThreadCpuClock;

import org.springframework.core.metrics.ApplicationStartup;
import org.springframework.core.metrics.StartupStep;

/**
 * Measures the CPU time that the starting thread spends on making each bean, without that
 * of the beans which are made meanwhile.
 */
final class BeanCpuTime implements ApplicationStartup {

	private static final ThreadCpuClock CLOCK = ThreadCpuClock.platform();

	private final Map<String, Long> nanosByBean = new HashMap<>();

	private final Deque<Step> open = new ArrayDeque<>();

	private final Thread startingThread = Thread.currentThread();

	private long ids;

	Map<String, Long> nanosByBean() {
		return this.nanosByBean;
	}

	@Override
	public StartupStep start(String name) {
		if (Thread.currentThread() != this.startingThread) {
			return ApplicationStartup.DEFAULT.start(name);
		}
		Step step = new Step(name, this.ids++);
		this.open.push(step);
		return step;
	}

	/**
	 * A step of the start.
	 */
	private final class Step implements StartupStep {

		private final String name;

		private final long id;

		private final long start = CLOCK.currentThread();

		private long nested;

		private String bean = "";

		private Step(String name, long id) {
			this.name = name;
			this.id = id;
		}

		@Override
		public String getName() {
			return this.name;
		}

		@Override
		public long getId() {
			return this.id;
		}

		@Override
		public Long getParentId() {
			return null;
		}

		@Override
		public StartupStep tag(String key, String value) {
			if (key.equals("beanName")) {
				this.bean = value;
			}
			return this;
		}

		@Override
		public StartupStep tag(String key, Supplier<String> value) {
			return this;
		}

		@Override
		public Tags getTags() {
			return Collections::emptyIterator;
		}

		@Override
		public void end() {
			long nanos = CLOCK.currentThread() - this.start;
			BeanCpuTime.this.open.remove(this);
			if (this.name.equals("spring.beans.instantiate")) {
				BeanCpuTime.this.nanosByBean.merge(this.bean, nanos - this.nested, Long::sum);
			}
			Step parent = BeanCpuTime.this.open.peek();
			if (parent != null) {
				parent.nested += nanos;
			}
		}

	}

}
