package io.github.openflgramine.tar;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

final class TarHeaderTest {

    private static final int SIZE = 124;
    private static final int CHECKSUM = 148;
    private static final int MAGIC = 257;
    private static final int PREFIX = 345;

    private final byte[] block = new byte[TarHeader.BLOCK];

    private void put(int at, String field) {
        byte[] bytes = field.getBytes(StandardCharsets.ISO_8859_1);
        System.arraycopy(bytes, 0, block, at, bytes.length);
    }

    private String name() {
        return new String(new TarHeader(block).name(), UTF_8);
    }

    private long size(String field) {
        Arrays.fill(block, SIZE, SIZE + 12, (byte) 0);
        put(SIZE, field);
        return new TarHeader(block).size();
    }

    @Test
    void a_posix_headers_prefix_comes_before_the_name() {
        put(0, "lib/a.so");
        put(MAGIC, "ustar\00000");
        assertThat(name()).isEqualTo("lib/a.so");

        put(PREFIX, "opt/usr");
        assertThat(name()).isEqualTo("opt/usr/lib/a.so");
    }

    @Test
    void what_gnu_and_older_headers_have_there_is_no_prefix() {
        put(0, "lib/a.so");
        put(PREFIX, "14712345670");
        assertThat(name()).isEqualTo("lib/a.so");

        put(MAGIC, "ustar  \0");
        assertThat(name()).isEqualTo("lib/a.so");
    }

    @Test
    void texts_may_fill_their_fields() {
        put(0, "n".repeat(100) + "0000644");
        put(157, "l".repeat(100));
        put(MAGIC, "ustar\00000");
        put(PREFIX, "p".repeat(155) + "x");

        assertThat(name()).isEqualTo("p".repeat(155) + "/" + "n".repeat(100));
        assertThat(new TarHeader(block).linkName()).asString(UTF_8).isEqualTo("l".repeat(100));
    }

    @Test
    void numbers_are_octal_between_blanks_and_nuls() {
        assertThat(size("00000000017\0")).isEqualTo(15);
        assertThat(size("         17 ")).isEqualTo(15);
        assertThat(size("000000000017")).isEqualTo(15);
        assertThat(size("17 \0")).isEqualTo(15);
        assertThat(size("")).isZero();
    }

    @Test
    void what_is_no_number_is_told() {
        for (String field : new String[] {
            "00000000018\0", "0000000001x\0", "-0000000001\0", "1 7", "0x1", "            ", "\0" + "7", "17\0" + "5"
        }) {
            assertThat(size(field)).as(field).isEqualTo(-1);
        }
    }

    @Test
    void large_numbers_are_binary_and_none_is_negative_or_over_a_longs_range() {
        assertThat(size("\u0080\0\0\0\0\0\0\1\0\0\0\0")).isEqualTo(1L << 32);
        assertThat(size("\u0080\0\0\0\u007f" + "\u00ff".repeat(7))).isEqualTo(Long.MAX_VALUE);
        assertThat(size("\u0080\0\0\0\u0080\0\0\0\0\0\0\0")).isEqualTo(-1);
        assertThat(size("\u0081\0\0\0\0\0\0\0\0\0\0\1")).isEqualTo(-1);
        assertThat(size("\u00ff".repeat(12))).isEqualTo(-1);
        assertThat(size("\u00c0\0\0\0\0\0\0\0\0\0\0\1")).isEqualTo(-1);
    }

    @Test
    void the_checksum_is_that_of_unsigned_bytes() {
        put(0, "caf\u00e9");
        int sum = 'c' + 'a' + 'f' + 0xe9 + 8 * ' ';

        put(CHECKSUM, String.format("%06o\0 ", sum));
        assertThat(new TarHeader(block).isValid()).isTrue();
        for (int wrong : new int[] {sum + 1, sum - 1, sum - 256, sum + 256}) {
            put(CHECKSUM, String.format("%06o\0 ", wrong));
            assertThat(new TarHeader(block).isValid()).as("%d", wrong).isFalse();
        }
    }

    @Test
    void a_checksum_that_is_no_number_is_never_right() {
        put(0, "\u00ff".repeat(257));
        Arrays.fill(block, CHECKSUM, CHECKSUM + 8, (byte) 0xff);
        assertThat(new TarHeader(block).isValid()).isFalse();
    }
}
