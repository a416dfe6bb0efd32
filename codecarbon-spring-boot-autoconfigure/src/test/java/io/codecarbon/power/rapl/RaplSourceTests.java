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

import java.io.File;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import io.codecarbon.power.Component;
import io.codecarbon.power.Notice;
import io.codecarbon.power.PowerSource;
import io.codecarbon.power.PowerSourceContract;
import io.codecarbon.power.Quality;
import io.codecarbon.power.Reading;
import io.codecarbon.power.SamplingWindow;
import io.codecarbon.power.SourceDescription;
import io.codecarbon.power.rapl.Rapl.Finding;
import io.codecarbon.power.sysfs.NumberFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class RaplSourceTests extends PowerSourceContract {

	private static final SamplingWindow SECOND = new SamplingWindow(1_000_000_000, 0.5);

	private static final SamplingWindow TEN_SECONDS = new SamplingWindow(10_000_000_000L, 0.5);

	@TempDir
	private Path sysfs;

	private PowercapTree tree;

	private final Set<String> denied = ConcurrentHashMap.newKeySet();

	@BeforeEach
	void buildTree() {
		this.tree = new PowercapTree(this.sysfs);
	}

	@Override
	protected PowerSource createSource() {
		PowercapTree other = new PowercapTree(this.sysfs.resolve("other")).zone("intel-rapl:0", "package-0", 1);
		PowerSource source = Rapl.discover(other.sysfs()).cpu(false, "Xeon").source();
		assertThat(source).isNotNull();
		return source;
	}

	private PowerSource twoSockets() {
		this.tree = new PowercapTree(this.sysfs).zone("intel-rapl:0", "package-0", 1_000_000)
			.zone("intel-rapl:0:0", "dram", 10)
			.zone("intel-rapl:1", "package-1", 2_000_000)
			.zone("intel-rapl:1:0", "dram", 20)
			.zone("intel-rapl:2", "psys", 30);
		return cpu(false);
	}

	@Test
	void describesItsDomains() {
		assertThat(twoSockets().describe()).isEqualTo(
				new SourceDescription(Component.CPU, "Xeon", "rapl", Quality.MEASURED, null, "package-0, package-1"));
		assertThat(cpu(true).describe().detail()).isEqualTo("psys: the whole platform with its memory");
		assertThat(dram().describe()).isEqualTo(new SourceDescription(Component.RAM, null, "rapl", Quality.MEASURED,
				null, "package-0 dram, package-1 dram"));
	}

	@Test
	void addsUpTheSockets() {
		PowerSource packages = twoSockets();
		PowerSource dram = dram();
		this.tree.advance("intel-rapl:0", 20_000_000);
		this.tree.advance("intel-rapl:1", 30_000_000);
		this.tree.advance("intel-rapl:0:0", 3_000_000);
		this.tree.advance("intel-rapl:1:0", 4_000_000);
		assertJoules(packages.read(SECOND), 50);
		assertJoules(dram.read(SECOND), 7);
	}

	@Test
	void thePlatformContainsTheMemory() {
		twoSockets();
		Rapl rapl = Rapl.discover(this.sysfs);
		assertThat(rapl.cpu(true, null).includesMemory()).isTrue();
		assertThat(rapl.cpu(false, null).includesMemory()).isFalse();
		assertThat(rapl.dram().includesMemory()).isFalse();
	}

	@Test
	void oneDomainThatFailsIsAGapAndTheOtherGoesOn() throws IOException {
		PowerSource source = twoSockets();
		Files.delete(this.tree.counter("intel-rapl:1"));
		this.tree.advance("intel-rapl:0", 5_000_000);
		assertGap(source.read(SECOND), 5, "package-1", "is gone", "modprobe intel_rapl_msr");
		this.tree.advance("intel-rapl:0", 6_000_000);
		this.tree.set("intel-rapl:1", 500_000_000);
		assertGap(source.read(SECOND), 6, "package-1", "counted from the next window on", "next window");
		this.tree.advance("intel-rapl:1", 1_000_000);
		assertJoules(source.read(SECOND), 1);
	}

	@Test
	void garbageAFifoAndAStepBackAreGaps() throws IOException {
		PowerSource source = twoSockets();
		this.tree.write("intel-rapl:0", "none\n");
		assertGap(source.read(SECOND), 0, "package-0", "holds no number", "codecarbon.host.sysfs");
		this.tree.makeFifo("intel-rapl:0");
		assertGap(source.read(SECOND), 0, "package-0", "is no regular file", "codecarbon.host.sysfs");
		Files.delete(this.tree.counter("intel-rapl:0"));
		this.tree.set("intel-rapl:0", 90_000_000);
		source.read(SECOND);
		this.tree.set("intel-rapl:0", 80_000_000);
		assertGap(source.read(SECOND), 0, "package-0", "went backwards", "next window");
		this.tree.set("intel-rapl:0", 81_000_000);
		assertJoules(source.read(SECOND), 1);
		this.tree.set("intel-rapl:0", 9_000_000_000L);
		assertGap(source.read(SECOND), 0, "package-0", "further than a processor can drive it", "next window");
		assertThat(((Reading.Metered) source.read(new SamplingWindow(400_000_000_000L, 0))).gaps())
			.allSatisfy((gap) -> assertThat(gap.reason()).contains("wrapped around more than once"))
			.hasSize(2);
	}

	@Test
	void readsAFileThatTookTheOthersPlace() throws IOException {
		PowerSource source = twoSockets();
		Path other = Files.writeString(this.sysfs.resolve("replacement"), "8000000\n");
		Files.move(other, this.tree.counter("intel-rapl:0"), StandardCopyOption.REPLACE_EXISTING);
		assertJoules(source.read(SECOND), 7);
	}

	@Test
	void countsAPackageThatAppearsFromItsSecondReadingOn() {
		PowerSource source = twoSockets();
		SourceDescription before = source.describe();
		this.tree.zone("intel-rapl:3", "package-2", 700_000_000);
		this.tree.advance("intel-rapl:0", 1_000_000);
		assertJoules(source.read(TEN_SECONDS), 1);
		assertThat(source.describe()).isNotEqualTo(before);
		assertThat(source.describe().detail()).isEqualTo("package-0, package-1, package-2");
		this.tree.advance("intel-rapl:3", 2_000_000);
		assertJoules(source.read(SECOND), 2);
		assertThat(source.describe()).isSameAs(source.describe());
	}

	@Test
	void aTwinThatStandsStillLosesToOneThatMoves() {
		this.tree.zone("intel-rapl:0", "package-0", 1_000_000).zone("intel-rapl-mmio:0", "package-0", 5);
		PowerSource source = cpu(false);
		this.tree.advance("intel-rapl:0", 3_000_000);
		assertJoules(source.read(SECOND), 3);
		this.tree.advance("intel-rapl:0", 4_000_000);
		this.tree.advance("intel-rapl-mmio:0", 4_100_000);
		assertJoules(source.read(SECOND), 4);
		assertThat(source.describe().detail()).isEqualTo("package-0");
	}

	@Test
	void aTwinThatFailsIsReplacedWithoutAGap() throws IOException {
		this.tree.zone("intel-rapl:0", "package-0", 1_000_000).zone("intel-rapl-mmio:0", "package-0", 5);
		PowerSource source = cpu(false);
		this.tree.advance("intel-rapl:0", 3_000_000);
		this.tree.advance("intel-rapl-mmio:0", 3_100_000);
		assertJoules(source.read(SECOND), 3.1);
		Files.delete(this.tree.counter("intel-rapl-mmio:0"));
		this.tree.advance("intel-rapl:0", 4_000_000);
		assertJoules(source.read(SECOND), 4);
		Files.delete(this.tree.counter("intel-rapl:0"));
		assertGap(source.read(SECOND), 0, "package-0", "is gone", "modprobe");
	}

	@Test
	void diesThatMirrorOneCounterCountOnceAfterProof() {
		this.tree.zone("intel-rapl:0", "package-0-die-0", 0).zone("intel-rapl:1", "package-0-die-1", 0);
		PowerSource source = cpu(false);
		for (int i = 0; i < 20; i++) {
			long microjoules = (i % 2 == 0) ? 20_000_000 : 50_000_000;
			this.tree.advance("intel-rapl:0", microjoules);
			this.tree.advance("intel-rapl:1", microjoules);
			if (i < 19) {
				assertJoules(source.read(SECOND), 2e-6 * microjoules);
				assertThat(source.describe().detail()).contains("counted until it is certain");
			}
			else {
				assertJoules(source.read(SECOND), 50);
			}
		}
		assertThat(source.describe().detail())
			.isEqualTo("package-0-die-0, package-0-die-1 (not counted: shows the counter of package-0-die-0)");
	}

	@Test
	void oneMirrorStandsInForAnOriginalThatFails() throws IOException {
		String[] dies = { "intel-rapl:0", "intel-rapl:1", "intel-rapl:2" };
		for (int i = 0; i < dies.length; i++) {
			this.tree.zone(dies[i], "package-0-die-" + i, 0);
		}
		PowerSource source = cpu(false);
		for (int i = 0; i < 20; i++) {
			advance((i % 2 == 0) ? 20_000_000 : 50_000_000, dies);
			source.read(SECOND);
		}
		Files.delete(this.tree.counter(dies[0]));
		advance(30_000_000, dies[1], dies[2]);
		assertJoules(source.read(SECOND), 30);
		Files.delete(this.tree.counter(dies[1]));
		advance(31_000_000, dies[2]);
		assertJoules(source.read(SECOND), 31);
		this.tree.set(dies[0], 900_000_000);
		advance(32_000_000, dies[2]);
		assertJoules(source.read(SECOND), 32);
		advance(33_000_000, dies[0], dies[2]);
		assertJoules(source.read(SECOND), 33);
		Files.delete(this.tree.counter(dies[0]));
		Files.delete(this.tree.counter(dies[2]));
		assertGap(source.read(SECOND), 0, "package-0-die-0", "is gone", "modprobe intel_rapl_msr");
	}

	private void advance(long microjoules, String... zones) {
		for (String zone : zones) {
			this.tree.advance(zone, microjoules);
		}
	}

	@Test
	void findsTheZonesWhereTheClassHasNoLinksToThem() {
		PowercapTree host = new PowercapTree(this.sysfs).zone("intel-rapl:0", "package-0", 0);
		assertThat(host.sysfs().resolve("class/powercap/intel-rapl").toFile().delete()).isTrue();
		assertThat(host.sysfs().resolve("class/powercap/intel-rapl:0").toFile().delete()).isTrue();
		assertThat(cpu(false).describe().detail()).isEqualTo("package-0");
	}

	@Test
	void saysThatAContainerHidesTheCounters() throws IOException {
		Path links = Files.createDirectories(this.sysfs.resolve("class/powercap"));
		Files.createSymbolicLink(links.resolve("intel-rapl:0"), Path.of("../../devices/virtual/powercap/intel-rapl:0"));
		Notice notice = notice(find(false));
		assertThat(notice.message()).contains("hidden");
		assertThat(notice.advice()).contains("-v /sys:/host/sys:ro", "codecarbon.host.sysfs");
	}

	@Test
	void saysNothingWhereThereIsNoRapl() {
		assertThat(find(false)).isEqualTo(new Finding(null, false, null));
		assertThat(Rapl.discover(this.sysfs.resolve("missing")).cpu(false, null).source()).isNull();
		assertThat(notice(Rapl.discover(this.sysfs).dram()).advice()).contains("codecarbon.rapl-include-dram");
	}

	@Test
	void whereItMayNotReadItSaysHowToBeAllowed() {
		twoSockets();
		deny("intel-rapl:0");
		deny("intel-rapl:1");
		deny("intel-rapl:2");
		Notice notice = notice(find(false));
		assertThat(notice.message()).contains("RAPL's counter of package is not used", "may not be read");
		assertThat(notice.advice()).contains("z /sys/class/powercap/*/energy_uj 0444 - - -", "/etc/tmpfiles.d/",
				"CAP_DAC_READ_SEARCH", "-v /sys:/host/sys:ro", "codecarbon.host.sysfs");
	}

	@Test
	void takesThePackagesWhereThePlatformMayNotBeReadAndSaysSo() {
		twoSockets();
		deny("intel-rapl:2");
		Finding finding = find(true);
		assertThat(finding.includesMemory()).isFalse();
		assertThat(finding.notice()).isNotNull();
		assertThat(finding.notice().message()).contains("RAPL's counter of psys is not used", "may not be read");
		assertThat(finding.source()).isNotNull();
		this.tree.advance("intel-rapl:0", 4_000_000);
		this.tree.advance("intel-rapl:1", 5_000_000);
		assertJoules(finding.source().read(SECOND), 9);
	}

	@Test
	void takesThePlatformWhereNoPackageMayBeReadAndSaysSo() {
		twoSockets();
		deny("intel-rapl:0");
		deny("intel-rapl:1");
		Finding finding = find(false);
		assertThat(finding.includesMemory()).isTrue();
		assertThat(finding.notice()).isNotNull();
		assertThat(finding.notice().message()).contains("RAPL's counter of package is not used", "may not be read");
		assertThat(finding.source()).isNotNull();
		this.tree.advance("intel-rapl:2", 6_000_000);
		assertJoules(finding.source().read(SECOND), 6);
	}

	@Test
	void aDomainThatMayNotBeReadIsAGapBesideOneThatMay() {
		twoSockets();
		deny("intel-rapl:1");
		PowerSource source = cpu(false);
		this.tree.advance("intel-rapl:0", 1_000_000);
		assertGap(source.read(SECOND), 1, "package-1", "may not be read", "CAP_DAC_READ_SEARCH");
		this.denied.clear();
		source.read(SECOND);
		this.tree.advance("intel-rapl:1", 2_000_000);
		assertJoules(source.read(SECOND), 2);
	}

	@Test
	void aCounterThatIsReplacedByOneThatMayNotBeReadIsAGapUntilItMay() throws IOException {
		twoSockets();
		PowerSource source = cpu(false);
		this.tree.advance("intel-rapl:0", 1_000_000);
		this.tree.advance("intel-rapl:1", 1_000_000);
		assertJoules(source.read(SECOND), 2);
		// A counter that stands still is looked up again.
		deny("intel-rapl:1");
		this.tree.advance("intel-rapl:0", 1_000_000);
		assertGap(source.read(SECOND), 1, "package-1", "may not be read", "CAP_DAC_READ_SEARCH");
		this.denied.clear();
		source.read(SECOND);
		this.tree.advance("intel-rapl:1", 2_000_000);
		assertJoules(source.read(SECOND), 2);
	}

	@Test
	void believesMoreOfAPackageThatIsSpecifiedForMore() throws IOException {
		twoSockets();
		Files.writeString(this.tree.directory("intel-rapl:0").resolve("constraint_0_max_power_uw"), "900000000\n");
		Files.writeString(this.tree.directory("intel-rapl:1").resolve("constraint_0_max_power_uw"), "4095875000\n");
		PowerSource source = cpu(false);
		this.tree.advance("intel-rapl:0", 3_500_000_000L);
		this.tree.advance("intel-rapl:1", 3_500_000_000L);
		assertGap(source.read(SECOND), 3500, "package-1", "further than a processor can drive it", "next window");
	}

	private void deny(String id) {
		this.denied.add(id);
	}

	private Finding find(boolean preferPsys) {
		return rapl().cpu(preferPsys, "Xeon");
	}

	private Rapl rapl() {
		return Rapl.discover(this.sysfs, (path) -> new NumberFile(path) {

			@Override
			protected RandomAccessFile open(File file) throws IOException {
				if (RaplSourceTests.this.denied.contains(path.getParent().getFileName().toString())) {
					throw new FileNotFoundException("Permission denied");
				}
				return super.open(file);
			}

		});
	}

	private PowerSource cpu(boolean preferPsys) {
		Finding finding = find(preferPsys);
		assertThat(finding.notice()).isNull();
		assertThat(finding.source()).isNotNull();
		return finding.source();
	}

	private PowerSource dram() {
		PowerSource source = rapl().dram().source();
		assertThat(source).isNotNull();
		return source;
	}

	private static Notice notice(Finding finding) {
		assertThat(finding.source()).isNull();
		assertThat(finding.notice()).isNotNull();
		return finding.notice();
	}

	private static void assertJoules(Reading reading, double joules) {
		assertThat(reading).isInstanceOfSatisfying(Reading.Metered.class, (metered) -> {
			assertThat(metered.gaps()).isEmpty();
			assertThat(metered.energy().joules()).isCloseTo(joules, within(1e-9));
		});
	}

	private static void assertGap(Reading reading, double joules, String part, String reason, String advice) {
		assertThat(reading).isInstanceOfSatisfying(Reading.Metered.class, (metered) -> {
			assertThat(metered.energy().joules()).isCloseTo(joules, within(1e-9));
			assertThat(metered.gaps()).singleElement().satisfies((gap) -> {
				assertThat(gap.part()).isEqualTo(part);
				assertThat(gap.reason()).contains(reason);
				assertThat(gap.advice()).contains(advice);
			});
		});
	}

}
