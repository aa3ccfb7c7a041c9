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
 * What one participant gets: files and directories by their paths in the kit, a directory's with a slash at its end.
 *
 * @param name the directory that its archive unpacks to
 * @param scripts paths of the files that are executable
 */
record Kit(String name, SortedMap<String, Content> files, Set<String> scripts) {

    Kit {
        files = Collections.unmodifiableSortedMap(new TreeMap<>(files));
        scripts = Set.copyOf(scripts);
    }

    /** A tar that depends on nothing but the content: paths in order, root's, of 1970, not compressed. */
    void writeTar(OutputStream out) throws IOException {
        try (InputStream tar = Tars.directory(name, files, scripts)) {
            tar.transferTo(out);
        }
    }
}
