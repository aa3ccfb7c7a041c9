package io.github.openflgramine.sgx;

import io.github.openflgramine.Sha256;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;

/**
 * Computes MRENCLAVE as the processor does: a SHA-256 over one 64-byte record for each ECREATE, EADD and EEXTEND (SDM
 * volume 3D, section 38.1.1 and the operation of those instructions in chapter 39).
 *
 * <p>An enclave of 16 GiB has 4.2 million records. A range of pages is therefore hashed in blocks of records in which
 * only the offsets change, without allocating an object per page.
 */
public final class Measurement {

    public static final int PAGE = 4096;

    private static final int RECORD = 64;
    private static final int CHUNK = 256;
    private static final int CHUNKS = PAGE / CHUNK;
    private static final int MEASURED_PAGE = RECORD + CHUNKS * (RECORD + CHUNK);
    private static final int OFFSET = 8;
    private static final int SECINFO = 16;
    private static final int PAGES_AT_ONCE = 1024;
    private static final int MEASURED_PAGES_AT_ONCE = 16;

    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long ECREATE = tag("ECREATE");
    private static final long EADD = tag("EADD");
    private static final long EEXTEND = tag("EEXTEND");

    private final MessageDigest digest = Sha256.newMessageDigest();
    private final byte[] plain = new byte[PAGES_AT_ONCE * RECORD];
    private final byte[] zeros = new byte[MEASURED_PAGES_AT_ONCE * MEASURED_PAGE];
    private final byte[] single = new byte[MEASURED_PAGE];

    private Measurement() {
        for (int page = 0; page < MEASURED_PAGES_AT_ONCE; page++) {
            tagMeasuredPage(zeros, page * MEASURED_PAGE);
        }
        tagMeasuredPage(single, 0);
    }

    /**
     * Returns the number of bytes that adding pages hashes.
     *
     * @param size of the pages in bytes
     * @param content whether their content is measured
     */
    public static long hashed(long size, boolean content) {
        return size / PAGE * (content ? MEASURED_PAGE : RECORD);
    }

    /**
     * Starts the measurement of an enclave.
     *
     * @param ssaFrameSize SECS.SSAFRAMESIZE, in pages
     * @param size SECS.SIZE, in bytes
     */
    public static Measurement ecreate(int ssaFrameSize, long size) {
        Measurement measurement = new Measurement();
        byte[] record = new byte[RECORD];
        LONG.set(record, 0, ECREATE);
        // SSAFRAMESIZE has four bytes. SIZE follows it directly, so it is not aligned to eight bytes.
        LONG.set(record, 8, Integer.toUnsignedLong(ssaFrameSize));
        LONG.set(record, 12, size);
        measurement.digest.update(record);
        return measurement;
    }

    /** Adds the pages from {@code start} up to {@code end} with EADD only, so their content is not measured. */
    public void eadd(long start, long end, SecInfo secInfo) {
        for (int record = 0; record < plain.length; record += RECORD) {
            LONG.set(plain, record, EADD);
            LONG.set(plain, record + SECINFO, secInfo.flags());
        }
        for (long block = start; block < end; block += (long) PAGES_AT_ONCE * PAGE) {
            int pages = (int) Math.min(PAGES_AT_ONCE, (end - block) / PAGE);
            long offset = block;
            for (int record = 0; record < pages * RECORD; record += RECORD) {
                LONG.set(plain, record + OFFSET, offset);
                offset += PAGE;
            }
            digest.update(plain, 0, pages * RECORD);
        }
    }

    /**
     * Adds the zero-filled pages from {@code start} up to {@code end} and measures them: one EADD and 16 EEXTENDs per
     * page.
     */
    public void eaddAndEextendZeros(long start, long end, SecInfo secInfo) {
        for (long block = start; block < end; block += (long) MEASURED_PAGES_AT_ONCE * PAGE) {
            int pages = (int) Math.min(MEASURED_PAGES_AT_ONCE, (end - block) / PAGE);
            for (int page = 0; page < pages; page++) {
                placeMeasuredPage(zeros, page * MEASURED_PAGE, block + (long) page * PAGE, secInfo);
            }
            digest.update(zeros, 0, pages * MEASURED_PAGE);
        }
    }

    /** Adds and measures pages with this content. The last page is padded with zeros. */
    public void eaddAndEextend(long start, byte[] content, SecInfo secInfo) {
        for (int from = 0; from < content.length; from += PAGE) {
            placeMeasuredPage(single, 0, start + from, secInfo);
            for (int chunk = 0; chunk < CHUNKS; chunk++) {
                int to = RECORD + chunk * (RECORD + CHUNK) + RECORD;
                int position = from + chunk * CHUNK;
                int length = Math.max(0, Math.min(CHUNK, content.length - position));
                System.arraycopy(content, Math.min(position, content.length), single, to, length);
                Arrays.fill(single, to + length, to + CHUNK, (byte) 0);
            }
            digest.update(single);
        }
    }

    /** Returns MRENCLAVE as EINIT computes it. Nothing can be added afterwards. */
    public Sha256 einit() {
        return Sha256.of(digest.digest());
    }

    private static void tagMeasuredPage(byte[] records, int at) {
        LONG.set(records, at, EADD);
        for (int chunk = 0; chunk < CHUNKS; chunk++) {
            LONG.set(records, at + RECORD + chunk * (RECORD + CHUNK), EEXTEND);
        }
    }

    private static void placeMeasuredPage(byte[] records, int at, long offset, SecInfo secInfo) {
        LONG.set(records, at + OFFSET, offset);
        LONG.set(records, at + SECINFO, secInfo.flags());
        for (int chunk = 0; chunk < CHUNKS; chunk++) {
            LONG.set(records, at + RECORD + chunk * (RECORD + CHUNK) + OFFSET, offset + (long) chunk * CHUNK);
        }
    }

    private static long tag(String name) {
        byte[] bytes = Arrays.copyOf(name.getBytes(StandardCharsets.US_ASCII), 8);
        return (long) LONG.get(bytes, 0);
    }
}
