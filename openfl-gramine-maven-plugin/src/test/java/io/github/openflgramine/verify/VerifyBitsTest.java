package io.github.openflgramine.verify;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.openflgramine.elf.ElfFile;
import io.github.openflgramine.elf.LoadSegment;
import io.github.openflgramine.gramine.GoldenRootfs;
import io.github.openflgramine.product.BuildLog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Flips single bits. Each flip in measured or signed bytes is reported, and no other flip is. Every run tries other
 * bits; a failing run prints its seed, and {@code -Dopenfl-gramine.seed=…} repeats it.
 */
final class VerifyBitsTest {

    private static final int TRIES = 50;
    private static final Path SMALL = GoldenRootfs.GOLDEN.resolve("01-defaults");
    private static final Path MANY_FILES = GoldenRootfs.GOLDEN.resolve("06-odd-names");

    private final long seed = Long.getLong("openfl-gramine.seed", System.nanoTime());
    private final Random random = new Random(seed);

    @TempDir
    Path scratch;

    private Path rootfs = GoldenRootfs.TAR;
    private Path libpal;

    @BeforeEach
    void layOut() throws IOException {
        copy(SMALL);
        libpal = Files.write(scratch.resolve("libpal.so"), new GoldenRootfs().content(GoldenRootfs.LIBPAL));
        assertThat(agrees()).isTrue();
    }

    @Test
    void no_bit_of_a_listed_file_can_be_flipped_unnoticed() throws IOException {
        copy(MANY_FILES);
        for (int number = 0; number < TRIES; number++) {
            String file = "usr/lib/python3.11/mod_%02d.py".formatted(random.nextInt(40));
            int bit = random.nextInt(8 * GoldenRootfs.size(file));
            rootfs = new GoldenRootfs().flipped(file, bit / 8, bit % 8).writeTo(scratch.resolve("rootfs.tar"));

            assertThat(agrees()).as("bit %d of %s, seed %d", bit, file, seed).isFalse();
        }
    }

    @Test
    void no_bit_of_the_manifest_can_be_flipped_unnoticed() throws IOException {
        assertEachFlipIsNoticed("openfl.manifest.sgx");
    }

    @Test
    void no_bit_of_the_sig_can_be_flipped_unnoticed() throws IOException {
        assertEachFlipIsNoticed("openfl.sig");
    }

    @Test
    void no_bit_that_is_loaded_of_libpal_can_be_flipped_unnoticed() throws IOException {
        byte[] original = Files.readAllBytes(libpal);
        int[] loaded = loaded(original);
        for (int number = 0; number < TRIES; number++) {
            int position = loaded[random.nextInt(loaded.length)];
            assertThat(agreesWithLibpal(original, position))
                    .as("byte %d of libpal.so, seed %d", position, seed)
                    .isFalse();
        }
    }

    @Test
    void no_bit_of_libpal_that_is_not_loaded_counts() throws IOException {
        byte[] original = Files.readAllBytes(libpal);
        BitSet notLoaded = new BitSet();
        notLoaded.set(0, original.length);
        IntStream.of(loaded(original)).forEach(notLoaded::clear);
        int[] others = notLoaded.stream().toArray();
        for (int number = 0; number < 10; number++) {
            int position = others[random.nextInt(others.length)];
            assertThat(agreesWithLibpal(original, position))
                    .as("byte %d of libpal.so, seed %d", position, seed)
                    .isTrue();
        }
    }

    @Test
    void no_bit_of_a_file_that_is_not_listed_counts() throws IOException {
        String file = "usr/lib/x86_64-linux-gnu/gramine/runtime/glibc/libc.so.6";
        for (int number = 0; number < 10; number++) {
            int bit = random.nextInt(8 * GoldenRootfs.size(file));
            rootfs = new GoldenRootfs().flipped(file, bit / 8, bit % 8).writeTo(scratch.resolve("rootfs.tar"));

            assertThat(agrees()).as("bit %d of %s, seed %d", bit, file, seed).isTrue();
        }
    }

    private void assertEachFlipIsNoticed(String name) throws IOException {
        byte[] original = Files.readAllBytes(scratch.resolve(name));
        for (int number = 0; number < TRIES; number++) {
            int bit = random.nextInt(8 * original.length);
            Files.write(scratch.resolve(name), flipped(original, bit / 8, bit % 8));

            assertThat(agrees()).as("bit %d of %s, seed %d", bit, name, seed).isFalse();
        }
    }

    private boolean agreesWithLibpal(byte[] original, int position) throws IOException {
        Files.write(libpal, flipped(original, position, random.nextInt(8)));
        return agrees();
    }

    private static byte[] flipped(byte[] original, int position, int bit) {
        byte[] flipped = original.clone();
        flipped[position] ^= (byte) (1 << bit);
        return flipped;
    }

    /** Returns the file offsets of all bytes that a PT_LOAD segment loads. */
    private static int[] loaded(byte[] libpal) {
        List<LoadSegment> segments = ElfFile.parse(libpal, "libpal.so").loadSegments();
        return segments.stream()
                .flatMapToInt(segment ->
                        IntStream.range((int) segment.fileOffset(), (int) (segment.fileOffset() + segment.fileSize())))
                .toArray();
    }

    private void copy(Path vector) throws IOException {
        for (String name : List.of("openfl.manifest.sgx", "openfl.sig")) {
            Files.copy(vector.resolve(name), scratch.resolve(name), StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private boolean agrees() throws IOException {
        BuildLog silent = new BuildLog(line -> {}, line -> {});
        Expectations none = new Expectations(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
        return new Verify(silent)
                .manifest(
                        scratch.resolve("openfl.manifest.sgx"),
                        null,
                        rootfs,
                        new Verify.Request(none, Optional.empty(), Optional.of(libpal), false, false))
                .agrees();
    }
}
