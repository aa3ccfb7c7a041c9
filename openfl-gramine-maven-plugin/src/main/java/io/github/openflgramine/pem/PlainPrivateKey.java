package io.github.openflgramine.pem;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads an unencrypted RSA key from a PEM text with the JDK only. Loading BouncyCastle and verifying its signed jar
 * takes half a second, which is longer than the measurement of a small enclave.
 */
final class PlainPrivateKey {

    private static final Pattern PEM = Pattern.compile(
            "\\s*-----BEGIN ((?:RSA )?)PRIVATE KEY-----\\s+([A-Za-z0-9+/=\\s]++)-----END \\1PRIVATE KEY-----\\s*");

    /**
     * The start of a PrivateKeyInfo (RFC 5958): version 0, then the AlgorithmIdentifier rsaEncryption with parameters
     * NULL.
     */
    private static final byte[] VERSION_AND_RSA = HexFormat.of().parseHex("020100300d06092a864886f70d0101010500");

    /** The DER prefix of a length that is encoded in two bytes. */
    private static final byte TWO_BYTES = (byte) 0x82;

    private static final int SEQUENCE = 0x30;
    private static final int OCTET_STRING = 0x04;

    private PlainPrivateKey() {}

    /** Returns the key; empty for other texts, which {@link PemPrivateKey} reads or explains. */
    static Optional<PrivateKey> parse(String text) {
        Matcher pem = PEM.matcher(text);
        if (!pem.matches()) {
            return Optional.empty();
        }
        try {
            byte[] der = Base64.getMimeDecoder().decode(pem.group(2));
            byte[] pkcs8 = pem.group(1).isEmpty() ? der : ofPkcs1(der);
            return Optional.of(KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(pkcs8)));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static byte[] ofPkcs1(byte[] key) {
        byte[] octets = element(OCTET_STRING, key);
        return element(
                SEQUENCE,
                ByteBuffer.allocate(VERSION_AND_RSA.length + octets.length)
                        .put(VERSION_AND_RSA)
                        .put(octets)
                        .array());
    }

    private static byte[] element(int tag, byte[] content) {
        return ByteBuffer.allocate(4 + content.length)
                .put((byte) tag)
                .put(TWO_BYTES)
                .putShort((short) content.length)
                .put(content)
                .array();
    }
}
