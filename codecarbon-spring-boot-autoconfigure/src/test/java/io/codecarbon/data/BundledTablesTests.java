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

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Reads every row of every table that is bundled, also those that no code reads yet.
 */
class BundledTablesTests {

	private static final Set<String> SOURCES = Set.of("codecarbon-3.1.1", "codecarbon-head-b05965e", "owid-ember-2026",
			"gcp-region-carbon", "ccf-app", "ccf-egrid", "ccf-eea", "ccf-carbonfootprint", "ccf-coefficients",
			"ccf-coefficients-code", "ccf-coefficients-eea", "ccf-coefficients-2026", "specpower-recomputed",
			"mlco2-impact", "green-algorithms-3.0", "quattor", "dc-hardware-spec", "ademe-impactco2", "epa",
			"epa-derived", "iea", "linux-hwmon", "ibm-power9-sensors", "nvidia-grace-guide", "zenpower",
			"nvidia-pcf-hgx-h100", "country-fallback");

	private static final Set<String> PROVIDERS = Set.of("aws", "azure", "gcp", "ovhcloud", "scaleway", "on-premise");

	/**
	 * The columns of a table. In front of a name, {@code #} is a number, {@code =} a part
	 * of the key; behind it, {@code ?} means that it may be empty.
	 */
	private static final Map<String, String> TABLES = Map.ofEntries(
			Map.entry("cloud_cpus.csv",
					"=provider,=microarchitecture,#min_watts_per_vcpu,#max_watts_per_vcpu,#memory_gb_per_chip?,source,"
							+ "note?"),
			Map.entry("cloud_regions.csv",
					"=provider,=region,country_iso_alpha3,location,#carbon_intensity_g_per_kwh?,#year?,source,"
							+ "codecarbon,note?"),
			Map.entry("cloud_regions_latest.csv",
					"=provider,=region,country_iso_alpha3,location,#carbon_intensity_g_per_kwh,"
							+ "#carbon_free_energy_share,#year,source"),
			Map.entry("countries.csv", "=iso_alpha3,iso_alpha2,name,#carbon_intensity_g_per_kwh,basis,#year,source"),
			Map.entry("countries_latest.csv",
					"=iso_alpha3,iso_alpha2,name,#carbon_intensity_g_per_kwh,basis,#year,source"),
			Map.entry("cpus.csv", "=vendor,=model,#tdp_watts?"),
			Map.entry("embodied.csv", "=kind,=item,unit,#embodied_kgco2e_per_unit,#lifespan_years?,source,note?"),
			Map.entry("energy_coefficients.csv", "=provider,=coefficient,#value,unit,source"),
			Map.entry("energy_sources.csv", "=energy_source,#carbon_intensity_g_per_kwh,citation,source,note?"),
			Map.entry("equivalents.csv", "=quantity,unit,#kgco2e_per_unit,#vintage?,citation,source,note?"),
			Map.entry("gpus.csv",
					"=model,#tdp_watts,#memory_gb?,#idle_watts?,#full_load_watts?,#embodied_kgco2e?,"
							+ "embodied_source?,source,note?"),
			Map.entry("hwmon.csv", "=driver,=label?,=attribute,#preference,source,note"),
			Map.entry("instances.csv",
					"=provider,=instance_type,#vcpus,#memory_gb,#platform_total_vcpus,platform_basis,"
							+ "microarchitectures?,#platform_embodied_kgco2e?,embodied_method?,#lifespan_years?,source"),
			Map.entry("load_validation.csv",
					"=cpu,=run,#sockets,#tdp_watts_total,=kind,=#load_percent,#rapl_watts,#seconds"),
			Map.entry("regions.csv",
					"=country_iso_alpha3,=region_code,region_name,code_system,#carbon_intensity_g_per_kwh,#year,"
							+ "source"));

	static Stream<String> tables() {
		return TABLES.keySet().stream().sorted();
	}

