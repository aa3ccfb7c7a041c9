package io.github.openflgramine;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;

/** A SHA-256 digest (FIPS 180-4): 32 bytes, written as 64 lower-case hexadecimal digits. */
public final class Sha256 implements Comparable<Sha256> {

    public static final int BYTES = 32;

    private static final String PREFIX = "sha256:";

    private final byte[] bytes;

    private Sha256(byte[] bytes) {
        this.bytes = bytes;
    }

    /** Copies a digest's 32 bytes. */
    public static Sha256 of(byte[] digest) {
        if (digest.length != BYTES) {
            throw new IllegalArgumentException("a SHA-256 digest has 32 bytes, not " + digest.length);
        }
        return new Sha256(digest.clone());
    }

    /** Parses 64 hexadecimal digits of either case. */
    public static Sha256 ofHex(String hex) {
        if (hex.length() != 2 * BYTES) {
            throw new IllegalArgumentException("a SHA-256 digest has 64 hexadecimal digits, not " + hex.length());
        }
        return new Sha256(HexFormat.of().parseHex(hex));
    }

    /**
     * Parses {@code sha256:} and 64 hexadecimal digits (OCI image specification 1.1, "Digests"), as engines write
     * them.
     */
    public static Sha256 ofDigest(String text) {
        if (!text.startsWith(PREFIX)) {
            throw new IllegalArgumentException("a digest begins with sha256:, unlike " + text);
        }
        return ofHex(text.substring(PREFIX.length()));
    }

    /** Returns the digest of these bytes. */
    public static Sha256 digest(byte[] content) {
        return new Sha256(newMessageDigest().digest(content));
    }

    /** Returns the digest of a whole file. */
    public static Sha256 digest(Path file) throws IOException {
        try (InputStream content = Files.newInputStream(file)) {
            return digest(content);
        }
    }

    /** Returns the digest of the rest of a stream, and leaves the stream open. */
    public static Sha256 digest(InputStream content) throws IOException {
        MessageDigest digest = newMessageDigest();
        byte[] buffer = new byte[1 << 17];
        for (int count = content.read(buffer); count >= 0; count = content.read(buffer)) {
            digest.update(buffer, 0, count);
        }
        return new Sha256(digest.digest());
    }

    /** Returns a new JCA digest, for streamed content. */
    public static MessageDigest newMessageDigest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    public byte[] bytes() {
        return bytes.clone();
    }

    public String hex() {
        return HexFormat.of().formatHex(bytes);
    }

    /** Returns the digest as {@link #ofDigest} parses it. */
    public String prefixed() {
        return PREFIX + hex();
    }

    @Override
    public int compareTo(Sha256 other) {
        return Arrays.compareUnsigned(bytes, other.bytes);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Sha256 sha256 && Arrays.equals(bytes, sha256.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return hex();
    }
}
