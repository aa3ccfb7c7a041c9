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

/** Reads and writes tars as streams (POSIX.1-2001 pax). */
public final class Tars {

    private Tars() {}

    /** Returns a tar without executable files; see {@link #directory(String, Map, Set)}. */
    public static InputStream directory(String name, Map<String, Content> entries) {
        return directory(name, entries, Set.of());
    }

    /**
     * Returns a tar of one directory. Its bytes depend only on the arguments: the entries are in the map's order, owned by
     * root, dated 1970 and readable by everyone. The tar is created while it is read, with one file open at a time. Sizes over
     * 8 GiB and long names are in extended headers.
     *
     * @param entries contents by path in the directory; a path that ends with a slash is a directory, with an empty content
     * @param executables the paths of executable files
     */
    public static InputStream directory(String name, Map<String, Content> entries, Set<String> executables) {
        List<Map.Entry<TarMember, Content>> all = new ArrayList<>();
        all.add(Map.entry(new TarMember(name + "/", 0, true), Content.of("")));
        entries.forEach((path, content) -> all.add(
                Map.entry(new TarMember(name + "/" + path, content.size(), executables.contains(path)), content)));
        return new TarWhileRead(all.iterator());
    }

    /** Returns the content of the first regular file in a tar. Closing the content closes the tar. */
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
