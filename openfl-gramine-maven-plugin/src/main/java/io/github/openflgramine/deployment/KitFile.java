package io.github.openflgramine.deployment;

import io.github.openflgramine.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The result of reading a file of a kit once.
 *
 * @param hasPrivateKey whether it contains a private key in the text form that OpenFL, Gramine and OpenSSL use
 */
record KitFile(Sha256 sha256, boolean hasPrivateKey) {

    /** Part of the header of every private key in PEM, also of encrypted ones. */
    private static final byte[] PRIVATE_KEY = "PRIVATE KEY".getBytes(StandardCharsets.US_ASCII);

    /** Reads the rest of a stream, which stays open. */
    static KitFile read(InputStream in) throws IOException {
        MessageDigest digest = Sha256.newMessageDigest();
        byte[] buffer = new byte[1 << 16];
        int matched = 0;
        for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
            digest.update(buffer, 0, count);
            for (int i = 0; i < count && matched < PRIVATE_KEY.length; i++) {
                matched = following(matched, buffer[i]);
            }
        }
        return new KitFile(Sha256.of(digest.digest()), matched == PRIVATE_KEY.length);
    }

    /** Returns the paths of files that contain a private key or are named like one. */
    static SortedSet<String> withPrivateKey(Map<String, KitFile> files) {
        SortedSet<String> found = new TreeSet<>();
        files.forEach((path, file) -> {
            if (path.endsWith(".key") || file.hasPrivateKey()) {
                found.add(path);
            }
        });
        return found;
    }

    /** Returns how many octets match after this one. The first letter occurs only once, so a new match can only start there. */
    private static int following(int matched, byte next) {
        if (next == PRIVATE_KEY[matched]) {
            return matched + 1;
        }
        return next == PRIVATE_KEY[0] ? 1 : 0;
    }
}
