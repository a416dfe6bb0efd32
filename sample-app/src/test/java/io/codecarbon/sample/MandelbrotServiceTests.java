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

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.stream.IntStream;

import javax.imageio.ImageIO;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class MandelbrotServiceTests {

	private final MandelbrotService service = new MandelbrotService();

	@ParameterizedTest
	@ValueSource(ints = { 1, 2, 101 })
	void drawsASquareOfTheSizeAskedFor(int size) throws IOException {
		BufferedImage image = render(size);
		assertThat(image.getWidth()).isEqualTo(size);
		assertThat(image.getHeight()).isEqualTo(size);
	}

	@Test
	void drawsTheSetInBlackAndWhatIsOutsideInColours() throws IOException {
		BufferedImage image = render(300);
		int black = Color.BLACK.getRGB();
		// One pixel is 0.01 wide: 0 and -1 are in the set, the corners and 0.6 are not.
		assertThat(image.getRGB(225, 150)).isEqualTo(black);
		assertThat(image.getRGB(125, 150)).isEqualTo(black);
		assertThat(image.getRGB(285, 150)).isNotEqualTo(black);
		assertThat(image.getRGB(0, 0)).isNotEqualTo(black);
		assertThat(image.getRGB(299, 299)).isNotEqualTo(black);
		assertThat(IntStream.range(0, 300).map((row) -> image.getRGB(225, row)).distinct().count()).isGreaterThan(20);
	}

	@Test
	void drawsTheUpperHalfAsTheMirrorOfTheLower() throws IOException {
		BufferedImage image = render(64);
		for (int row = 0; row < 32; row++) {
			assertThat(image.getRGB(0, row, 64, 1, null, 0, 64))
				.containsExactly(image.getRGB(0, 63 - row, 64, 1, null, 0, 64));
		}
	}

	private BufferedImage render(int size) throws IOException {
		return ImageIO.read(new ByteArrayInputStream(this.service.render(size)));
	}

}
