package io.github.openflgramine.secrets;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;

/**
 * Binary files of keys: in DER (RFC 5958, RFC 8017 appendix A.1.2, RFC 5915), PKCS#12 (RFC 7292), the key stores of Java
 * and KeePass.
 */
final class KeyContainer {

    /** In bytes. A file in DER that is larger is no key. */
    static final int LARGEST = 1 << 20;

    private static final int SEQUENCE = 0x30;
    private static final Map<String, String> BEGINNINGS = Map.of(
            "feedfeed", "a key store of Java",
            "cececece", "a key store of Java",
            "03d9a29a", "a password store of KeePass");

    private KeyContainer() {}

    /** Returns what this file is; empty if it is none of these. */
    static Optional<String> meaningOf(byte[] file) {
        if (file.length < 4) {
            return Optional.empty();
        }
        String beginning = HexFormat.of().formatHex(Arrays.copyOf(file, 4));
        if (BEGINNINGS.containsKey(beginning)) {
            return Optional.of(BEGINNINGS.get(beginning));
        }
        return file[0] == SEQUENCE ? DerStructure.meaningOf(file) : Optional.empty();
    }
}
