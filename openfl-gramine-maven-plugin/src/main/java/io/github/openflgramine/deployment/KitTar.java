package io.github.openflgramine.deployment;

import io.github.openflgramine.BlockInputStream;
import io.github.openflgramine.GraminizeException;
import io.github.openflgramine.files.TarMember;
import io.github.openflgramine.tar.NameBytes;
import io.github.openflgramine.tar.TarEntry;
import io.github.openflgramine.tar.TarStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Reads a kit's archive once, and refuses it unless each byte is what {@link Kit#writeTar} writes for the members that
 * were read. Tar programs disagree about headers that are damaged, unusual or repeated, so that another archive could
 * unpack to other files than those that were checked.
 */
final class KitTar {

    private final String shown;
    private final Recorder in;
    private final TarStream tar;
    private byte[] padding = new byte[0];
    private String top = "";
    private String previous = "";

    KitTar(InputStream in, String shown) {
        this.shown = shown;
        this.in = new Recorder(in);
        this.tar = new TarStream(this.in, shown, true);
    }

    /** Returns the kit's directory, without a slash. It comes first. */
    String directory() throws IOException {
        TarMember member = read();
        if (member == null || !member.isDirectory()) {
            throw new GraminizeException(
                    shown + " does not begin with a directory, so it is not a kit.",
                    "Give the archive made by mvn openfl-gramine:deployment, or the directory it was unpacked to.");
        }
        top = member.name();
        return top.substring(0, top.length() - 1);
    }

    /**
     * Returns the next member's path in the kit's directory, after its content was read to the end; null at the end of
     * the archive. A directory's path ends with a slash.
     */
    @Nullable
    String next() throws IOException {
        TarMember member = read();
        if (member == null) {
            return null;
        }
        String name = member.name();
        if (!name.startsWith(top) || name.length() == top.length()) {
            throw refused(NameBytes.printable(name) + " is outside its directory " + NameBytes.printable(top));
        }
        String path = name.substring(top.length());
        if (path.compareTo(previous) <= 0) {
            throw refused(
                    path.equals(previous)
                            ? NameBytes.printable(path) + " is in it twice"
                            : NameBytes.printable(path) + " is behind " + NameBytes.printable(previous));
        }
        previous = path;
        return path;
    }

    /** Returns the content of the current member. */
    InputStream content() {
        return tar.content();
    }

    /** Compares the blocks between two contents with those that belong there. */
    private @Nullable TarMember read() throws IOException {
        long from = in.position;
        in.record();
        TarEntry entry = tar.next();
        ByteArrayOutputStream expected = new ByteArrayOutputStream();
        expected.writeBytes(padding);
        TarMember member = null;
        String where = "after the last member";
        if (entry == null) {
            in.readToEnd();
            expected.writeBytes(TarMember.end());
        } else {
            where = "in or before the header of " + NameBytes.printable(entry.name());
            if (entry.type() != TarEntry.Type.FILE && entry.type() != TarEntry.Type.DIRECTORY) {
                throw refused(NameBytes.printable(entry.name()) + " is neither a file nor a directory");
            }
            String path = entry.name().startsWith(top) ? entry.name().substring(top.length()) : entry.name();
            member = new TarMember(entry.name(), entry.size(), Kit.SCRIPTS.contains(path));
            expected.writeBytes(member.header());
            padding = member.padding();
        }
        int difference = Arrays.mismatch(expected.toByteArray(), in.recorded());
        if (difference >= 0) {
            throw refused("byte " + (from + difference) + ", " + where + ", is another one");
        }
        return member;
    }

    private GraminizeException refused(String what) {
        return new GraminizeException(
                shown + " is not as the plugin writes a kit: " + what
                        + ". Tar programs may unpack other files than those that can be checked.",
                KitCheck.AGAIN);
    }

    /** Passes an archive's bytes on and keeps those between two contents. */
    private final class Recorder extends BlockInputStream {

        /** More than any header of a kit. */
        private static final int MOST = 1 << 16;

        private final InputStream archive;
        private long position;
        private @Nullable ByteArrayOutputStream kept;

        private Recorder(InputStream archive) {
            this.archive = archive;
        }

        private void record() {
            kept = new ByteArrayOutputStream();
        }

        private byte[] recorded() {
            byte[] bytes = kept == null ? new byte[0] : kept.toByteArray();
            kept = null;
            return bytes;
        }

        private void readToEnd() throws IOException {
            byte[] rest = new byte[TarMember.end().length];
            int count;
            do {
                count = read(rest, 0, rest.length);
            } while (count >= 0);
        }

        @Override
        public int read(byte[] into, int from, int length) throws IOException {
            int count = archive.read(into, from, length);
            if (count > 0) {
                position += count;
                if (kept != null) {
                    kept.write(into, from, count);
                    if (kept.size() > MOST) {
                        throw refused("too much before byte " + position + " is no member's content");
                    }
                }
            }
            return count;
        }
    }
}
