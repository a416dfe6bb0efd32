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
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

import javax.imageio.ImageIO;

import io.codecarbon.annotation.TrackEmissions;

import org.springframework.stereotype.Service;

/**
 * Draws the Mandelbrot set: CPU time, and so energy, grows with the square of the size.
 */
@Service
public class MandelbrotService {

	private static final int MAX_ITERATIONS = 500;

	/**
	 * Draws the set.
	 * @param size width and height in pixels
	 * @return a PNG image
	 */
	@TrackEmissions
	public byte[] render(int size) {
		BufferedImage image = new BufferedImage(size, size, BufferedImage.TYPE_INT_RGB);
		for (int row = 0; row < size; row++) {
			for (int column = 0; column < size; column++) {
				double re = 3 * (column + 0.5) / size - 2.25;
				double im = 1.5 - 3 * (row + 0.5) / size;
				image.setRGB(column, row, colour(re, im));
			}
		}
		return png(image);
	}

	private static int colour(double re, double im) {
		double x = 0;
		double y = 0;
		for (int i = 0; i < MAX_ITERATIONS; i++) {
			double squared = x * x + y * y;
			if (squared > 100) {
				// A fraction of an iteration, so that there are no bands.
				double escape = i - Math.log(Math.log(squared) / Math.log(100)) / Math.log(2);
				double glow = Math.sqrt(escape / MAX_ITERATIONS);
				return Color.HSBtoRGB((float) (0.62 + 1.6 * glow), 0.75F, (float) Math.min(1, 0.25 + 4 * glow));
			}
			double next = x * x - y * y + re;
			y = 2 * x * y + im;
			x = next;
		}
		return Color.BLACK.getRGB();
	}

	private static byte[] png(BufferedImage image) {
		ByteArrayOutputStream out = new ByteArrayOutputStream();
		try {
			ImageIO.write(image, "png", out);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		return out.toByteArray();
	}

}
