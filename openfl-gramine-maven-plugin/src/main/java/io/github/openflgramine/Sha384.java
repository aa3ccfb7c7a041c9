package io.github.openflgramine;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** SHA-384 (FIPS 180-4) of a text, as OpenFL uses it: 96 lower-case hexadecimal digits. */
public final class Sha384 {

    private Sha384() {}

    /** Returns the digest of this text in UTF-8. */
    public static String hex(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-384").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-384", e);
        }
    }
}
