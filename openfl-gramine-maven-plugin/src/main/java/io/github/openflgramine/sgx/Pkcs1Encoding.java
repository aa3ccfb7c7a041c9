package io.github.openflgramine.sgx;

import io.github.openflgramine.Sha256;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * EMSA-PKCS1-v1_5 (RFC 8017, section 9.2): {@code 00 01 FF … FF 00} and a DigestInfo, in total as long as the modulus.
 */
final class Pkcs1Encoding {

    /**
     * The DER encoding of a SHA-256 DigestInfo up to the digest (RFC 8017, section 9.2, note 1). It is a constant
     * because BouncyCastle's jar is signed: loading the first class from it takes a tenth of a second to verify.
     */
    private static final byte[] SHA256_INFO = HexFormat.of().parseHex("3031300d060960864801650304020105000420");

    private Pkcs1Encoding() {}

    static byte[] of(Sha256 digest) {
        int info = VerifyingKey.SIGNATURE_BYTES - Sha256.BYTES - SHA256_INFO.length;
        byte[] encoded = new byte[VerifyingKey.SIGNATURE_BYTES];
        encoded[1] = 1;
        Arrays.fill(encoded, 2, info - 1, (byte) 0xff);
        System.arraycopy(SHA256_INFO, 0, encoded, info, SHA256_INFO.length);
        System.arraycopy(digest.bytes(), 0, encoded, info + SHA256_INFO.length, Sha256.BYTES);
        return encoded;
    }
}