	@Test
	void everyBundledTableIsKnownHere() throws IOException, URISyntaxException {
		URL url = Table.class.getResource("countries.csv");
		assertThat(url).isNotNull();
		URI uri = url.toURI();
		if (uri.getScheme().equals("jar")) {
			try (FileSystem jar = FileSystems.newFileSystem(uri, Map.of())) {
				assertThat(csvFiles(jar.getPath("/io/codecarbon/data"))).hasSameElementsAs(TABLES.keySet());
			}
		}
		else {
			assertThat(csvFiles(Path.of(uri).getParent())).hasSameElementsAs(TABLES.keySet());
		}
	}

	@ParameterizedTest
	@MethodSource("tables")
	void everyFieldHoldsWhatItsColumnPromises(String file) throws IOException {
		List<Column> columns = Arrays.stream(TABLES.get(file).split(",")).map(Column::of).toList();
		Set<String> keys = new HashSet<>();
		List<String> order = new ArrayList<>();
		List<NamedCsvRecord> rows = rows(file);
		assertThat(rows).isNotEmpty();
		assertThat(rows.get(0).getHeader()).containsExactlyElementsOf(columns.stream().map(Column::name).toList());
		for (NamedCsvRecord row : rows) {
			String where = file + ", line " + row.getStartingLineNumber();
			assertThat(row.getFieldCount()).as(where).isEqualTo(columns.size());
			StringBuilder key = new StringBuilder();
			for (Column column : columns) {
				String field = row.getField(column.name());
				column.check(field, where + ", column " + column.name());
				key.append(column.key() ? field + '\0' : "");
			}
			assertThat(keys.add(key.toString())).as(where + ": key is there twice").isTrue();
			order.add(row.getField(0) + '\0' + row.getField(1));
		}
		assertThat(order).as(file + " is sorted").isSorted();
	}

	@ParameterizedTest
	@MethodSource("tables")
	void everyFileIsUtf8WithoutCarriageReturnsAndEndsItsLastLine(String file) throws IOException {
		byte[] bytes = bytes(file);
		String text = new String(bytes, StandardCharsets.UTF_8);
		assertThat(text.getBytes(StandardCharsets.UTF_8)).isEqualTo(bytes);
		assertThat(text).doesNotContain("\r", "\uFEFF", "\uFFFD").endsWith("\n").doesNotEndWith("\n\n");
	}

	@Test
	void everyCountryOfARegionIsInTheTableOfCountries() throws IOException {
		for (String file : List.of("regions.csv", "cloud_regions.csv", "cloud_regions_latest.csv")) {
			for (NamedCsvRecord row : rows(file)) {
				String country = row.getField("country_iso_alpha3");
				assertThat(Countries.bundled().find(country)).as(file + ": " + country).isNotNull();
			}
		}
	}

	@Test
	void theLoadedTablesHoldEveryRowToTheCharacter() throws IOException {
		List<NamedCsvRecord> countries = rows("countries.csv");
		assertThat(Countries.bundled().all()).hasSameSizeAs(countries).hasSize(213);
		for (NamedCsvRecord row : countries) {
			Country country = Countries.bundled().find(row.getField("iso_alpha3"));
			assertThat(country).isNotNull();
			assertThat(country.isoAlpha2()).isEqualTo(row.getField("iso_alpha2"));
			assertThat(country.name()).isEqualTo(row.getField("name"));
			assertThat(country.intensity().gramsPerKwh())
				.isEqualTo(Double.parseDouble(row.getField("carbon_intensity_g_per_kwh")));
			assertThat(country.year()).isEqualTo(Integer.parseInt(row.getField("year")));
			assertThat(country.source()).isEqualTo(row.getField("source"));
		}
		List<NamedCsvRecord> regions = rows("regions.csv");
		assertThat(Regions.bundled().all()).hasSameSizeAs(regions);
		for (NamedCsvRecord row : regions) {
			Region region = Regions.bundled().find(row.getField("country_iso_alpha3"), row.getField("region_code"));
			assertThat(region).isNotNull();
			assertThat(region.name()).isEqualTo(row.getField("region_name"));
			assertThat(region.intensity().gramsPerKwh())
				.isEqualTo(Double.parseDouble(row.getField("carbon_intensity_g_per_kwh")));
			assertThat(region.biddingZone()).isEqualTo(row.getField("code_system").equals("bidding_zone"));
		}
		for (NamedCsvRecord row : rows("cloud_regions.csv")) {
			CloudRegion region = CloudRegions.bundled().find(row.getField("provider"), row.getField("region"));
			assertThat(region).isNotNull();
			String figure = row.getField("carbon_intensity_g_per_kwh");
			assertThat((region.intensity() != null) ? region.intensity().gramsPerKwh() : null)
				.isEqualTo(figure.isEmpty() ? null : Double.valueOf(figure));
			assertThat((region.year() != null) ? region.year().toString() : "").isEqualTo(row.getField("year"));
			assertThat(region.location()).isEqualTo(row.getField("location"));
		}
		for (NamedCsvRecord row : rows("hwmon.csv")) {
			assertThat(HwmonTable.bundled().of(row.getField("driver"))).contains(new HwmonRule(row.getField("driver"),
					row.getField("label"), row.getField("attribute"), Integer.parseInt(row.getField("preference"))));
		}
		List<NamedCsvRecord> cpus = rows("cpus.csv");
		CpuTable table = CpuTable.bundled();
		assertThat(table.size()).isEqualTo(cpus.size()).isEqualTo(4901);
		for (int i = 0; i < cpus.size(); i++) {
			assertThat(table.model(i)).isEqualTo(cpus.get(i).getField("model"));
			String tdp = cpus.get(i).getField("tdp_watts");
			boolean known = !tdp.isEmpty() && !tdp.equals("0");
			assertThat((table.tdp(i) != null) ? table.tdp(i).watts() : null)
				.isEqualTo(known ? Double.valueOf(tdp) : null);
		}
	}

