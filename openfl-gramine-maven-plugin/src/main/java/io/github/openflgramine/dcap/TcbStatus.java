package io.github.openflgramine.dcap;

import java.util.Arrays;
import java.util.Optional;

/** The TCB status of a platform or a quoting enclave (Intel SGX Provisioning Certification Service API, version 4). */
public enum TcbStatus {
    UP_TO_DATE("UpToDate"),
    SW_HARDENING_NEEDED("SWHardeningNeeded"),
    CONFIGURATION_NEEDED("ConfigurationNeeded"),
    CONFIGURATION_AND_SW_HARDENING_NEEDED("ConfigurationAndSWHardeningNeeded"),
    OUT_OF_DATE("OutOfDate"),
    OUT_OF_DATE_CONFIGURATION_NEEDED("OutOfDateConfigurationNeeded"),
    REVOKED("Revoked");

    private final String text;

    TcbStatus(String text) {
        this.text = text;
    }

    /** Returns the status with this name of Intel's; empty if there is none. */
    public static Optional<TcbStatus> of(String text) {
        return Arrays.stream(values())
                .filter(status -> status.text.equals(text))
                .findFirst();
    }

    /** Returns whether a quoting enclave can have this status. */
    boolean isOfQuotingEnclave() {
        return this == UP_TO_DATE || this == OUT_OF_DATE || this == REVOKED;
    }

    /**
     * Returns this platform's status merged with its quoting enclave's, as Intel's Quote Verification Library merges them
     * (convergence of TCB statuses).
     */
    TcbStatus withQuotingEnclave(TcbStatus quotingEnclave) {
        return switch (quotingEnclave) {
            case UP_TO_DATE -> this;
            case REVOKED -> REVOKED;
            case OUT_OF_DATE ->
                switch (this) {
                    case UP_TO_DATE, SW_HARDENING_NEEDED, OUT_OF_DATE -> OUT_OF_DATE;
                    case CONFIGURATION_NEEDED,
                            CONFIGURATION_AND_SW_HARDENING_NEEDED,
                            OUT_OF_DATE_CONFIGURATION_NEEDED -> OUT_OF_DATE_CONFIGURATION_NEEDED;
                    case REVOKED -> REVOKED;
                };
            default -> throw new IllegalArgumentException("a quoting enclave is never " + quotingEnclave);
        };
    }

    /** Returns Intel's name. */
    @Override
    public String toString() {
        return text;
    }
}
