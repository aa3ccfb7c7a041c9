package io.github.openflgramine.deployment;

import io.github.openflgramine.GraminizeException;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/** A kit as it was received: its archive, or the directory that it was unpacked to. What is in it is not believed. */
final class KitReader {

    private static final int MOST_FILES = 1000;
    /** A model may be in it, of some hundreds of megabytes. */
    private static final long MOST_BYTES = 2L << 30;

    private final String shown;
    private final SortedMap<String, byte[]> files = new TreeMap<>();
    private final List<String> names = new ArrayList<>();
    private long bytes;

    private KitReader(String shown) {
        this.shown = shown;
    }

    /** @param shown how messages call it */
    static Kit read(Path path, String shown) throws IOException {
        if (!Files.exists(path)) {
            throw new GraminizeException(shown + " does not exist.", "Give a kit's archive, or its directory.");
        }
        KitReader reader = new KitReader(shown);
        if (Files.isDirectory(path)) {
            reader.readDirectory(path);
        } else {
            try (InputStream in = new BufferedInputStream(Files.newInputStream(path))) {
                reader.readTar(in);
            }
        }
        return new Kit(reader.names.isEmpty() ? path.toString() : reader.names.get(0), reader.files, new TreeSet<>());
    }

    private void readDirectory(Path directory) throws IOException {
        try (Stream<Path> found = Files.walk(directory)) {
            for (Path file : found.filter(each -> Files.isRegularFile(each, LinkOption.NOFOLLOW_LINKS))
                    .toList()) {
                // What a participant adds, data of any size above all, is not the kit's.
                String path = directory.relativize(file).toString();
                if (!path.startsWith("data/") && !path.startsWith("logs/") && !path.startsWith("local_state/")) {
                    count(Files.size(file));
                    files.put(path, Files.readAllBytes(file));
                }
            }
        }
    }

    private void readTar(InputStream in) throws IOException {
        try (TarArchiveInputStream tar = new TarArchiveInputStream(in)) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                boolean directory = entry.isDirectory();
                if (!directory && (!entry.isFile() || entry.isSymbolicLink() || entry.isLink())) {
                    throw damaged("has " + entry.getName() + ", which is neither a file nor a directory");
                }
                String[] parts = entry.getName().split("/", -1);
                if (parts.length < 2 || Stream.of(parts).anyMatch(part -> part.equals("..") || part.equals("."))) {
                    throw damaged("has " + entry.getName() + ", which is outside its directory");
                }
                if (!names.contains(parts[0])) {
                    names.add(parts[0]);
                }
                if (names.size() > 1 || parts[0].isEmpty()) {
                    throw damaged("unpacks to more than one directory: " + String.join(", ", names));
                }
                if (!directory) {
                    count(entry.getSize());
                    files.put(entry.getName().substring(parts[0].length() + 1), tar.readAllBytes());
                }
            }
        } catch (IOException | IllegalArgumentException e) {
            throw damaged("is not a tar, or is truncated (" + e.getMessage() + ")");
        }
    }

    private void count(long size) {
        bytes += size;
        if (files.size() >= MOST_FILES || bytes > MOST_BYTES) {
            throw damaged("contains more than a kit can contain");
        }
    }

    private GraminizeException damaged(String what) {
        return new GraminizeException(shown + " " + what + ".", "Do not use it. Get it again.");
    }
}
