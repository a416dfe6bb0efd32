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
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Function;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

/**
 * The tables of carbon intensities that figures are taken from: the bundled ones, unless
 * others are chosen. Bundled tables are read when they are first needed. Immutable.
 */
public final class GridTables {

	private static final GridTables BUNDLED = new GridTables(Countries::bundled, Regions::bundled,
			CloudRegions::bundled);

	private final Supplier<Countries> countries;

	private final Supplier<Regions> regions;

	private final Supplier<CloudRegions> cloudRegions;

	private GridTables(Supplier<Countries> countries, Supplier<Regions> regions, Supplier<CloudRegions> cloudRegions) {
		this.countries = countries;
		this.regions = regions;
		this.cloudRegions = cloudRegions;
	}

	/**
	 * Returns the tables that CodeCarbon's figures are in.
	 * @return the tables
	 */
	public static GridTables bundled() {
		return BUNDLED;
	}

	/**
	 * Returns these tables, but for the newest figures of countries.
	 * @return the tables
	 */
	public GridTables withLatestCountries() {
		return new GridTables(Countries::latest, this.regions, this.cloudRegions);
	}

	/**
	 * Returns these tables, but for those that a folder has: {@code countries.csv},
	 * {@code regions.csv} and {@code cloud_regions.csv}, with the columns of the bundled
	 * ones. They are read at once.
	 * @param folder the folder
	 * @return the tables
	 * @throws BrokenTableException if a row of one is wrong, which names the file, the
	 * line and the column
	 * @throws UncheckedIOException if one cannot be read, or there is none
	 */
	public GridTables withFilesOf(Path folder) {
		Countries countries = read(folder, Countries.FILE, Countries::read);
		Regions regions = read(folder, Regions.FILE, Regions::read);
		CloudRegions cloudRegions = read(folder, CloudRegions.FILE, CloudRegions::read);
		if (countries == null && regions == null && cloudRegions == null) {
			throw new UncheckedIOException(new IOException(
					"%s has no %s, %s or %s".formatted(folder, Countries.FILE, Regions.FILE, CloudRegions.FILE)));
		}
		return new GridTables((countries != null) ? () -> countries : this.countries,
				(regions != null) ? () -> regions : this.regions,
				(cloudRegions != null) ? () -> cloudRegions : this.cloudRegions);
	}

	private static <T> @Nullable T read(Path folder, String name, Function<Table, T> reader) {
		Path file = folder.resolve(name);
		if (!Files.exists(file)) {
			return null;
		}
		try {
			return reader.apply(Table.of(file.toString(), Files.readString(file)));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(file + " cannot be read: " + ex, ex);
		}
	}

	/**
	 * Returns the countries.
	 * @return the table
	 */
	public Countries countries() {
		return this.countries.get();
	}

	/**
	 * Returns the states, provinces and bidding zones.
	 * @return the table
	 */
	public Regions regions() {
		return this.regions.get();
	}

	/**
	 * Returns the regions of clouds.
	 * @return the table
	 */
	public CloudRegions cloudRegions() {
		return this.cloudRegions.get();
	}

}
