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

package io.codecarbon.sample;

import java.util.List;

import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

@RestController
class SampleController {

	private final MandelbrotService mandelbrot;

	private final WordService words;

	SampleController(MandelbrotService mandelbrot, WordService words) {
		this.mandelbrot = mandelbrot;
		this.words = words;
	}

	@GetMapping(path = "/mandelbrot", produces = MediaType.IMAGE_PNG_VALUE)
	byte[] mandelbrot(@RequestParam(defaultValue = "512") int size) {
		requireBetween("size", size, 1, 4000);
		return this.mandelbrot.render(size);
	}

	@GetMapping("/words")
	List<WordCount> words(@RequestParam(defaultValue = "20") int top) {
		requireBetween("top", top, 1, 1000);
		return this.words.count(top);
	}

	private static void requireBetween(String name, int value, int min, int max) {
		if (value < min || value > max) {
			throw new ResponseStatusException(HttpStatus.BAD_REQUEST,
					"'%s' must be between %d and %d".formatted(name, min, max));
		}
	}

}
