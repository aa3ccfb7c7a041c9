package io.github.openflgramine.sgx;

import io.github.openflgramine.Sha256;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Optional;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.DigestInfo;

/** EMSA-PKCS1-v1_5 (RFC 8017, section 9.2): {@code 00 01 FF … FF 00} and a DigestInfo, as long as the modulus. */
final class Pkcs1Encoding {

    private static final AlgorithmIdentifier SHA256 =
            new AlgorithmIdentifier(NISTObjectIdentifiers.id_sha256, DERNull.INSTANCE);

    private Pkcs1Encoding() {}

    static byte[] of(Sha256 digest) {
        try {
            byte[] info = new DigestInfo(SHA256, digest.bytes()).getEncoded();
            byte[] encoded = new byte[VerifyingKey.SIGNATURE_BYTES];
            int end = encoded.length - info.length;
            encoded[1] = 1;
            Arrays.fill(encoded, 2, end - 1, (byte) 0xff);
            System.arraycopy(info, 0, encoded, end, info.length);
            return encoded;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What was signed, by whatever algorithm it was digested; empty when this is no such encoding. */
    static Optional<DigestInfo> digestInfo(byte[] encoded) {
        int end = 2;
        while (end < encoded.length && encoded[end] == (byte) 0xff) {
            end++;
        }
        if (encoded[0] != 0 || encoded[1] != 1 || end == encoded.length || encoded[end] != 0) {
            return Optional.empty();
        }
        try {
            return Optional.of(DigestInfo.getInstance(Arrays.copyOfRange(encoded, end + 1, encoded.length)));
        } catch (IllegalArgumentException | IllegalStateException e) {
            return Optional.empty();
        }
    }

    static boolean isSha256(DigestInfo info) {
        return info.getAlgorithmId().equals(SHA256) && info.getDigest().length == Sha256.BYTES;
    }
}