	private static List<String> csvFiles(Path folder) throws IOException {
		try (Stream<Path> files = Files.list(folder)) {
			return files.map((file) -> file.getFileName().toString()).filter((name) -> name.endsWith(".csv")).toList();
		}
	}

	private static List<NamedCsvRecord> rows(String file) throws IOException {
		try (CsvReader<NamedCsvRecord> reader = CsvReader.builder()
			.skipEmptyLines(false)
			.allowUnclosedQuote(false)
			.ofNamedCsvRecord(new String(bytes(file), StandardCharsets.UTF_8))) {
			return reader.stream().toList();
		}
	}

	private static byte[] bytes(String file) throws IOException {
		try (InputStream content = Table.class.getResourceAsStream(file)) {
			assertThat(content).as(file).isNotNull();
			return content.readAllBytes();
		}
	}

	private record Column(String name, boolean key, boolean numeric, boolean optional) {

		static Column of(String declaration) {
			return new Column(declaration.replaceAll("[=#?]", ""), declaration.contains("="), declaration.contains("#"),
					declaration.endsWith("?"));
		}

		void check(String field, String where) {
			if (field.isEmpty()) {
				assertThat(this.optional).as(where + ": empty").isTrue();
				return;
			}
			if (this.numeric) {
				assertThat(field).as(where).matches("\\d+(\\.\\d+)?");
			}
			switch (this.name) {
				case "iso_alpha3", "country_iso_alpha3" -> assertThat(field).as(where).matches("[A-Z]{3}");
				case "iso_alpha2" -> assertThat(field).as(where).matches("[A-Z]{2}");
				case "year", "vintage" -> assertThat(Integer.parseInt(field)).as(where).isBetween(2000, 2026);
				case "carbon_free_energy_share" -> assertThat(Double.parseDouble(field)).as(where).isBetween(0.0, 1.0);
				case "carbon_intensity_g_per_kwh" ->
					assertThat(Double.parseDouble(field)).as(where).isBetween(0.0, 2000.0);
				case "source", "embodied_source" -> assertThat(SOURCES).as(where).contains(field);
				case "provider" -> assertThat(PROVIDERS).as(where).contains(field);
				case "basis" -> assertThat(field).as(where).isIn("stated", "energy_mix");
				case "code_system" -> assertThat(field).as(where).isIn("iso_3166_2", "bidding_zone");
				case "attribute" -> assertThat(field).as(where).isIn("energy_input", "power_input", "power_average");
				case "codecarbon" -> assertThat(field).as(where).isIn("true", "false");
				default -> assertThat(field).as(where).isNotBlank();
			}
		}

	}

}
