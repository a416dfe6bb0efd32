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

package io.codecarbon.power.rapl;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class MirrorsTests {

	private static final long SECOND = 1_000_000_000;

	private final Mirrors mirrors = new Mirrors();

	@Test
	void isCertainAfterTwentyEqualWindowsOverWhichThePowerVariedTwofold() {
		assertThat(observe(50, 50)).isTrue();
		assertThat(this.mirrors.maybeMirroredBy(1)).isZero();
		for (int i = 2; i < 20; i++) {
			assertThat(observe(100, 100)).isFalse();
		}
		assertThat(this.mirrors.mirroredBy(1)).isEqualTo(-1);
		assertThat(observe(100, 100)).isTrue();
		assertThat(this.mirrors.mirroredBy(1)).isZero();
		assertThat(this.mirrors.maybeMirroredBy(1)).isEqualTo(-1);
		assertThat(this.mirrors.mirroredBy(0)).isEqualTo(-1);
	}

	@Test
	void isNotCertainAsLongAsThePowerHardlyVaries() {
		for (int i = 0; i < 1000; i++) {
			observe(51 + i % 50, 51 + i % 50);
		}
		assertThat(this.mirrors.mirroredBy(1)).isEqualTo(-1);
		assertThat(this.mirrors.maybeMirroredBy(1)).isZero();
		observe(200, 200);
		assertThat(this.mirrors.mirroredBy(1)).isZero();
	}

	@Test
	void oneWindowThatDiffersProvesThatBothCountForThemselves() {
		observeEqual(19);
		assertThat(observe(50, 51)).isTrue();
		assertThat(this.mirrors.maybeMirroredBy(1)).isEqualTo(-1);
		observeEqual(19);
		assertThat(this.mirrors.mirroredBy(1)).isEqualTo(-1);
	}

	@Test
	void windowsThatSayNothingChangeNothing() {
		observeEqual(10);
		assertThat(observe(0, 0)).isFalse();
		assertThat(observe(-1, 50)).isFalse();
		assertThat(observe(50, -3)).isFalse();
		observeEqual(10);
		assertThat(this.mirrors.mirroredBy(1)).isZero();
	}

	@Test
	void whatIsCertainIsUndoneByManyWindowsInARowOnly() {
		observeEqual(20);
		for (int i = 0; i < 19; i++) {
			assertThat(observe(50, 51)).isFalse();
		}
		observe(50, 50);
		for (int i = 0; i < 19; i++) {
			observe(50, 51);
		}
		assertThat(this.mirrors.mirroredBy(1)).isZero();
		assertThat(observe(50, 51)).isTrue();
		assertThat(this.mirrors.mirroredBy(1)).isEqualTo(-1);
	}

	@Test
	void knowsWhichOfManyShowTheSame() {
		for (int i = 0; i < 20; i++) {
			observe(50 + 3 * i, 70 + 5 * i, 50 + 3 * i, 70 + 5 * i, 50 + 3 * i);
		}
		assertThat(this.mirrors.mirroredBy(1)).isEqualTo(-1);
		assertThat(this.mirrors.mirroredBy(2)).isZero();
		assertThat(this.mirrors.mirroredBy(3)).isOne();
		assertThat(this.mirrors.mirroredBy(4)).isZero();
	}

	@Test
	void aDomainThatAppearsLaterCanBeAMirrorToo() {
		observeEqual(20);
		assertThat(this.mirrors.mirroredBy(2)).isEqualTo(-1);
		for (int i = 0; i < 20; i++) {
			observe(50 + 5 * i, 50 + 5 * i, 50 + 5 * i);
		}
		assertThat(this.mirrors.mirroredBy(2)).isZero();
	}

	private void observeEqual(int windows) {
		for (int i = 0; i < windows; i++) {
			observe((i % 2 == 0) ? 50 : 100, (i % 2 == 0) ? 50 : 100);
		}
	}

	private boolean observe(long... microjoules) {
		return this.mirrors.observe(microjoules, microjoules.length, SECOND);
	}

}
