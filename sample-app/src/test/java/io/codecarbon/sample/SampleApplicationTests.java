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

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Comparator;
import java.util.List;

import javax.imageio.ImageIO;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.resttestclient.autoconfigure.AutoConfigureRestTestClient;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.client.RestTestClient;

import static org.assertj.core.api.Assertions.assertThat;

@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
@AutoConfigureRestTestClient
class SampleApplicationTests {

	private final RestTestClient client;

	SampleApplicationTests(@Autowired RestTestClient client) {
		this.client = client;
	}

	@Test
	void startsWithAPageThatLinksWhatThereIs() {
		this.client.get()
			.uri("/")
			.exchange()
			.expectStatus()
			.isOk()
			.expectHeader()
			.contentTypeCompatibleWith(MediaType.TEXT_HTML)
			.expectBody(String.class)
			.value((page) -> assertThat(page).contains("href=\"mandelbrot?size=", "href=\"words?top=",
					"href=\"actuator/codecarbon\""));
	}

	@ParameterizedTest
	@ValueSource(ints = { 1, 64 })
	void drawsAnImageOfTheSizeAskedFor(int size) throws IOException {
		assertThat(getImage("/mandelbrot?size=" + size).getWidth()).isEqualTo(size);
	}

	@Test
	void drawsAnImageOfTheDefaultSize() throws IOException {
		assertThat(getImage("/mandelbrot").getHeight()).isEqualTo(512);
	}

	@Test
	void countsWords() {
		this.client.get()
			.uri("/words?top=3")
			.exchange()
			.expectStatus()
			.isOk()
			.expectBody(new ParameterizedTypeReference<List<WordCount>>() {
			})
			.value((words) -> assertThat(words).hasSize(3)
				.isSortedAccordingTo(Comparator.comparingLong(WordCount::count).reversed()));
	}

	@ParameterizedTest
	@ValueSource(
			strings = { "/mandelbrot?size=0", "/mandelbrot?size=4001", "/mandelbrot?size=-1", "/mandelbrot?size=large",
					"/mandelbrot?size=99999999999", "/words?top=0", "/words?top=1001", "/words?top=all" })
	void refusesBadInputWithAProblem(String uri) {
		this.client.get()
			.uri(uri)
			.exchange()
			.expectStatus()
			.isBadRequest()
			.expectHeader()
			.contentTypeCompatibleWith(MediaType.APPLICATION_PROBLEM_JSON)
			.expectBody()
			.jsonPath("$.detail")
			.isNotEmpty();
	}

	@Test
	void tellsABrowserThatAsksForAnImageWhatIsWrong() {
		this.client.get()
			.uri("/mandelbrot?size=0")
			.accept(MediaType.IMAGE_PNG)
			.exchange()
			.expectStatus()
			.isBadRequest()
			.expectBody()
			.jsonPath("$.detail")
			.isEqualTo("'size' must be between 1 and 4000");
	}

	private BufferedImage getImage(String uri) throws IOException {
		byte[] png = this.client.get()
			.uri(uri)
			.exchange()
			.expectStatus()
			.isOk()
			.expectHeader()
			.contentType(MediaType.IMAGE_PNG)
			.expectBody()
			.returnResult()
			.getResponseBody();
		return ImageIO.read(new ByteArrayInputStream(png));
	}

}
