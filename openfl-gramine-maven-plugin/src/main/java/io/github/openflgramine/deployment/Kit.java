package io.github.openflgramine.deployment;

import io.github.openflgramine.files.Content;
import io.github.openflgramine.files.Tars;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Collections;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The files for one participant.
 *
 * @param name the directory that the archive unpacks to
 * @param files contents by path in the kit; a path that ends with a slash is a directory
 * @param scripts the paths of executable files
 */
record Kit(String name, SortedMap<String, Content> files, Set<String> scripts) {

    Kit {
        files = Collections.unmodifiableSortedMap(new TreeMap<>(files));
        scripts = Set.copyOf(scripts);
    }

    /** Writes an uncompressed tar whose bytes depend only on the content; see {@link Tars#directory}. */
    void writeTar(OutputStream out) throws IOException {
        try (InputStream tar = Tars.directory(name, files, scripts)) {
            tar.transferTo(out);
        }
    }
}
