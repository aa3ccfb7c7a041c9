package io.github.openflgramine.secrets;

import io.github.openflgramine.files.Content;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipInputStream;

/**
 * Looks for keys and credentials that somebody would be sorry to publish: by a file's name, its form, and forms of keys and
 * tokens in its text, in UTF-8 or UTF-16. Looks into zip and gzip files once, but not into packages of others (wheels).
 * Finds what lies there by accident; what somebody has hidden on purpose it does not find.
 */
public final class SecretSearch {

    private static final int BLOCK = 1 << 16;
    /** More characters than a form can have. Blocks overlap by it, twice as much for UTF-16. */
    private static final int OVERLAP = 2048;
    /** In bytes, when unpacked. */
    private static final long LARGEST_PACKED = 1L << 30;

    private SecretSearch() {}

    /**
     * Returns what a file is or contains, as a noun phrase; empty if nothing is found.
     *
     * @param path its path with slashes, for example {@code src/model.py}
     */
    public static Optional<String> in(String path, Content content) throws IOException {
        Optional<String> byName = SecretName.meaningOf(path);
        if (byName.isPresent() || path.endsWith(".whl")) {
            return byName;
        }
        try (InputStream in = content.open()) {
            Optional<String> found = inStream(in);
            if (found.isPresent()) {
                return found;
            }
        }
        try (InputStream in = content.open()) {
            return inPacked(path.toLowerCase(Locale.ROOT), in);
        } catch (ZipException e) {
            return Optional.empty();
        }
    }

    /** Returns what this text contains, as a noun phrase; empty if nothing is found. */
    public static Optional<String> in(String text) {
        return SecretText.meaningIn(text);
    }

    private static Optional<String> inStream(InputStream in) throws IOException {
        byte[] head = in.readNBytes(KeyContainer.LARGEST);
        Optional<String> found = KeyContainer.meaningOf(head);
        if (found.isPresent()) {
            return found;
        }
        String block = text(head);
        while (true) {
            found = inBlock(block);
            byte[] next = found.isEmpty() ? in.readNBytes(BLOCK) : new byte[0];
            if (next.length == 0) {
                return found;
            }
            block = block.substring(Math.max(0, block.length() - 2 * OVERLAP)) + text(next);
        }
    }

    private static Optional<String> inBlock(String block) {
        return SecretText.meaningIn(block.indexOf('\0') < 0 ? block : block.replace("\0", ""));
    }

    /** Every byte becomes a character, so binary files need no decoding. */
    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    private static Optional<String> inPacked(String path, InputStream in) throws IOException {
        if (path.endsWith(".gz") || path.endsWith(".tgz")) {
            return inStream(new Limited(new GZIPInputStream(in)));
        }
        if (path.endsWith(".zip") || path.endsWith(".npz")) {
            ZipInputStream zip = new ZipInputStream(new Limited(in));
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                String name = entry.getName();
                Optional<String> byName = SecretName.meaningOf(name);
                Optional<String> found = byName.isPresent() ? byName : inStream(new Limited(zip));
                if (found.isPresent()) {
                    return found.map(meaning -> name + ", " + meaning);
                }
            }
        }
        return Optional.empty();
    }

    /** Ends after {@link #LARGEST_PACKED} bytes, because a small file can be unpacked to a huge one. */
    private static final class Limited extends FilterInputStream {

        private long rest = LARGEST_PACKED;

        Limited(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            if (rest == 0) {
                return -1;
            }
            rest--;
            return super.read();
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            int read = rest == 0 ? -1 : super.read(bytes, offset, (int) Math.min(length, rest));
            rest -= Math.max(0, read);
            return read;
        }
    }
}
