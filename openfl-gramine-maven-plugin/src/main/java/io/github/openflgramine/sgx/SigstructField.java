package io.github.openflgramine.sgx;

/**
 * The layout of a SIGSTRUCT (SDM volume 3D, table 34-18): each field with its offset and size in bytes. Bytes between
 * the fields are zero.
 */
enum SigstructField implements LayoutField {
    HEADER(0, 16),
    VENDOR(16, 4),
    DATE(20, 4),
    HEADER2(24, 16),
    SWDEFINED(40, 4),
    RESERVED_BEFORE_KEY(44, 84),
    MODULUS(128, 384),
    EXPONENT(512, 4),
    SIGNATURE(516, 384),
    MISCSELECT(900, 4),
    MISCMASK(904, 4),
    CET_ATTRIBUTES(908, 1),
    CET_ATTRIBUTES_MASK(909, 1),
    RESERVED_AFTER_CET(910, 2),
    ISVFAMILYID(912, 16),
    ATTRIBUTES_FLAGS(928, 8),
    ATTRIBUTES_XFRM(936, 8),
    ATTRIBUTEMASK_FLAGS(944, 8),
    ATTRIBUTEMASK_XFRM(952, 8),
    ENCLAVEHASH(960, 32),
    RESERVED_AFTER_HASH(992, 16),
    ISVEXTPRODID(1008, 16),
    ISVPRODID(1024, 2),
    ISVSVN(1026, 2),
    RESERVED_BEFORE_Q(1028, 12),
    Q1(1040, 384),
    Q2(1424, 384);

    static final int TOTAL = 1808;

    /** The signature covers two parts of this size: bytes 0 to 127 and 900 to 1027. */
    static final int SIGNED_PART = 128;

    @SuppressWarnings("ImmutableEnumChecker") // A record of two numbers.
    private final Place place;

    SigstructField(int offset, int size) {
        place = new Place(offset, size);
    }

    @Override
    public Place place() {
        return place;
    }
}
