package io.github.openflgramine.dcap;

import io.github.openflgramine.sgx.LayoutField;

/**
 * The layout of the fixed part of a quote: header, report of the enclave, ECDSA signature data (Intel SGX ECDSA Quote Library API,
 * appendix A.4, quote version 3). The QE's authentication data and the certification data follow, each after
 * its size.
 */
enum QuoteField implements LayoutField {
    VERSION(0, 2),
    ATTESTATION_KEY_TYPE(2, 2),
    TEE_TYPE(4, 4),
    QE_SVN(8, 2),
    PCE_SVN(10, 2),
    QE_VENDOR_ID(12, 16),
    USER_DATA(28, 20),
    ISV_ENCLAVE_REPORT(48, 384),
    SIGNATURE_DATA_LENGTH(432, 4),
    ISV_ENCLAVE_REPORT_SIGNATURE(436, 64),
    ATTESTATION_PUBLIC_KEY(500, 64),
    QE_REPORT(564, 384),
    QE_REPORT_SIGNATURE(948, 64),
    QE_AUTHENTICATION_DATA_SIZE(1012, 2);

    static final int TOTAL = 1014;

    /** Header and report, signed with the attestation key. */
    static final int SIGNED_PART = 432;

    @SuppressWarnings("ImmutableEnumChecker") // A record of two numbers.
    private final Place place;

    QuoteField(int offset, int size) {
        place = new Place(offset, size);
    }

    @Override
    public Place place() {
        return place;
    }
}
