package io.github.openflgramine.files;

import io.github.openflgramine.GraminizeException;
import io.github.openflgramine.Sha256;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/**
 * Bytes of a known number that can be read more than once. A file's stay in the file, so that archives, kits and build contexts
 * of any size need no memory for their contents.
 */
public interface Content {

    /** The most bytes that {@link #bytes} and {@link #text} hold in memory: 16 MiB. */
    long LARGEST_WHOLE = 16L << 20;

    /** Takes a copy of these bytes. */
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

    /** This text in UTF-8. */
    static Content of(String text) {
        return of(text.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * A file as it is now. Reading it later ends in a {@link GraminizeException} that names the file if its size or its time of
     * modification is no longer the same.
     */
    static Content of(Path file) throws IOException {
        return MeasuredFile.measure(file);
    }

    long size();

    /** A new stream of exactly {@link #size} bytes. The caller closes it. */
    InputStream open() throws IOException;

    /** Writes all bytes; the stream stays open. */
    default void copyTo(OutputStream out) throws IOException {
        try (InputStream in = open()) {
            in.transferTo(out);
        }
    }

    default Sha256 sha256() throws IOException {
        try (InputStream in = open()) {
            return Sha256.digest(in);
        }
    }

    /**
     * All bytes, for what is small by its nature.
     *
     * @throws GraminizeException where they are more than {@link #LARGEST_WHOLE}
     */
    default byte[] bytes() throws IOException {
        try (InputStream in = open()) {
            return whole(in, toString());
        }
    }

    /**
     * All bytes as UTF-8; the limit of {@link #bytes} applies.
     *
     * @throws CharacterCodingException where they are not UTF-8
     */
    default String text() throws IOException {
        return StandardCharsets.UTF_8
                .newDecoder()
                .decode(ByteBuffer.wrap(bytes()))
                .toString();
    }

    /** The lines of {@link #text}. */
    default List<String> lines() throws IOException {
        return text().lines().toList();
    }

    /**
     * What is left of a stream, which stays open.
     *
     * @param shown the content's name in messages
     * @throws GraminizeException where it is more than {@link #LARGEST_WHOLE} bytes
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
