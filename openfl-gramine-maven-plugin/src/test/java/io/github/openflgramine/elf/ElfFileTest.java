package io.github.openflgramine.elf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.openflgramine.GraminizeException;
import io.github.openflgramine.image.ImagePath;
import io.github.openflgramine.layers.ImageReader;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ElfFileTest {

    static final byte[] LIBPAL = new ImageReader()
            .readRootFilesystem(Path.of("src/test/resources/golden/rootfs.tar"))
            .filesystem()
            .content(ImagePath.of("/usr/lib/x86_64-linux-gnu/gramine/sgx/libpal.so"))
            .orElseThrow();

    @Test
    void reads_what_readelf_shows() {
        ElfFile elf = ElfFile.parse(LIBPAL, "libpal.so");

        assertThat(elf.entryPoint()).isEqualTo(0x1043);
        assertThat(elf.isSharedObject()).isTrue();
        assertThat(elf.loadSegments())
                .containsExactly(
                        new LoadSegment(0x0, 0x0, 0x2b0, 0x2b0, true, false, false),
                        new LoadSegment(0x1000, 0x1000, 0x68, 0x68, true, false, true),
                        new LoadSegment(0x2000, 0x2000, 0xbc, 0xbc, true, false, false),
                        new LoadSegment(0x2ec8, 0x3ec8, 0x112d8, 0x112d8, true, true, false));
    }

    @Test
    void puts_a_segments_bytes_in_place_and_zeros_around_them() {
        ElfFile elf = ElfFile.parse(LIBPAL, "libpal.so");
        LoadSegment data = elf.loadSegments().get(3);
        byte[] page = new byte[0x1000];
        Arrays.fill(page, (byte) 0xee);

        elf.read(data, 0x3000, page);

        assertThat(Arrays.copyOf(page, 0xec8)).containsOnly(0);
        assertThat(Arrays.copyOfRange(page, 0xec8, 0x1000)).isEqualTo(Arrays.copyOfRange(LIBPAL, 0x2ec8, 0x3000));

        elf.read(data, 0x15000, page);

        assertThat(Arrays.copyOf(page, 0x1a0)).isEqualTo(Arrays.copyOfRange(LIBPAL, 0x14000, 0x141a0));
        assertThat(Arrays.copyOfRange(page, 0x1a0, 0x1000)).containsOnly(0);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    0  | 0x7f | 4 | 0          | has no ELF header
                    4  | 2    | 1 | 1          | is not 64-bit little-endian
                    5  | 1    | 1 | 2          | is not 64-bit little-endian
                    18 | 62   | 2 | 183        | is not for x86-64
                    32 | 64   | 8 | 83528      | has program headers beyond its end
                    32 | 64   | 8 | -1         | has program headers beyond its end
                    54 | 56   | 2 | 55         | has program headers of the wrong size
                    56 | 8    | 2 | 65535      | has program headers beyond its end
                    56 | 8    | 2 | 0          | has no PT_LOAD segment
                    72 | 0    | 8 | -1         | has a PT_LOAD segment that cannot be: a segment's sizes contradict each other
                    72 | 0    | 8 | 83528      | has a PT_LOAD segment beyond its end
                    80 | 0    | 8 | -4096      | has a PT_LOAD segment that cannot be: a segment's sizes contradict each other
                    96 | 688  | 8 | 689        | has a PT_LOAD segment that cannot be: a segment's sizes contradict each other
                    104 | 688 | 8 | 0x7fffffffffffffff | has a PT_LOAD segment that cannot be: a segment lies outside the address space
                    """)
    void refuses_a_field_that_cannot_be(int offset, String was, int size, String value, String message) {
        byte[] bytes = LIBPAL.clone();
        ByteBuffer elf = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        long number = Long.decode(value);
        for (int i = 0; i < size; i++) {
            elf.put(offset + i, (byte) (number >>> (8 * i)));
        }

        assertThatThrownBy(() -> ElfFile.parse(bytes, "libpal.so"))
                .isInstanceOf(GraminizeException.class)
                .hasMessage("libpal.so " + message
                        + "; expected an ELF64 image for x86-64. Install that file again from its package.");
    }

    /** A file without a byte more than its headers, and with the largest numbers allowed. */
    @Test
    void takes_what_just_fits() {
        long most = LoadSegment.ADDRESS_LIMIT;

        ElfFile elf = ElfFile.parse(onlyHeaders(120, most, 0, most), "small.so");

        assertThat(elf.isSharedObject()).isFalse();
        assertThat(elf.loadSegments()).containsExactly(new LoadSegment(120, most, 0, most, true, false, true));
        assertThat(elf.loadSegments().get(0).end()).isEqualTo(2 * most);
    }

    @ParameterizedTest
    @CsvSource({"121, 0, 0, 0", "120, 0x800000000001, 0, 0", "120, 0, 0, 0x800000000001", "120, 0, 1, 1", "120, 0, 1, 0"
    })
    void refuses_what_just_does_not_fit(long offset, String address, long fileSize, String memorySize) {
        byte[] bytes = onlyHeaders(offset, Long.decode(address), fileSize, Long.decode(memorySize));

        assertThatThrownBy(() -> ElfFile.parse(bytes, "small.so"))
                .isInstanceOf(GraminizeException.class)
                .hasMessageContaining("PT_LOAD segment");
    }

    private static byte[] onlyHeaders(long offset, long address, long fileSize, long memorySize) {
        return ByteBuffer.allocate(120)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put(0, LIBPAL, 0, 16)
                .putShort(16, (short) 2)
                .putShort(18, (short) 62)
                .putLong(32, 64)
                .putShort(54, (short) 56)
                .putShort(56, (short) 1)
                .putInt(64, 1)
                .putInt(68, 5)
                .putLong(72, offset)
                .putLong(80, address)
                .putLong(96, fileSize)
                .putLong(104, memorySize)
                .array();
    }

    @Test
    void any_bytes_give_an_image_or_a_clear_refusal() {
        Random random = new Random(64);
        for (int round = 0; round < 20_000; round++) {
            byte[] bytes = Arrays.copyOf(LIBPAL, round % 3 == 0 ? random.nextInt(600) : 4096);
            for (int flips = 0; flips < 1 + round % 5; flips++) {
                if (bytes.length > 0) {
                    bytes[random.nextInt(Math.min(bytes.length, 520))] = (byte) random.nextInt();
                }
            }
            try {
                ElfFile elf = ElfFile.parse(bytes, "libpal.so");
                byte[] page = new byte[4096];
                for (LoadSegment segment : elf.loadSegments()) {
                    elf.read(segment, segment.address(), page);
                }
            } catch (GraminizeException refused) {
                assertThat(refused).hasMessageStartingWith("libpal.so ");
            }
        }
    }

    @Test
    void later_changes_to_the_given_bytes_do_not_reach_it() {
        byte[] bytes = LIBPAL.clone();
        ElfFile elf = ElfFile.parse(bytes, "libpal.so");
        Arrays.fill(bytes, (byte) 0);
        byte[] page = new byte[0x2b0];

        elf.read(elf.loadSegments().get(0), 0, page);

        assertThat(page).isEqualTo(Arrays.copyOf(LIBPAL, 0x2b0));
    }
}
