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

package io.codecarbon.data;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * What a broken table says.
 */
class TableTests {

	private static final String COUNTRIES = "iso_alpha3,iso_alpha2,name,carbon_intensity_g_per_kwh,basis,year,source\n"
			+ "FRA,FR,France,56.039,stated,2022,codecarbon-3.1.1\n";

	@Test
	void namesFileLineAndColumnOfWhatIsNotANumber() {
		assertThatExceptionOfType(BrokenTableException.class)
			.isThrownBy(() -> Countries.read(table(COUNTRIES + "DEU,DE,Germany,much,stated,2022,x\n")))
			.withMessage("countries.csv, line 3, column carbon_intensity_g_per_kwh: 'much' is not a number");
	}

	@Test
	void namesFileLineAndColumnOfANegativeIntensity() {
		assertThatExceptionOfType(BrokenTableException.class)
			.isThrownBy(() -> Countries.read(table(COUNTRIES + "DEU,DE,Germany,-1,stated,2022,x\n")))
			.withMessage("countries.csv, line 3, column carbon_intensity_g_per_kwh: '-1.0' is not an intensity");
	}

	@Test
	void namesFileLineAndColumnOfWhatIsNotAYear() {
		assertThatExceptionOfType(BrokenTableException.class)
			.isThrownBy(() -> Countries.read(table(COUNTRIES + "DEU,DE,Germany,380,stated,20.5,x\n")))
			.withMessage("countries.csv, line 3, column year: '20.5' is not a year");
	}

	@Test
	void namesFileLineAndColumnOfAnEmptyField() {
		assertThatExceptionOfType(BrokenTableException.class)
			.isThrownBy(() -> Countries.read(table(COUNTRIES + "DEU,,Germany,380,stated,2022,x\n")))
			.withMessage("countries.csv, line 3, column iso_alpha2: empty");
	}

	@Test
	void namesTheFirstColumnThatIsMissingInARow() {
		assertThatExceptionOfType(BrokenTableException.class)
			.isThrownBy(() -> Countries.read(table(COUNTRIES + "DEU,DE,Germany,380,stated\n")))
			.withMessage("countries.csv, line 3, column year: missing");
	}

	@Test
	void countsTheFieldsOfARowThatHasTooMany() {
		assertThatExceptionOfType(BrokenTableException.class)
			.isThrownBy(() -> Countries.read(table(COUNTRIES + "DEU,DE,Germany,380,stated,2022,x,y\n")))
			.withMessage("countries.csv, line 3: 8 fields, but the header has 7");
	}

	@Test
	void namesAColumnThatTheHeaderLacks() {
		assertThatExceptionOfType(BrokenTableException.class)
			.isThrownBy(() -> Countries.read(table(COUNTRIES.replace("iso_alpha2", "alpha2"))))
			.withMessage("countries.csv, line 1, column iso_alpha2: not in the header");
	}

	@Test
	void namesAKeyThatIsThereTwice() {
		assertThatExceptionOfType(BrokenTableException.class)
			.isThrownBy(() -> Countries.read(table(COUNTRIES + "FRA,FR,France,380,stated,2022,x\n")))
			.withMessage("countries.csv, line 3, column iso_alpha3: 'FRA' is there twice");
	}

	@Test
	void namesTheLineOfAQuoteThatIsNeverClosed() {
		assertThatExceptionOfType(BrokenTableException.class)
			.isThrownBy(() -> Countries.read(table(COUNTRIES + "DEU,DE,\"Germany,380,stated,2022,x\n")))
			.withMessageStartingWith("countries.csv, line 3: not CSV: ");
	}

	@Test
	void saysThatAFileIsEmptyOrMissing() {
		assertThatExceptionOfType(BrokenTableException.class).isThrownBy(() -> Countries.read(table("")))
			.withMessage("countries.csv, line 1: no header");
		assertThatExceptionOfType(BrokenTableException.class).isThrownBy(() -> Table.open("none.csv"))
			.withMessage("none.csv, line 1: not on the class path, where codecarbon-data brings it");
	}

	@Test
	void saysThatTheWorldAverageIsMissing() {
		String table = "energy_source,carbon_intensity_g_per_kwh,citation,source\ncoal,995,here,x\n";
		assertThatExceptionOfType(BrokenTableException.class)
			.isThrownBy(() -> WorldAverage.read(Table.of("energy_sources.csv", table)))
			.withMessage("energy_sources.csv, line 2, column energy_source: no row 'world_average' up to here");
	}

	@ParameterizedTest
	@CsvSource(quoteCharacter = '`',
			value = { "`a,,power_input,x`, `preference: 'x' is not a number`",
					"`a,,power_input,`, `preference: not a whole number`",
					"`a,,power_input,1.5`, `preference: not a whole number`",
					"`b,,energy_input,1`, `preference: another driver or attribute has 1`",
					"`a,,power,2`, `attribute: 'power' is not one of energy_input, power_average, power_input`",
					"`a,,power_input,1`, `preference: another driver or attribute has 1`" })
	void refusesRulesThatCouldOverlap(String row, String problem) {
		String table = "driver,label,attribute,preference\na,x,energy_input,1\n" + row + "\n";
		assertThatExceptionOfType(BrokenTableException.class)
			.isThrownBy(() -> HwmonTable.read(Table.of("hwmon.csv", table)))
			.withMessage("hwmon.csv, line 3, column " + problem);
	}

	@Test
	void matchesALabelWhoseNumberMayBeAny() {
		HwmonRule rule = new HwmonRule("a", "cpu* (P.Core)", "power_input", 1);
		assertThat(rule.matches("power_input", "cpu0 (P.Core)")).isTrue();
		assertThat(rule.matches("power_input", "cpu12 (P.Core)")).isTrue();
		assertThat(rule.matches("power_input", "cpu (P.Core)")).isFalse();
		assertThat(rule.matches("power_input", "cpux (P.Core)")).isFalse();
		assertThat(rule.matches("power_input", "cpu0 (PxCore)")).isFalse();
		assertThat(rule.matches("power_input", "")).isFalse();
		assertThat(rule.matches("power_average", "cpu0 (P.Core)")).isFalse();
		assertThat(new HwmonRule("a", "", "power_input", 1).matches("power_input", "")).isTrue();
	}

	@Test
	void readsQuotedFieldsAndNumbersOfAnySpelling() {
		CpuTable cpus = CpuTable.read(Table.of("cpus.csv",
				"vendor,model,tdp_watts\nAMD,\"A, \"\"B\"\"\u00A0\",95\nAMD,C,27.5\nAMD,D,1e3\nAMD,E,\n"));
		assertThat(cpus.size()).isEqualTo(4);
		assertThat(cpus.model(0)).isEqualTo("A, \"B\"\u00A0");
		assertThat(cpus.tdp(0)).hasToString("Power[watts=95.0]");
		assertThat(cpus.tdp(1)).hasToString("Power[watts=27.5]");
		assertThat(cpus.tdp(2)).hasToString("Power[watts=1000.0]");
		assertThat(cpus.tdp(3)).isNull();
	}

	private static Table table(String content) {
		return Table.of("countries.csv", content);
	}

}
