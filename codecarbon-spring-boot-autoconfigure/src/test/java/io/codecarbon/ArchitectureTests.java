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

package io.codecarbon;

import java.util.List;
import java.util.concurrent.ScheduledExecutorService;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.library.GeneralCodingRules;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Holds the walls between the packages, and a few rules that hold in all of them.
 */
class ArchitectureTests {

	private static final String ROOT = "io.codecarbon";

	/** From top to bottom: a package may know those before it, never those after it. */
	private static final List<String> ROOMS = List.of("unit", "http", "data", "location", "host", "power", "carbon",
			"tracker", "output", "annotation", "spring");

	private static final JavaClasses CLASSES = new ClassFileImporter()
		.withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
		.importPackages(ROOT);

	static Stream<Arguments> roomsAndThoseBelow() {
		return IntStream.range(0, ROOMS.size() - 1)
			.mapToObj((i) -> Arguments.of(ROOMS.get(i), ROOMS.subList(i + 1, ROOMS.size())));
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("roomsAndThoseBelow")
	void aPackageKnowsNoneBelowIt(String room, List<String> below) {
		noClasses().that()
			.resideInAPackage(withSubpackages(room))
			.should()
			.dependOnClassesThat()
			.resideInAnyPackage(withSubpackages(below))
			.allowEmptyShould(true)
			.check(CLASSES);
	}

	@Test
	void everyPackageHasItsPlaceInTheOrder() {
		classes().should().resideInAnyPackage(withSubpackages(ROOMS)).check(CLASSES);
	}

	@Test
	void onlyTheSpringPackagesKnowSpringAndMicrometer() {
		noClasses().that()
			.resideOutsideOfPackage(withSubpackages("spring"))
			.should()
			.dependOnClassesThat()
			.resideInAnyPackage("org.springframework..", "io.micrometer..")
			.check(CLASSES);
	}

	@Test
	void packagesAreFreeOfCycles() {
		slices().matching(ROOT + ".(**)").should().beFreeOfCycles().check(CLASSES);
	}

	@Test
	void everyPackageIsNullMarked() {
		assertThat(CLASSES.stream().map(JavaClass::getPackage).distinct()).isNotEmpty()
			.filteredOn((javaPackage) -> !javaPackage.isAnnotatedWith(NullMarked.class))
			.extracting(JavaPackage::getName)
			.isEmpty();
	}

	@Test
	void nothingEndsTheVirtualMachine() {
		noClasses().should()
			.callMethod(System.class, "exit", int.class)
			.orShould()
			.callMethod(Runtime.class, "exit", int.class)
			.orShould()
			.callMethod(Runtime.class, "halt", int.class)
			.check(CLASSES);
	}

	@Test
	void nothingWritesToTheStandardStreams() {
		GeneralCodingRules.NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS.check(CLASSES);
	}

	@Test
	void namesSayWhatAClassIs() {
		noClasses().should().haveNameMatching(".*(Util|Utils|Impl|Helper)(\\$.*)?").check(CLASSES);
	}

	/** Spring Boot's own task scheduler would back off. */
	@Test
	void noBeanIsAScheduledExecutorService() {
		noMethods().that()
			.areAnnotatedWith("org.springframework.context.annotation.Bean")
			.should()
			.haveRawReturnType(JavaClass.Predicates.assignableTo(ScheduledExecutorService.class))
			.allowEmptyShould(true)
			.check(CLASSES);
	}

	private static String withSubpackages(String room) {
		return ROOT + "." + room + "..";
	}

	private static String[] withSubpackages(List<String> rooms) {
		return rooms.stream().map(ArchitectureTests::withSubpackages).toArray(String[]::new);
	}

}
