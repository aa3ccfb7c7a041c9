package io.github.openflgramine.secrets;

import java.io.IOException;
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

/** Keys in DER (RFC 5958, RFC 8017 appendix A.1.2, RFC 5915) and PKCS#12 (RFC 7292). */
final class DerStructure {

    private static final List<Map.Entry<Function<Object, Object>, String>> STRUCTURES = List.of(
            Map.entry(PrivateKeyInfo::getInstance, "a private key (PKCS#8)"),
            Map.entry(EncryptedPrivateKeyInfo::getInstance, "an encrypted private key (PKCS#8)"),
            Map.entry(RSAPrivateKey::getInstance, "a private key (RSA)"),
            Map.entry(ECPrivateKey::getInstance, "a private key (EC)"),
            Map.entry(Pfx::getInstance, "a key store (PKCS#12)"));

    private DerStructure() {}

    /** Returns what this file is; empty if it is none of these. */
    static Optional<String> meaningOf(byte[] file) {
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
