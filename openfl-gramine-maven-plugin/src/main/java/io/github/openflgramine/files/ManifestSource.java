package io.github.openflgramine.files;

import io.github.openflgramine.GraminizeException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.function.Function;

/** Reads a whole file that a user named by a property. Each kind of failure has its own message. */
public final class ManifestSource {

    private static final long LARGEST = 64L << 20;

    private ManifestSource() {}

    /** Reads a manifest's text. TOML is always UTF-8 (TOML 1.0, "Spec"). */
    public static String text(Path file, String property) throws IOException {
        return utf8(bytes(file, property), property + "=" + file);
    }

    public static byte[] bytes(Path file, String property) throws IOException {
        String shown = property + "=" + file;
        Function<String, GraminizeException> refusal =
                problem -> new GraminizeException(shown + " " + problem + ".", "Correct -D" + property + ".");
        try {
            if (Files.exists(file) && !Files.isRegularFile(file)) {
                throw refusal.apply("is not a file");
            }
            long size = Files.size(file);
            if (size > LARGEST) {
                throw refusal.apply("has " + size + " bytes; expected at most " + LARGEST);
            }
            return Files.readAllBytes(file);
        } catch (NoSuchFileException e) {
            throw refusal.apply("does not exist");
        } catch (AccessDeniedException e) {
            throw refusal.apply("cannot be read by this user");
        }
    }

    public static String utf8(byte[] bytes, String shown) {
        ByteBuffer in = ByteBuffer.wrap(bytes);
        CharBuffer out = CharBuffer.allocate(bytes.length + 1);
        CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
        CoderResult result = decoder.decode(in, out, true);
        if (result.isError()) {
            String before = out.flip().toString();
            long line = before.chars().filter(c -> c == '\n').count() + 1;
            throw new GraminizeException(
                    "%s is not TOML: line %d has the byte 0x%02x, which is not UTF-8."
                            .formatted(shown, line, bytes[in.position()]),
                    "Save it as UTF-8.");
        }
        return out.flip().toString();
    }
}
