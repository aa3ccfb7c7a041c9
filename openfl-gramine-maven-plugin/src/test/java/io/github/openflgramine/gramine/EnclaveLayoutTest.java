package io.github.openflgramine.gramine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.openflgramine.GraminizeException;
import io.github.openflgramine.elf.ElfFile;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class EnclaveLayoutTest {

    private static final byte[] LIBPAL =
            Golden.image().content(EnclaveSigner.LIBPAL).orElseThrow();

    @ParameterizedTest
    @CsvSource({
        "256M,1,false,1",
        "256M,4,false,4095",
        "256M,4,false,4096",
        "256M,4,true,4097",
        "4G,64,false,800000",
        "16G,512,false,1",
        "16G,512,true,1",
        "2G,4096,false,10000",
        "1024G,2,true,100"
    })
    void areas_lie_below_one_another_without_a_gap(String size, int threads, boolean edmm, int manifestBytes) {
        List<MemoryArea> areas = layout(size, threads, edmm, manifestBytes).areas();

        long top = EnclaveSize.parse(size).orElseThrow().bytes();
        List<MemoryArea> pal =
                areas.stream().filter(area -> area.name().matches("code|data")).toList();
        for (MemoryArea area : areas) {
            if (pal.contains(area) || area.name().equals("free")) {
                continue;
            }
            assertThat(area.end()).as(area.toString()).isEqualTo(top);
            top = area.start();
        }
        assertThat(pal.get(pal.size() - 1).end()).isEqualTo(top);
        for (int i = 1; i < pal.size(); i++) {
            assertThat(pal.get(i).start()).isEqualTo(pal.get(i - 1).end());
        }
        MemoryArea last = areas.get(areas.size() - 1);
        assertThat(last.name().equals("free")).isEqualTo(!edmm);
        if (!edmm) {
            assertThat(last.start()).isEqualTo(0x10000);
            assertThat(last.end()).isEqualTo(pal.get(0).start());
        }
    }

    @ParameterizedTest
    @CsvSource({"1,0x1000", "4095,0x1000", "4096,0x2000", "8191,0x2000", "8192,0x3000"})
    void the_manifest_takes_whole_pages_with_the_nul_behind_it(int bytes, String size) {
        MemoryArea manifest = layout("256M", 1, false, bytes).areas().get(0);

        assertThat(manifest.end() - manifest.start()).isEqualTo(Long.decode(size));
    }

    @Test
    void only_the_free_heap_is_not_measured() {
        assertThat(layout("256M", 4, false, 1).areas())
                .filteredOn(area -> !area.isMeasured())
                .extracting(MemoryArea::name)
                .containsExactly("free");
    }

    @Test
    void an_enclave_that_just_holds_everything_is_laid_out_and_one_byte_more_is_refused() {
        // 0x5a000 per thread, 0x16000 for the vectors' libpal, 0x10000 at the bottom; the manifest takes the rest.
        int rest = 0x400000 - 8 * 0x5a000 - 0x16000 - 0x10000;

        assertThat(layout("4M", 8, false, rest - 1).areas())
                .extracting(MemoryArea::name)
                .doesNotContain("free");
        assertThatThrownBy(() -> layout("4M", 8, false, rest))
                .isInstanceOf(GraminizeException.class)
                .hasMessage(
                        "Enclave size 4M cannot hold 8 threads and Gramine itself (they need at least 8M)."
                                + " Raise <enclaveSize> (gramine.enclaveSize) or lower <maxThreads> (gramine.maxThreads); in your own manifest, sgx.enclave_size or sgx.max_threads.");
    }

    @Test
    void the_manifests_bytes_decide_over_the_measurement() {
        EnclaveSettings settings = settings("256M", 2, false);
        ElfFile libpal = ElfFile.parse(LIBPAL, "libpal.so");
        PalOffsets offsets = PalOffsets.builtIn();

        assertThat(EnclaveLayout.of(settings, new byte[] {1}, libpal, offsets).measure())
                .isEqualTo(EnclaveLayout.of(settings, new byte[] {1}, libpal, offsets)
                        .measure())
                .isNotEqualTo(EnclaveLayout.of(settings, new byte[] {2}, libpal, offsets)
                        .measure())
                .isNotEqualTo(EnclaveLayout.of(settings, new byte[] {1, 0}, libpal, offsets)
                        .measure());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    16  | 2 | libpal.so has a fixed address; expected the PAL of Gramine 1.5 to 1.9. Install the gramine package again.
                    80  | 0x1000 | libpal.so has PT_LOAD segments that share a page or are out of order; expected the PAL of Gramine 1.5 to 1.9. Install the gramine package again.
                    272 | 0x10000000 | libpal.so has more than 64M of memory; expected the PAL of Gramine 1.5 to 1.9. Install the gramine package again.
                    24  | 0x16000 | libpal.so has an entry point outside its segments; expected the PAL of Gramine 1.5 to 1.9. Install the gramine package again.
                    """)
    void a_libpal_that_cannot_be_one_is_refused(int offset, String value, String message) {
        byte[] bytes = LIBPAL.clone();
        long number = Long.decode(value);
        for (int i = 0; i < (offset == 16 ? 2 : 8); i++) {
            bytes[offset + i] = (byte) (number >>> (8 * i));
        }

        assertThatThrownBy(() -> EnclaveLayout.of(
                        settings("1G", 1, false), new byte[1], ElfFile.parse(bytes, "libpal.so"), PalOffsets.builtIn()))
                .isInstanceOf(GraminizeException.class)
                .hasMessage(message);
    }

    private static EnclaveLayout layout(String size, int threads, boolean edmm, int manifestBytes) {
        return EnclaveLayout.of(
                settings(size, threads, edmm),
                new byte[manifestBytes],
                ElfFile.parse(LIBPAL, "libpal.so"),
                PalOffsets.builtIn());
    }

    private static EnclaveSettings settings(String size, int threads, boolean edmm) {
        String manifest = """
                libos.entrypoint = "/usr/bin/python3.11"
                fs.mounts = []
                sgx.enclave_size = "%s"
                sgx.max_threads = %d
                sgx.edmm_enable = %s
                """.formatted(size, threads, edmm);
        return EnclaveSettings.of(
                ManifestDefaults.fill(Manifest.parse(manifest, "m"), GramineVersion.V1_9), PalOffsets.builtIn());
    }
}
