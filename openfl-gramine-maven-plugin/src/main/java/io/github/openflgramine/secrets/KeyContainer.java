package io.github.openflgramine.secrets;

import java.io.IOException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.pkcs.EncryptedPrivateKeyInfo;
import org.bouncycastle.asn1.pkcs.Pfx;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.pkcs.RSAPrivateKey;
import org.bouncycastle.asn1.sec.ECPrivateKey;

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
    private static final List<Map.Entry<Function<Object, Object>, String>> STRUCTURES = List.of(
            Map.entry(PrivateKeyInfo::getInstance, "a private key (PKCS#8)"),
            Map.entry(EncryptedPrivateKeyInfo::getInstance, "an encrypted private key (PKCS#8)"),
            Map.entry(RSAPrivateKey::getInstance, "a private key (RSA)"),
            Map.entry(ECPrivateKey::getInstance, "a private key (EC)"),
            Map.entry(Pfx::getInstance, "a key store (PKCS#12)"));

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
        return file[0] == SEQUENCE ? inDer(file) : Optional.empty();
    }

    private static Optional<String> inDer(byte[] file) {
        ASN1Primitive structure;
        try {
            structure = ASN1Primitive.fromByteArray(file);
        } catch (IOException | RuntimeException e) {
            return Optional.empty();
        }
        return STRUCTURES.stream()
                .filter(known -> isA(known.getKey(), structure))
                .map(Map.Entry::getValue)
                .findFirst();
    }

    private static boolean isA(Function<Object, Object> parser, ASN1Primitive structure) {
        try {
            return parser.apply(structure) != null;
        } catch (RuntimeException e) {
            return false;
        }
    }
}
