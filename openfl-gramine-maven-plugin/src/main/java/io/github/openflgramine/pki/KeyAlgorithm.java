package io.github.openflgramine.pki;

import io.github.openflgramine.GraminizeException;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.spec.AlgorithmParameterSpec;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.RSAKeyGenParameterSpec;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * The kinds of key for certificates. Both are at least about as strong as AES-128 (NIST SP 800-57, part 1, table 2).
 */
public enum KeyAlgorithm {
    /**
     * RSA with 3072 bits and e = 65537, as OpenFL creates them. The signing keys of enclaves are different: e = 3, see
     * package sgx.
     */
    RSA,
    /** NIST P-384. OpenFL accepts such keys but does not create them. Creating one takes almost no time. */
    EC;

    /**
     * Parses a user's value, {@code rsa} or {@code ec}.
     *
     * @throws GraminizeException if it is neither
     */
    public static KeyAlgorithm of(String name) {
        return Arrays.stream(values())
                .filter(algorithm -> algorithm.word().equals(name))
                .findFirst()
                .orElseThrow(() -> new GraminizeException(
                        "openfl.keyAlgorithm=" + name + " is not a supported kind of key.",
                        "Expected one of "
                                + Arrays.stream(values())
                                        .map(KeyAlgorithm::word)
                                        .collect(Collectors.joining(", "))
                                + "."));
    }

    KeyPair generate() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance(name());
            generator.initialize(parameters());
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform makes " + name() + " keys", e);
        }
    }

    private AlgorithmParameterSpec parameters() {
        return switch (this) {
            case RSA -> new RSAKeyGenParameterSpec(3072, RSAKeyGenParameterSpec.F4);
            case EC -> new ECGenParameterSpec("secp384r1");
        };
    }

    private String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
