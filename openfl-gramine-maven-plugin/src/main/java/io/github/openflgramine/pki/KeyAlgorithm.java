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

/** Kinds of key that certificates are made for; both about as strong as AES-128 or stronger (NIST SP 800-57, part 1, table 2). */
public enum KeyAlgorithm {
    /** 3072 bits and e = 65537, as OpenFL makes them. (An enclave's signing key is another thing: e = 3, package sgx.) */
    RSA,
    /** NIST P-384. OpenFL takes it and does not make it. A key takes no time to make. */
    EC;

    /** As the user writes it. */
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
