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

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

import io.codecarbon.data.NearestNames;
import io.codecarbon.output.EmissionsOutput;
import io.codecarbon.output.OutputDispatcher;
import io.codecarbon.output.ResumableOutput;
import io.codecarbon.output.csv.CsvEmissionsOutput;
import io.codecarbon.output.logger.LoggerEmissionsOutput;

import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;

/**
 * Auto-configuration of the outputs that the properties ask for, beside those that are
 * beans.
 */
@AutoConfiguration(after = CodeCarbonAutoConfiguration.class)
@ConditionalOnCodeCarbonEnabled
public final class CodeCarbonOutputAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean
	OutputDispatcher codeCarbonOutputDispatcher(CodeCarbonProperties properties,
			ObjectProvider<EmissionsOutput> outputs, ApplicationContext context) {
		Path directory = PropertyRules.path("output-dir", properties.getOutputDir());
		List<EmissionsOutput> all = new ArrayList<>();
		if (properties.isSaveToFile()) {
			all.add(new CsvEmissionsOutput(directory, properties.getOutputFile(), properties.getOnCsvWrite()));
		}
		if (properties.isSaveToLogger()) {
			all.add(new LoggerEmissionsOutput(properties.getLoggingLogger()));
		}
		all.addAll(new NetworkOutputs(properties, context.getEnvironment(), context.getClassLoader()).create());
		List<String> handlers = properties.getOutputHandlers();
		if (handlers == null) {
			outputs.orderedStream().forEach(all::add);
		}
		else {
			handlers.forEach((name) -> all.add(handler(name, context)));
		}
		boolean checkpoint = properties.isCheckpoint() && all.stream().anyMatch(ResumableOutput.class::isInstance);
		if (checkpoint) {
			PropertyRules.checkDirectory(properties.getOutputDir());
		}
		return new OutputDispatcher(all, properties.getApiCallInterval(), properties.getLoggerPreamble(),
				checkpoint ? directory : null);
	}

	private static EmissionsOutput handler(String name, ListableBeanFactory beanFactory) {
		TreeSet<String> names = new TreeSet<>(List.of(beanFactory.getBeanNamesForType(EmissionsOutput.class)));
		if (!names.contains(name)) {
			throw new InvalidPropertyException(PropertyRules.PREFIX + ".output-handlers", name,
					PropertyRules.allowed("output-handlers", null), NearestNames.of(name, names),
					names.isEmpty() ? "There is no bean of type EmissionsOutput" : null);
		}
		return beanFactory.getBean(name, EmissionsOutput.class);
	}

}
