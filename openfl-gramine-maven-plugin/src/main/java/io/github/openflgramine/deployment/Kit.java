package io.github.openflgramine.deployment;

import io.github.openflgramine.GraminizeException;
import io.github.openflgramine.files.Content;
import io.github.openflgramine.files.Tars;
import io.github.openflgramine.tar.NameBytes;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Collections;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * The files for one participant.
 *
 * @param name the directory that the archive unpacks to
 * @param files contents by path in the kit; a path that ends with a slash is a directory
 */
record Kit(String name, SortedMap<String, Content> files) {

    static final String COMPOSE = "compose.yaml";

    /** The executable files. */
    static final Set<String> SCRIPTS = KitScripts.names();

    /** Neither hidden, nor an option for a tar program, nor a path. */
    private static final Pattern NAME = Pattern.compile("[0-9A-Za-z][0-9A-Za-z._-]*");

    /** {@code sha256sum} writes a backslash and a line's end otherwise, and the other characters can hide a name. */
    private static final Pattern PATH =
            Pattern.compile("(?!(.*/)?\\.{0,2}/)(?!(.*/)?\\.{1,2}$)[^\\\\\\p{C}\\p{Zl}\\p{Zp}]+");

    Kit {
        files = Collections.unmodifiableSortedMap(new TreeMap<>(files));
        requireName(name, "The kit ");
        for (String path : files.keySet()) {
            requirePath(path, "The kit " + name);
        }
    }

    /** @param shown the beginning of the message */
    static void requireName(String name, String shown) {
        if (!NAME.matcher(name).matches()) {
            throw new GraminizeException(
                    shown + " unpacks to '" + NameBytes.printable(name) + "', which is not a kit's directory.",
                    "Expected letters, digits and . _ - as in the names of a workspace and a participant.");
        }
    }

    /** @param shown the beginning of the message */
    static void requirePath(String path, String shown) {
        if (!PATH.matcher(path).matches()) {
            throw new GraminizeException(
                    shown + " has '" + NameBytes.printable(path) + "', which cannot be a file of a kit.",
                    "Expected a path in its directory without backslashes and control characters.");
        }
    }

    static boolean isExecutable(String path) {
        return path.endsWith("/") || SCRIPTS.contains(path);
    }

    /** Writes an uncompressed tar whose bytes depend only on the content; see {@link Tars#directory}. */
    void writeTar(OutputStream out) throws IOException {
        try (InputStream tar = Tars.directory(name, files, SCRIPTS)) {
            tar.transferTo(out);
        }
    }
}
