package io.github.openflgramine.layers;

import io.github.openflgramine.GraminizeException;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;

/** How a tar is compressed, according to its first bytes. Media types and file names are not always right. */
enum Compression {
    NONE,
    GZIP,
    ZSTD,
    XZ,
    BZIP2;

    private static final int MAGIC = 4;

    static Compression of(byte[] begin) {
        int magic = 0;
        for (int i = 0; i < MAGIC; i++) {
            magic = (magic << 8) | (i < begin.length ? begin[i] & 0xff : 0);
        }
        if (magic >>> 16 == 0x1f8b) {
            return GZIP;
        }
        // A frame that zstd skips comes before the data (RFC 8878, section 3.1.2).
        if (magic == 0x28b52ffd || (magic & 0xf0ffffff) == 0x502a4d18) {
            return ZSTD;
        }
        if (magic == 0xfd377a58) {
            return XZ;
        }
        return magic >>> 8 == 0x425a68 ? BZIP2 : NONE;
    }

    /** Determines the compression from the first bytes, without consuming them. */
    static Compression peek(BufferedInputStream in) throws IOException {
        return of(begin(in, MAGIC));
    }

    static byte[] begin(BufferedInputStream in, int length) throws IOException {
        in.mark(length);
        byte[] begin = in.readNBytes(length);
        in.reset();
        return begin;
    }

    /** Returns the uncompressed tar. A compressed one is inflated on a separate thread. */
    InputStream unpack(InputStream in, String where) throws IOException {
        return this == NONE ? in : new ReadAhead(inflated(in, where));
    }

    private InputStream inflated(InputStream in, String where) throws IOException {
        return switch (this) {
            case NONE -> in;
            case GZIP -> new GzipInput(in);
            default ->
                throw new GraminizeException(
                        where + " is packed with " + name().toLowerCase(Locale.ROOT)
                                + "; a tar, plain or packed with gzip, was expected.",
                        "Save it again: docker save, or podman save --format docker-archive.");
        };
    }
}
