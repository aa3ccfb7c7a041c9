package io.github.openflgramine.sgx;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.openflgramine.Sha256;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Compares {@link Measurement}'s blocks with single records made as the SDM describes. */
final class MeasurementTest {

    private static final long START = 0x7_0000_0000L;

    private final MessageDigest expected = Sha256.newMessageDigest();

    @Test
    void an_enclave_without_pages_is_its_ecreate_record() {
        ecreate(4, 0x4000_0000L);

        assertThat(Measurement.ecreate(4, 0x4000_0000L).einit()).isEqualTo(result());
    }

    @Test
    void a_page_is_one_record_and_with_its_content_sixteen_more_and_the_page() {
        assertThat(Measurement.hashed(2 * 4096, false)).isEqualTo(2 * 64);
        assertThat(Measurement.hashed(2 * 4096, true)).isEqualTo(2 * (64 + 16 * 64 + 4096));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 1023, 1024, 1025, 2048, 3000})
    void pages_added_in_blocks_are_pages_added_one_by_one(int pages) {
        ecreate(4, 1L << 36);
        for (int page = 0; page < pages; page++) {
            eadd(START + page * 4096L, 0x207);
        }

        Measurement measurement = Measurement.ecreate(4, 1L << 36);
        measurement.eadd(START, START + pages * 4096L, SecInfo.REG_RWX);
        assertThat(measurement.einit()).isEqualTo(result());
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 15, 16, 17, 32, 50})
    void zero_pages_measured_in_blocks_are_zero_pages_measured_one_by_one(int pages) {
        ecreate(4, 1L << 36);
        for (int page = 0; page < pages; page++) {
            measured(START + page * 4096L, 0x203, new byte[4096]);
        }

        Measurement measurement = Measurement.ecreate(4, 1L << 36);
        measurement.eaddAndEextendZeros(START, START + pages * 4096L, SecInfo.REG_RW);
        assertThat(measurement.einit()).isEqualTo(result());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 255, 256, 257, 4095, 4096, 4097, 8192, 10_000})
    void content_is_filled_up_with_zeros_to_whole_pages(int length) {
        byte[] content = new byte[length];
        new Random(length).nextBytes(content);
        ecreate(4, 1L << 36);
        for (int from = 0; from < length; from += 4096) {
            measured(START + from, 0x201, Arrays.copyOfRange(content, from, from + 4096));
        }

        Measurement measurement = Measurement.ecreate(4, 1L << 36);
        measurement.eaddAndEextend(START, content, SecInfo.REG_R);
        assertThat(measurement.einit()).isEqualTo(result());
    }

    @Test
    void one_kind_of_page_leaves_nothing_behind_for_the_next() {
        byte[] content = new byte[5000];
        Arrays.fill(content, (byte) 7);
        ecreate(4, 1L << 36);
        eadd(START, 0x207);
        measured(START + 4096, 0x203, new byte[4096]);
        measured(START + 8192, 0x100, Arrays.copyOfRange(content, 0, 4096));
        measured(START + 12288, 0x100, Arrays.copyOfRange(content, 4096, 8192));
        eadd(START + 16384, 0x100);
        measured(START + 20480, 0x201, new byte[4096]);

        Measurement measurement = Measurement.ecreate(4, 1L << 36);
        measurement.eadd(START, START + 4096, SecInfo.REG_RWX);
        measurement.eaddAndEextendZeros(START + 4096, START + 8192, SecInfo.REG_RW);
        measurement.eaddAndEextend(START + 8192, content, SecInfo.TCS);
        measurement.eadd(START + 16384, START + 20480, SecInfo.TCS);
        measurement.eaddAndEextendZeros(START + 20480, START + 24576, SecInfo.REG_R);
        assertThat(measurement.einit()).isEqualTo(result());
    }

    private Sha256 result() {
        return Sha256.of(expected.digest());
    }

    private void ecreate(int ssaFrameSize, long size) {
        expected.update(
                record("ECREATE").putInt(8, ssaFrameSize).putLong(12, size).array());
    }

    private void eadd(long offset, long flags) {
        expected.update(record("EADD").putLong(8, offset).putLong(16, flags).array());
    }

    private void measured(long offset, long flags, byte[] page) {
        eadd(offset, flags);
        for (int chunk = 0; chunk < 4096; chunk += 256) {
            expected.update(record("EEXTEND").putLong(8, offset + chunk).array());
            expected.update(page, chunk, 256);
        }
    }

    private static ByteBuffer record(String tag) {
        return ByteBuffer.allocate(64).order(ByteOrder.LITTLE_ENDIAN).put(0, tag.getBytes(StandardCharsets.US_ASCII));
    }
}
