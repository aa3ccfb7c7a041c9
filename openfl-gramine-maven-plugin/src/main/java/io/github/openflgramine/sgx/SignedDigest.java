package io.github.openflgramine.sgx;

import io.github.openflgramine.Sha256;
import java.util.Arrays;
import java.util.Optional;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.DigestInfo;

/** The DigestInfo inside the PKCS#1 v1.5 padding of a signature (RFC 8017, section 9.2), for any digest algorithm. */
record SignedDigest(DigestInfo info) {

    /** Decodes the padding and the DigestInfo. Returns empty if the encoding is invalid. */
    static Optional<SignedDigest> of(byte[] encoded) {
        int end = 2;
        while (end < encoded.length && encoded[end] == (byte) 0xff) {
            end++;
        }
        if (encoded[0] != 0 || encoded[1] != 1 || end == encoded.length || encoded[end] != 0) {
            return Optional.empty();
        }
        try {
            return Optional.of(
                    new SignedDigest(DigestInfo.getInstance(Arrays.copyOfRange(encoded, end + 1, encoded.length))));
        } catch (IllegalArgumentException | IllegalStateException e) {
            return Optional.empty();
        }
    }

    /** Returns whether this is SHA-256 with parameters NULL, as SGX requires. */
    boolean isSha256() {
        AlgorithmIdentifier sha256 = new AlgorithmIdentifier(NISTObjectIdentifiers.id_sha256, DERNull.INSTANCE);
        return info.getAlgorithmId().equals(sha256) && digest().length == Sha256.BYTES;
    }

    /** Returns the dotted object identifier of the digest algorithm. */
    String algorithm() {
        return info.getAlgorithmId().getAlgorithm().getId();
    }

    byte[] digest() {
        return info.getDigest();
    }
}
