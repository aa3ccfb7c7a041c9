package io.github.openflgramine.pkcs11;

/** A token's description, which is readable without login (CK_TOKEN_INFO; PKCS#11 2.40, section 3.2). */
record Token(long slot, String label, String manufacturer, String model, String serial, long flags) {

    private static final long CKF_LOGIN_REQUIRED = 0x4;
    private static final long CKF_PROTECTED_AUTHENTICATION_PATH = 0x100;
    private static final long CKF_TOKEN_INITIALIZED = 0x400;

    boolean isInitialized() {
        return (flags & CKF_TOKEN_INITIALIZED) != 0;
    }

    /** Returns whether this process must supply a PIN. Some devices have their own keypad. */
    boolean needsPin() {
        return (flags & CKF_LOGIN_REQUIRED) != 0 && (flags & CKF_PROTECTED_AUTHENTICATION_PATH) == 0;
    }

    /**
     * Returns label, serial number and slot, for example {@code release (serial badce0685a066d5b, slot 1510370651)}.
     */
    @Override
    public String toString() {
        return "%s (serial %s, slot %s)".formatted(label, serial, Long.toUnsignedString(slot));
    }
}
