package io.github.openflgramine.gramine;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** {@code sgx.remote_attestation} of a manifest: how an enclave proves its identity to others. */
public enum RemoteAttestation {
    NONE,
    /** Intel's former service; up to Gramine 1.8. */
    EPID,
    DCAP;

    /** The values that Gramine 1.9 and the plugin's parameters accept. Intel has shut down the EPID service. */
    public static final List<RemoteAttestation> CURRENT = List.of(NONE, DCAP);

    /** Parses a manifest's value; returns empty if it is unknown. */
    public static Optional<RemoteAttestation> parse(String word) {
        return Arrays.stream(values())
                .filter(one -> one.toString().equals(word))
                .findFirst();
    }

    /** Returns a manifest's value; {@code NONE} if it has none. */
    static RemoteAttestation of(Manifest manifest) {
        return manifest.get("sgx", "remote_attestation")
                .flatMap(word -> parse(word.toString()))
                .orElse(NONE);
    }

    /** Returns whether an enclave creates quotes, which needs aesmd. */
    public boolean isOn() {
        return this != NONE;
    }

    /** Returns the manifest's value. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
