package io.github.openflgramine.dcap;

import io.github.openflgramine.sgx.LayoutField;

/**
 * The layout of a report's body, the part of a REPORT that is signed in a quote (SDM volume 3D, REPORT structure; Intel SGX
 * ECDSA Quote Library API, appendix A.4, Enclave Report Body).
 */
enum ReportField implements LayoutField {
    CPUSVN(0, 16),
    MISCSELECT(16, 4),
    CET_ATTRIBUTES(20, 1),
    RESERVED_AFTER_CET(21, 11),
    ISVEXTPRODID(32, 16),
    ATTRIBUTES(48, 16),
    MRENCLAVE(64, 32),
    RESERVED_AFTER_MRENCLAVE(96, 32),
    MRSIGNER(128, 32),
    RESERVED_AFTER_MRSIGNER(160, 32),
    CONFIGID(192, 64),
    ISVPRODID(256, 2),
    ISVSVN(258, 2),
    CONFIGSVN(260, 2),
    RESERVED_AFTER_CONFIGSVN(262, 42),
    ISVFAMILYID(304, 16),
    REPORTDATA(320, 64);

    static final int TOTAL = 384;

    @SuppressWarnings("ImmutableEnumChecker") // A record of two numbers.
    private final Place place;

    ReportField(int offset, int size) {
        place = new Place(offset, size);
    }

    @Override
    public Place place() {
        return place;
    }
}
