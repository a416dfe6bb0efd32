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

package io.codecarbon.spring.autoconfigure;

import io.codecarbon.spring.RunningTrackers;
import io.codecarbon.tracker.EmissionsTracker;
import io.codecarbon.tracker.TrackerListener;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * A tracker of fakes that a user gives, built with the listeners of the context.
 */
@Configuration(proxyBeanMethods = false)
class TrackerConfiguration {

	@Bean(initMethod = "start")
	EmissionsTracker emissionsTracker(ObjectProvider<TrackerListener> listeners) {
		return RunningTrackers.tracker(listeners.orderedStream().toList());
	}

}
