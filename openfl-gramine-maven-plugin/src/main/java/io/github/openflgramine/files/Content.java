package io.github.openflgramine.files;

import io.github.openflgramine.GraminizeException;
import io.github.openflgramine.Sha256;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/**
 * A known number of bytes that can be read more than once. The content of a file stays in the file, so archives, kits and
 * build contexts of any size need no memory for it.
 */
public interface Content {

    /** The most bytes that {@link #bytes} and {@link #text} hold in memory: 16 MiB. */
    long LARGEST_WHOLE = 16L << 20;

    /** Returns a content that is a copy of these bytes. */
    static Content of(byte[] bytes) {
        byte[] copy = bytes.clone();
        return new Content() {
            @Override
            public long size() {
                return copy.length;
            }

            @Override
            public InputStream open() {
                return new ByteArrayInputStream(copy);
            }

            @Override
            public String toString() {
                return copy.length + " bytes";
            }
        };
    }

    /** Returns this text in UTF-8. */
    static Content of(String text) {
        return of(text.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Returns the content of a file as it is now. Reading it later throws a {@link GraminizeException} that names the file if
     * its size or its time of modification has changed.
     */
    static Content of(Path file) throws IOException {
        return MeasuredFile.measure(file);
    }

    /** Returns the number of bytes. */
    long size();

    /** Opens a new stream of exactly {@link #size} bytes. The caller closes it. */
    InputStream open() throws IOException;

    /** Writes all bytes to a stream, which stays open. */
    default void copyTo(OutputStream out) throws IOException {
        try (InputStream in = open()) {
            in.transferTo(out);
        }
    }

    /** Reads all bytes and returns their digest. */
    default Sha256 sha256() throws IOException {
        try (InputStream in = open()) {
            return Sha256.digest(in);
        }
    }

    /**
     * Reads all bytes into memory. Only for files that are small by nature, such as plans and templates.
     *
     * @throws GraminizeException if there are more than {@link #LARGEST_WHOLE}
     */
    default byte[] bytes() throws IOException {
        try (InputStream in = open()) {
            return whole(in, toString());
        }
    }

    /**
     * Reads all bytes as UTF-8 with or without a byte order mark, with the limit of {@link #bytes}.
     *
     * @throws GraminizeException if they are another encoding's
     */
    default String text() throws IOException {
        return UserText.decode(bytes(), toString(), TextRules.UTF_8).text();
    }

    /** Reads the lines of {@link #text}. */
    default List<String> lines() throws IOException {
        return text().lines().toList();
    }

    /**
     * Reads the rest of a stream into memory. The stream stays open.
     *
     * @param shown the content's name in messages
     * @throws GraminizeException if it has more than {@link #LARGEST_WHOLE} bytes
     */
    static byte[] whole(InputStream in, String shown) throws IOException {
        byte[] bytes = in.readNBytes((int) LARGEST_WHOLE + 1);
        if (bytes.length > LARGEST_WHOLE) {
            throw new GraminizeException(
                    shown + " has more than " + LARGEST_WHOLE + " bytes, the limit for such a file.",
                    "Check that it is the intended file.");
        }
        return bytes;
    }
}
