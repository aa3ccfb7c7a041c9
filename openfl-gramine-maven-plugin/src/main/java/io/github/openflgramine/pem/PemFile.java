package io.github.openflgramine.pem;

import io.github.openflgramine.GraminizeException;
import io.github.openflgramine.files.Content;
import io.github.openflgramine.files.TextRules;
import io.github.openflgramine.files.UserText;
import java.io.IOException;
import java.io.InputStream;
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

    private PemFile() {}

    /**
     * Returns the file's text, without checking its content.
     *
     * @param shown the file's name in messages
     * @param what the expected content
     * @param remedy how to get such a file
     * @throws GraminizeException if the file does not exist, is not a regular file, is too large or cannot be read
     */
    public static String text(Path file, String shown, String what, String remedy) throws IOException {
        try {
            if (!Files.isRegularFile(file) && Files.exists(file)) {
                throw new GraminizeException(
                        shown + " is not a file; expected " + what + ".", "Give the key file itself.");
            }
            return withoutMark(file, shown);
        } catch (NoSuchFileException e) {
            throw new GraminizeException(shown + " does not exist.", remedy, e);
        } catch (AccessDeniedException e) {
            throw new GraminizeException(shown + " cannot be read by this user.", "Give this user read permission.", e);
        }
    }

    /** Returns whether a file's text is a structure in DER or BER instead: a SEQUENCE, which PEM cannot begin with. */
    public static boolean isDer(String text) {
        return text.length() > 1 && text.charAt(0) == '0' && text.charAt(1) >= 0x80;
    }

    /** A byte order mark of UTF-8 is passed over, as by OpenSSL, which reads no UTF-16. The rest may be of any encoding. */
    private static String withoutMark(Path file, String shown) throws IOException {
        String text;
        try (InputStream in = Files.newInputStream(file)) {
            text = new String(Content.whole(in, shown), StandardCharsets.ISO_8859_1);
        }
        if (text.startsWith("\u00ff\u00fe") || text.startsWith("\u00fe\u00ff")) {
            return UserText.read(file, shown, TextRules.UTF_8).text();
        }
        return text.startsWith("\u00ef\u00bb\u00bf") ? text.substring(3) : text;
    }
}
