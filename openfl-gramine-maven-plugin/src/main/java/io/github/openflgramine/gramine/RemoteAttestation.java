package io.github.openflgramine.gramine;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** {@code sgx.remote_attestation} of a manifest: how an enclave proves to others what it is. */
public enum RemoteAttestation {
    NONE,
    /** Intel's former service; up to Gramine 1.8. */
    EPID,
    DCAP;

    /** What Gramine 1.9 and the plugin's parameters take: Intel has closed the service of EPID. */
    public static final List<RemoteAttestation> CURRENT = List.of(NONE, DCAP);

    /** Reads the manifest's word; empty when it is another one. */
    public static Optional<RemoteAttestation> parse(String word) {
        return Arrays.stream(values())
                .filter(one -> one.toString().equals(word))
                .findFirst();
    }

    /** A manifest's; none where it is silent. */
    static RemoteAttestation of(Manifest manifest) {
        return manifest.get("sgx", "remote_attestation")
                .flatMap(word -> parse(word.toString()))
                .orElse(NONE);
    }

    /** Whether an enclave has quotes made, which takes the provisioning device and aesmd. */
    public boolean isOn() {
        return this != NONE;
    }

    /** The manifest's word. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
