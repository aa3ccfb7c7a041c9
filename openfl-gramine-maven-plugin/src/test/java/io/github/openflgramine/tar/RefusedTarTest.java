package io.github.openflgramine.tar;

import static io.github.openflgramine.tar.TarBuilder.pax;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.openflgramine.GraminizeException;
import io.github.openflgramine.layers.ImageBuilder;
import io.github.openflgramine.layers.ImageReader;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tars that are refused, and the messages. */
final class RefusedTarTest {

    @TempDir
    Path temp;

    private void open(byte[] bytes) {
        new ImageReader().read(ImageBuilder.write(temp, "x.tar", bytes));
    }

    private void assertRefused(byte[] bytes, String part) {
        assertThatThrownBy(() -> open(bytes))
                .isInstanceOf(GraminizeException.class)
                .hasMessageContaining("x.tar")
                .hasMessageContaining(part);
    }

    @Test
    void nonsense_is_refused() {
        assertRefused(new byte[0], "ends in the middle of an entry, after 0 bytes");
        assertRefused("#!/bin/sh\n".repeat(200).getBytes(UTF_8), "has no tar header at byte 0");
        assertRefused(new byte[] {0x1f, (byte) 0x8b}, "damaged or cut off");
        assertRefused(new byte[] {0x28, (byte) 0xb5, 0x2f, (byte) 0xfd, 0, 0}, "is packed with zstd");
    }

    @Test
    void an_entry_that_claims_more_than_there_is_is_refused() {
        for (String size : List.of("77777777777 ", "00000077777 ")) {
            byte[] tar = pax().file("keep", "1").build();
            System.arraycopy(size.getBytes(UTF_8), 0, tar, 124, 12);
            TarFormatsTest.withChecksum(tar);

            assertThatThrownBy(() -> open(tar)).isInstanceOf(GraminizeException.class);
            assertThatThrownBy(() -> open(ImageBuilder.gzip(tar))).isInstanceOf(GraminizeException.class);
        }
        for (String size : List.of("9223372036854775807", "99999999999999999999", "-1", "x")) {
            assertRefused(
                    pax().paxRecord("size", size.getBytes(UTF_8)).file("a", "1").build(), "impossible size");
        }
    }

    @Test
    void names_that_lead_out_or_that_no_kernel_takes_are_refused() {
        assertRefused(pax().file("../etc/passwd", "1").build(), "\"../etc/passwd\", which is no path inside a root");
        assertRefused(pax().file("a/../../b", "1").build(), "no path inside a root");
        assertRefused(pax().hardLink("a", "../b").build(), "no path inside a root");
        assertRefused(
                pax().paxRecord("path", "a\0b".getBytes(UTF_8)).file("x", "1").build(), "an invalid record path");
        assertRefused(pax().file("n/".repeat(3000) + "n", "1").build(), "a name of 6001 bytes; Linux takes 4096");
        assertRefused(pax().file("n", "1").link("l", "n/".repeat(3000)).build(), "a link of l of 6000 bytes");
    }

    @Test
    void extended_headers_are_bounded_and_checked() {
        byte[] large = new byte[2 << 20];
        assertRefused(pax().entry("x", (byte) 'x', large).build(), "has an extended header of 2097152 bytes");
        assertRefused(pax().entry("x", (byte) 'L', large).build(), "has an extended header of 2097152 bytes");
        for (String records : List.of(
                "x",
                "9 a=b",
                "10 a=bcde\n9 b=cd\n",
                "999 a=b\n",
                "3 a\n",
                "6 a b\n",
                "-1 a=b\n",
                "99999999999999999999 a=b\n")) {
            assertRefused(
                    pax().entry("x", (byte) 'x', records.getBytes(UTF_8))
                            .file("a", "1")
                            .build(),
                    "has an extended header with ");
        }
    }

    @Test
    void a_tar_that_is_cut_off_says_after_how_many_bytes() {
        byte[] content = pax().file("keep", "1".repeat(1000)).build();
        byte[] records = pax().paxRecord("comment", "1".repeat(1000).getBytes(UTF_8))
                .file("a", "1")
                .build();

        assertRefused(Arrays.copyOf(content, 100), "ends in the middle of an entry, after 100 bytes");
        for (byte[] tar : List.of(content, records)) {
            assertRefused(Arrays.copyOf(tar, 700), "ends in the middle of an entry, after 700 bytes");
            assertRefused(ImageBuilder.gzip(Arrays.copyOf(tar, 700)), "after 700 bytes");
        }
        assertRefused(Arrays.copyOf(content, 1700), "ends in the middle of an entry, after 1700 bytes");
        byte[] damaged = Arrays.copyOf(content, 5 * TarHeader.BLOCK);
        damaged[3 * TarHeader.BLOCK] = 'x';
        assertRefused(damaged, "has no tar header at byte 1536");
    }
}
