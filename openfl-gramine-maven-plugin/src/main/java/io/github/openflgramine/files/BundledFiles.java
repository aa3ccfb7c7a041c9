package io.github.openflgramine.files;

import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Stream;

/** Reads the plugin's own directories: in its jar, or in a directory of classes during its build. */
public final class BundledFiles {

    private BundledFiles() {}

    /**
     * Returns the files below a directory, by their paths in it.
     *
     * @param directory for example {@code io/github/openflgramine/python/image}
     */
    public static SortedMap<String, byte[]> below(String directory) throws IOException {
        return below(location(), directory);
    }

    /** Returns the files below a directory as contents; see {@link #below(String)}. */
    public static SortedMap<String, Content> contents(String directory) throws IOException {
        SortedMap<String, Content> contents = new TreeMap<>();
        below(directory).forEach((file, bytes) -> contents.put(file, Content.of(bytes)));
        return contents;
    }

    static SortedMap<String, byte[]> below(Path location, String directory) throws IOException {
        SortedMap<String, byte[]> files = Files.isDirectory(location)
                ? inDirectory(location.resolve(directory))
                : inJar(location, directory + "/");
        if (files.isEmpty()) {
            throw new IllegalStateException(location + " has no " + directory);
        }
        return Collections.unmodifiableSortedMap(files);
    }

    private static SortedMap<String, byte[]> inDirectory(Path directory) throws IOException {
        SortedMap<String, byte[]> files = new TreeMap<>();
        if (!Files.isDirectory(directory)) {
            return files;
        }
        List<Path> found;
        try (Stream<Path> paths = Files.walk(directory)) {
            found = paths.filter(Files::isRegularFile).toList();
        }
        for (Path file : found) {
            files.put(directory.relativize(file).toString(), Files.readAllBytes(file));
        }
        return files;
    }

    private static SortedMap<String, byte[]> inJar(Path jar, String directory) throws IOException {
        SortedMap<String, byte[]> files = new TreeMap<>();
        try (JarFile archive = new JarFile(jar.toFile())) {
            for (JarEntry entry : Collections.list(archive.entries())) {
                if (entry.getName().startsWith(directory) && !entry.isDirectory()) {
                    try (InputStream in = archive.getInputStream(entry)) {
                        files.put(entry.getName().substring(directory.length()), in.readAllBytes());
                    }
                }
            }
        }
        return files;
    }

    private static Path location() {
        try {
            return Path.of(BundledFiles.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException("the plugin's jar has no path", e);
        }
    }
}
