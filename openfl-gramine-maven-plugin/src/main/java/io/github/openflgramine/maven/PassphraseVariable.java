package io.github.openflgramine.maven;

import io.github.openflgramine.GraminizeException;
import io.github.openflgramine.Passphrase;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Passphrases in environment variables, in UTF-8 whatever the locale, as OpenSSL's users have them. Java decodes the
 * environment with the locale's charset and replaces what it does not have, so a passphrase with an umlaut would be
 * another one in a pipeline without a locale. Linux keeps the bytes (proc(5), /proc/pid/environ).
 */
final class PassphraseVariable {

    private static final Path ENVIRONMENT = Path.of("/proc/self/environ");
    private static final char REPLACEMENT = '\ufffd';

    private PassphraseVariable() {}

    static Passphrase read(String name) {
        return read(name, System.getenv(name), ENVIRONMENT);
    }

    /**
     * Returns a variable's passphrase, none if it is unset or empty.
     *
     * @param decoded the value as Java has decoded it
     * @param environment the file with the bytes of all variables, if the system has one
     */
    static Passphrase read(String name, @Nullable String decoded, Path environment) {
        if (decoded == null || StandardCharsets.US_ASCII.newEncoder().canEncode(decoded)) {
            return Passphrase.of(decoded);
        }
        Optional<byte[]> bytes = bytes(name, environment);
        if (bytes.isPresent()) {
            return ofUtf8(name, bytes.get());
        }
        requireDecoded(decoded, name);
        return Passphrase.of(decoded);
    }

    /**
     * Checks that a secret has lost no character when Maven decoded it.
     *
     * @param where its source, for the message
     */
    static void requireDecoded(@Nullable String secret, String where) {
        if (secret != null && secret.indexOf(REPLACEMENT) >= 0) {
            throw new GraminizeException(
                    where + " has a character that Java cannot read in this locale.",
                    "Start Maven in a UTF-8 locale, for example with LC_ALL=C.UTF-8.");
        }
    }

    private static Optional<byte[]> bytes(String name, Path environment) {
        byte[] all;
        try {
            all = Files.readAllBytes(environment);
        } catch (IOException e) {
            return Optional.empty();
        }
        byte[] start = (name + "=").getBytes(StandardCharsets.US_ASCII);
        for (int at = 0, end; at < all.length; at = end + 1) {
            end = at;
            while (end < all.length && all[end] != 0) {
                end++;
            }
            if (end - at >= start.length && Arrays.equals(all, at, at + start.length, start, 0, start.length)) {
                return Optional.of(Arrays.copyOfRange(all, at + start.length, end));
            }
        }
        return Optional.empty();
    }

    private static Passphrase ofUtf8(String name, byte[] bytes) {
        try {
            CharBuffer characters = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
            return Passphrase.of(characters.toString());
        } catch (CharacterCodingException e) {
            // The cause would tell where in the secret the byte is.
            throw new GraminizeException(
                    name + " is not in UTF-8.", "Set it in a terminal, a file or a pipeline that uses UTF-8.");
        }
    }
}
