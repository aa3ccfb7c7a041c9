package io.github.openflgramine.pem;

import io.github.openflgramine.GraminizeException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * Reads a user's file that should contain a key as PEM text, with a separate message for each reason why it cannot be
 * read.
 */
public final class PemFile {

    private static final long LARGEST = 64 * 1024;

    private PemFile() {}

    /**
     * Returns the file's text, without checking its content. The text is empty if the file is too large for a key.
     *
     * @param shown the file's name in messages
     * @param what the expected content
     * @param remedy how to get such a file
     * @throws io.github.openflgramine.GraminizeException if the file does not exist, is not a regular file, or cannot be read
     */
    public static String text(Path file, String shown, String what, String remedy) throws IOException {
        try {
            if (!Files.isRegularFile(file) && Files.exists(file)) {
                throw new GraminizeException(
                        shown + " is not a file; expected " + what + ".", "Give the key file itself.");
            }
            return Files.size(file) > LARGEST ? "" : Files.readString(file, StandardCharsets.ISO_8859_1);
        } catch (NoSuchFileException e) {
            throw new GraminizeException(shown + " does not exist.", remedy, e);
        } catch (AccessDeniedException e) {
            throw new GraminizeException(shown + " cannot be read by this user.", "Give this user read permission.", e);
        }
    }
}
