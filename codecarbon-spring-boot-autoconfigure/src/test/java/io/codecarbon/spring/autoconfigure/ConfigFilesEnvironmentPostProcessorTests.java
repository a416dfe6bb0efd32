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

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.PropertySource;
import org.springframework.core.env.Environment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests of {@link ConfigFilesEnvironmentPostProcessor} and {@link ConfigFile}, with the
 * answers that CodeCarbon 3.1.1 gives.
 */
@ExtendWith(OutputCaptureExtension.class)
class ConfigFilesEnvironmentPostProcessorTests {

	private final String home = System.getProperty("user.home");

	private final String directory = System.getProperty("user.dir");

	@TempDir
	private Path directories;

	@BeforeEach
	void moveHome() throws IOException {
		System.setProperty("user.home", Files.createDirectory(this.directories.resolve("home")).toString());
		System.setProperty("user.dir", Files.createDirectory(this.directories.resolve("work")).toString());
	}

	@AfterEach
	void moveBack() {
		System.setProperty("user.home", this.home);
		System.setProperty("user.dir", this.directory);
	}

	static Stream<Arguments> answersOfTheReference() {
		return Stream.of(Arguments.of("[codecarbon]\nproject_name=local\n", Map.of("project_name", "local")),
				Arguments.of("[other]\nproject_name=x\n", Map.of()),
				Arguments.of("[DEFAULT]\nproject_name=dflt\n[codecarbon]\npue=1.1\n",
						Map.of("project_name", "dflt", "pue", "1.1")),
				Arguments.of("[codecarbon]\nbase=abc\nproject_name=%(base)s-x\n",
						Map.of("base", "abc", "project_name", "abc-x")),
				Arguments.of("[codecarbon]\n# c\n; d\nproject_name :  spaced out  \npue = 1.3 ; not a comment\n",
						Map.of("project_name", "spaced out", "pue", "1.3 ; not a comment")),
				Arguments.of("[codecarbon]\nproject_name=\n", Map.of("project_name", "")),
				Arguments.of("[codecarbon]\nProject_Name=a\n  b\npue=1\n", Map.of("project_name", "a\nb", "pue", "1")),
				Arguments.of("[codecarbon]\ngpu_ids=0, 2\n", Map.of("gpu_ids", "0, 2")),
				Arguments.of("[codecarbon]\nproject_name=100%% of it\n", Map.of("project_name", "100% of it")));
	}

	@ParameterizedTest
	@MethodSource("answersOfTheReference")
	void readsWhatTheReferenceReads(String content, Map<String, String> expected) {
		Map<String, ConfigFile.Entry> entries = ConfigFile.read(content.lines().toList());
		assertThat(entries.entrySet().stream())
			.allSatisfy((entry) -> assertThat(entry.getValue().value()).isEqualTo(expected.get(entry.getKey())))
			.hasSameSizeAs(expected.keySet());
	}

	@Test
	void aPercentSignThatTheReferenceRefusesStandsForItself() {
		assertThat(ConfigFile.read(List.of("[codecarbon]", "project_name=100%")).get("project_name").value())
			.isEqualTo("100%");
	}

	@Test
	void theWorkingDirectoryWinsOverTheHomeDirectory() throws IOException {
		home("[codecarbon]\nproject_name=home\npue=1.2\n");
		work("[codecarbon]\nproject_name=local\n");
		Environment environment = environment();
		assertThat(environment.getProperty("codecarbon.project-name")).isEqualTo("local");
		assertThat(environment.getProperty("codecarbon.pue")).isEqualTo("1.2");
	}

	@Test
	void allOtherConfigurationWinsButPropertySourcesAndDefaults() throws IOException {
		work("[codecarbon]\noutput_file=file.csv\nproject_name=file\nexperiment_name=file\nlog_level=error\n");
		Environment environment = environment("--codecarbon.project-name=argument",
				"--spring.config.location=classpath:/save-to-file.yml");
		assertThat(environment.getProperty("codecarbon.project-name")).isEqualTo("argument");
		assertThat(environment.getProperty("codecarbon.output-file")).isEqualTo("from-the-configuration-file.csv");
		assertThat(environment.getProperty("codecarbon.experiment-name")).isEqualTo("file");
		assertThat(environment.getProperty("logging.level.io.codecarbon")).isEqualTo("ERROR");
	}

	@Test
	void whatLooksLikeAPlaceholderIsNone() throws IOException {
		work("[codecarbon]\nproject_name=${user.home} ${x:y}\n");
		assertThat(environment().getProperty("codecarbon.project-name")).isEqualTo("${user.home} ${x:y}");
	}

	@Test
	void theFilesCanBeIgnored() throws IOException {
		work("no section");
		assertThat(environment("--codecarbon.config-files=false").getProperty("codecarbon.project-name")).isNull();
	}

	@Test
	void unknownKeysAreNamedInOneWarningButThoseOfTheCommandLineAreNot(CapturedOutput output) throws IOException {
		home("[codecarbon]\nfoo=bar\norganization_id=1\nproject_id=2\ncountry_2letter_iso_code=FR\n");
		work("[codecarbon]\nspam=x\npue=1\nhost.sysfs=/host/sys\n");
		assertThat(environment().getProperty("codecarbon.host.sysfs")).isEqualTo("/host/sys");
		assertThat(output).containsOnlyOnce("are ignored: foo, spam");
	}

	@ParameterizedTest
	@CsvSource(quoteCharacter = '`',
			value = { "project_name=x, `line 1: there is no section such as [codecarbon] above it`",
					"`[codecarbon]|pue=1.1|pue=1.2`, `line 3: the key 'pue' is there twice`",
					"`[codecarbon]|pue`, `line 2: it is no section, and has no key and value`",
					"`[codecarbon]|pue=%(x)s`, `line 2: %(x)s refers to no value`",
					"`[codecarbon]|pue=%(pue)s`, `line 2: %(pue)s refers to no value`" })
	void whatTheReferenceCannotReadStopsTheStart(String content, String problem) throws IOException {
		work(content.replace('|', '\n'));
		assertThatExceptionOfType(InvalidPropertyException.class).isThrownBy(this::environment)
			.satisfies(
					(failure) -> assertThat(failure.hint()).startsWith(this.directories.toString()).endsWith(problem));
	}

	@Test
	void aWrongValueIsReportedWithItsLine(CapturedOutput output) throws IOException {
		work("[codecarbon]\n\npue=1,5\n");
		try {
			new SpringApplicationBuilder(CodeCarbonAutoConfiguration.class).web(WebApplicationType.NONE)
				.run("--codecarbon.save-to-file=false")
				.close();
		}
		catch (RuntimeException ex) {
			// It is reported.
		}
		assertThat(output).contains("Property: codecarbon.pue").contains(".codecarbon.config] - 3:1");
	}

	private void home(String content) throws IOException {
		Files.writeString(Path.of(System.getProperty("user.home"), ".codecarbon.config"), content);
	}

	private void work(String content) throws IOException {
		Files.writeString(Path.of(System.getProperty("user.dir"), ".codecarbon.config"), content);
	}

	private Environment environment(@Nullable String... arguments) {
		SpringApplication application = new SpringApplicationBuilder(Application.class).web(WebApplicationType.NONE)
			.properties("codecarbon.experiment-name=default")
			.build();
		try (ConfigurableApplicationContext context = application.run(arguments)) {
			return context.getEnvironment();
		}
	}

	@Configuration(proxyBeanMethods = false)
	@PropertySource("classpath:/property-source.properties")
	static class Application {

	}

}
