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

import java.util.Locale;

import io.codecarbon.unit.CarbonIntensity;

/**
 * A state, province or bidding zone and the carbon intensity of its grid. Immutable.
 *
 * @param countryIsoAlpha3 ISO 3166-1 alpha-3 of the country, upper case
 * @param code ISO 3166-2 such as {@code US-CA} or, for a bidding zone, its name at the
 * exchange, such as {@code SE3}
 * @param name the English name
 * @param biddingZone whether it is a bidding zone of a power exchange
 * @param intensity the intensity of its electricity
 * @param year the year that the intensity is of
 * @param source an identifier of the list of sources in the README of the tables
 */
public record Region(String countryIsoAlpha3, String code, String name, boolean biddingZone, CarbonIntensity intensity,
		int year, String source) {

	/**
	 * Returns how CodeCarbon writes this region: the name of a state or province, the
	 * code of a bidding zone, in lower case.
	 * @return the name or code in lower case
	 */
	public String label() {
		return (this.biddingZone ? this.code : this.name).toLowerCase(Locale.ROOT);
	}

	/**
	 * Whether a text names this region, by its name or its code, in any case. The country
	 * in front of an ISO 3166-2 code may be left out.
	 * @param nameOrCode the text
	 * @return whether it names this region
	 */
	public boolean isNamed(String nameOrCode) {
		return nameOrCode.equalsIgnoreCase(this.name) || nameOrCode.equalsIgnoreCase(this.code)
				|| nameOrCode.equalsIgnoreCase(shortCode());
	}

	String shortCode() {
		return this.biddingZone ? this.code : this.code.substring(this.code.indexOf('-') + 1);
	}

}
