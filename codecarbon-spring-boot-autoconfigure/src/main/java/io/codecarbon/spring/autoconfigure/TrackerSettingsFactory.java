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

import io.codecarbon.tracker.TrackerSettings;
import io.codecarbon.unit.CarbonIntensity;
import io.codecarbon.unit.Power;
import org.jspecify.annotations.Nullable;

import org.springframework.core.env.Environment;
import org.springframework.util.StringUtils;

/**
 * Maps properties to the settings of the tracker.
 */
final class TrackerSettingsFactory {

	private TrackerSettingsFactory() {
	}

	static TrackerSettings create(CodeCarbonProperties properties, Environment environment) {
		TrackerSettings.Builder settings = TrackerSettings.builder()
			.experimentId(properties.getExperimentId())
			.experimentName(properties.getExperimentName())
			.measurementInterval(properties.getMeasurePowerSecs().duration())
			.trackingMode(properties.getTrackingMode())
			.pue(properties.getPue())
			.wue(properties.getWue())
			.cpuPower(power(properties.getForceCpuPower()))
			.cpuLoadCurve(properties.getCpuLoadCurve())
			.forceLoadModel(properties.isForceModeCpuLoad())
			.ramPower(power(properties.getForceRamPower()))
			.idlePower(power(properties.getIdlePower()))
			.carbonIntensity(carbonIntensity(properties.getForceCarbonIntensityGCo2eKwh()))
			.place(properties.place().resolve())
			.procfs(PropertyRules.path("host.procfs", properties.getHost().getProcfs()))
			.sysfs(PropertyRules.path("host.sysfs", properties.getHost().getSysfs()))
			.raplIncludeDram(properties.isRaplIncludeDram())
			.raplPreferPsys(properties.isRaplPreferPsys())
			.maxTasks(properties.getTasks().getMax())
			.loggerPreamble(properties.getLoggerPreamble())
			.allowMultipleRuns(properties.isAllowMultipleRuns());
		String projectName = (properties.getProjectName() != null) ? properties.getProjectName()
				: environment.getProperty("spring.application.name");
		if (StringUtils.hasText(projectName)) {
			settings.projectName(projectName);
		}
		return settings.build();
	}

	private static @Nullable Power power(@Nullable Double watts) {
		return (watts != null) ? new Power(watts) : null;
	}

	private static @Nullable CarbonIntensity carbonIntensity(@Nullable Double gramsPerKwh) {
		return (gramsPerKwh != null) ? new CarbonIntensity(gramsPerKwh) : null;
	}

}
