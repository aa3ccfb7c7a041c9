package io.github.openflgramine.rootfs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Removes links, because JUnit warns about each one that leads out of the temporary directory. */
public final class TemporaryLinks {

    private TemporaryLinks() {}

    public static void removeFrom(Path directory) throws IOException {
        List<Path> links;
        try (Stream<Path> all = Files.walk(directory)) {
            links = all.filter(Files::isSymbolicLink).toList();
        }
        for (Path link : links) {
            Files.delete(link);
        }
    }
}
