package io.github.openflgramine.pem;

import io.github.openflgramine.GraminizeException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** A file of a user's own that should hold a key as PEM text, with a sentence for each way in which it cannot be read. */
public final class PemFile {

    private static final long LARGEST = 64 * 1024;

    private PemFile() {}

    /**
     * The file's text, whatever it is; none where it is too large for a key.
     *
     * @param shown how a message calls the file
     * @param what what is expected in it
     * @param remedy how to get such a file
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
