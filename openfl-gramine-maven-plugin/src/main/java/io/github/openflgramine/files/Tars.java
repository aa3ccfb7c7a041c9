package io.github.openflgramine.files;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/** Tars that are read and written as streams (POSIX.1-2001 pax). */
public final class Tars {

    private static final int EXECUTABLE = 0755;
    private static final int PLAIN = 0644;

    private Tars() {}

    /** A directory with these entries, none of them executable; see {@link #directory(String, Map, Set)}. */
    public static InputStream directory(String name, Map<String, Content> entries) {
        return directory(name, entries, Set.of());
    }

    /**
     * A tar that depends on nothing but its arguments: one directory with these entries in their order, of root and 1970,
     * readable by all. It is made while it is read, and holds one open file at a time. Contents over 8 GiB and long names are in
     * extended headers.
     *
     * @param entries by their paths in the directory; a path with a slash at its end is a directory, and its content is empty
     * @param executables paths of those that are executable
     */
    public static InputStream directory(String name, Map<String, Content> entries, Set<String> executables) {
        List<Map.Entry<TarArchiveEntry, Content>> all = new ArrayList<>();
        all.add(entry(name + "/", Content.of(""), EXECUTABLE));
        entries.forEach((path, content) -> all.add(entry(
                name + "/" + path, content, path.endsWith("/") || executables.contains(path) ? EXECUTABLE : PLAIN)));
        return new TarWhileRead(all.iterator());
    }

    private static Map.Entry<TarArchiveEntry, Content> entry(String name, Content content, int mode) {
        TarArchiveEntry header = new TarArchiveEntry(name);
        header.setMode(mode);
        header.setSize(content.size());
        header.setModTime(0);
        header.setUserName("root");
        header.setGroupName("root");
        return Map.entry(header, content);
    }

    /** The content of the first regular file in a tar, which stays open: closing the content closes it too. */
    public static Optional<InputStream> firstFile(InputStream stream) throws IOException {
        TarArchiveInputStream tar = new TarArchiveInputStream(stream);
        for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
            // isFile() is true for links and devices too.
            if (entry.isFile() && !entry.isSymbolicLink() && !entry.isLink()) {
                return Optional.of(tar);
            }
        }
        return Optional.empty();
    }
}
