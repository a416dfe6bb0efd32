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

import java.beans.PropertyDescriptor;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.codecarbon.spring.autoconfigure.ConfigFile.MalformedException;
import org.apache.commons.logging.Log;

import org.springframework.beans.BeanUtils;
import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.env.OriginTrackedMapPropertySource;
import org.springframework.boot.logging.DeferredLogFactory;
import org.springframework.boot.origin.OriginTrackedValue;
import org.springframework.boot.origin.TextResourceOrigin;
import org.springframework.boot.origin.TextResourceOrigin.Location;
import org.springframework.core.Ordered;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.io.FileSystemResource;

/**
 * Makes property sources of the {@code .codecarbon.config} files that CodeCarbon reads:
 * that of the working directory, and below it that of the home directory. What Spring
 * Boot is configured by in other ways counts more.
 */
final class ConfigFilesEnvironmentPostProcessor implements EnvironmentPostProcessor, Ordered {

	private static final String FILE = ".codecarbon.config";

	private static final String SWITCH = PropertyRules.PREFIX + ".config-files";

	// Of CodeCarbon's command line only.
	private static final Set<String> OTHERS = Set.of("organizationid", "projectid");

	private final Log log;

	ConfigFilesEnvironmentPostProcessor(DeferredLogFactory logs) {
		this.log = logs.getLog(ConfigFilesEnvironmentPostProcessor.class);
	}

	@Override
	public void postProcessEnvironment(ConfigurableEnvironment environment, SpringApplication application) {
		if (!isOn(environment)) {
			return;
		}
		Set<String> unknown = new TreeSet<>();
		Stream.of(System.getProperty("user.dir"), System.getProperty("user.home"))
			.map((directory) -> Path.of(directory, FILE).toAbsolutePath().normalize())
			.distinct()
			.filter(Files::isRegularFile)
			.forEach((file) -> add(file, environment, unknown));
		if (!unknown.isEmpty()) {
			this.log.warn(
					"Nothing here knows these keys of " + FILE + ", which are ignored: " + String.join(", ", unknown));
		}
	}

	private static boolean isOn(ConfigurableEnvironment environment) {
		try {
			return Binder.get(environment).bind(SWITCH, Boolean.class).orElse(true);
		}
		catch (BindException ex) {
			// Too early for a failure analysis: the properties' own binding fails as
			// well.
			return false;
		}
	}

	private void add(Path file, ConfigurableEnvironment environment, Set<String> unknown) {
		Map<String, Object> properties = new LinkedHashMap<>();
		FileSystemResource resource = new FileSystemResource(file);
		try {
			ConfigFile.read(Files.readAllLines(file, StandardCharsets.UTF_8)).forEach((key, entry) -> {
				if (!isKnown(key)) {
					if (!OTHERS.contains(uniform(key))) {
						unknown.add(key);
					}
					return;
				}
				// To CodeCarbon this is no placeholder.
				String value = entry.value().replace("${", "\\${");
				properties.put(PropertyRules.PREFIX + "." + key.replace('_', '-'), OriginTrackedValue.of(value,
						new TextResourceOrigin(resource, new Location(entry.line() - 1, 0))));
			});
		}
		catch (IOException ex) {
			this.log.warn(file + " cannot be read and is ignored: " + ex);
			return;
		}
		catch (MalformedException ex) {
			throw new InvalidPropertyException(SWITCH, true,
					"true only where each " + FILE + " can be read as CodeCarbon reads it, else false", List.of(),
					file + ", " + ex.getMessage());
		}
		environment.getPropertySources().addLast(new OriginTrackedMapPropertySource(file.toString(), properties));
		this.log.debug("Read " + file);
	}

	private static boolean isKnown(String key) {
		int dot = key.indexOf('.');
		return Known.NAMES.contains(uniform((dot >= 0) ? key.substring(0, dot) : key));
	}

	private static String uniform(String name) {
		return name.replaceAll("[-_]", "").toLowerCase(Locale.ROOT);
	}

	/** After the configuration files are read, and before the level of the log is. */
	@Override
	public int getOrder() {
		return Ordered.LOWEST_PRECEDENCE - 1;
	}

	/** Not needed by applications that have no such file. */
	private static final class Known {

		static final Set<String> NAMES = Stream.of(BeanUtils.getPropertyDescriptors(CodeCarbonProperties.class))
			.map(PropertyDescriptor::getName)
			.map(ConfigFilesEnvironmentPostProcessor::uniform)
			.collect(Collectors.toUnmodifiableSet());

	}

}
