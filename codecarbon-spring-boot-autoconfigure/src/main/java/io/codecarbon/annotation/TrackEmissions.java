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

package io.codecarbon.annotation;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Makes each call of a method, or of each public method of a type, an execution of a
 * task, whose energy and emissions are reported. An annotation of the method wins over
 * that of its type.
 * <p>
 * The calls must reach the method through a Spring bean: a call from within the same bean
 * is part of the method that makes it.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ ElementType.METHOD, ElementType.TYPE })
public @interface TrackEmissions {

	/**
	 * The name of the task; on a type, what stands before {@code .method} in the names of
	 * its tasks. Defaults to the simple name of the class; on a method, to the simple
	 * name of the class, a dot and the name of the method, so overloads share a task.
	 * @return the name, or its prefix
	 */
	String value() default "";

	/**
	 * The ISO 3166-1 alpha-3 code of the country at whose carbon intensity the task is
	 * priced. Defaults, as do the other attributes of the place, to where the run is. The
	 * run's own totals are always priced there.
	 * @return the code, such as {@code FRA}
	 */
	String countryIsoCode() default "";

	/**
	 * The state, the province or the bidding zone at whose carbon intensity the task is
	 * priced.
	 * @return a name or a code, such as {@code california}
	 */
	String region() default "";

	/**
	 * The cloud at whose carbon intensity the task is priced.
	 * @return the provider, such as {@code gcp}
	 */
	String cloudProvider() default "";

	/**
	 * The region of the cloud at whose carbon intensity the task is priced.
	 * @return the region, such as {@code europe-west9}
	 */
	String cloudRegion() default "";

	/**
	 * Whether the task is to be priced without looking anything up, which takes a place:
	 * one of this annotation, or of the run.
	 * @return whether a place must be configured
	 */
	boolean offline() default false;

}
