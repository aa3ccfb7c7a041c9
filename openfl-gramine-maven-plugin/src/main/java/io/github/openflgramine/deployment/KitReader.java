package io.github.openflgramine.deployment;

import io.github.openflgramine.GraminizeException;
import io.github.openflgramine.files.Content;
import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Reads a kit once: its archive, or the directory to which it was unpacked. Its content is not trusted. Only the files in
 * {@link ReceivedKit#KEPT} are held in memory.
 */
final class KitReader {

    private static final int MOST_FILES = 1000;

    private final String shown;
    private final SortedMap<String, KitFile> files = new TreeMap<>();
    private final SortedSet<String> directories = new TreeSet<>();
    private final SortedMap<String, byte[]> kept = new TreeMap<>();
    private String name = "";

    private KitReader(String shown) {
        this.shown = shown;
    }

    /** @param shown the kit's name in messages */
    static ReceivedKit read(Path path, String shown) throws IOException {
        if (!Files.exists(path)) {
            throw new GraminizeException(shown + " does not exist.", "Give a kit's archive, or its directory.");
        }
        KitReader reader = new KitReader(shown);
        if (Files.isDirectory(path)) {
            reader.name = path.toString();
            reader.readDirectory(path);
        } else {
            try (InputStream in = new BufferedInputStream(Files.newInputStream(path))) {
                reader.readTar(in);
            }
        }
        return new ReceivedKit(reader.name, reader.files, reader.directories, reader.kept);
    }

    private void readDirectory(Path directory) throws IOException {
        try (Stream<Path> found = Files.walk(directory)) {
            for (Path file : found.filter(each -> Files.isRegularFile(each, LinkOption.NOFOLLOW_LINKS))
                    .toList()) {
                // Files that a participant adds, such as large data, do not belong to the kit.
                String path = directory.relativize(file).toString();
                if (!path.startsWith("data/") && !path.startsWith("logs/") && !path.startsWith("local_state/")) {
                    try (InputStream in = Files.newInputStream(file)) {
                        add(path, in);
                    }
                }
            }
        }
    }

    private void readTar(InputStream in) throws IOException {
        refuseCompressed(in);
        KitTar tar = new KitTar(in, shown);
        name = tar.directory();
        Kit.requireName(name, shown);
        for (String path = tar.next(); path != null; path = tar.next()) {
            Kit.requirePath(path, shown);
            if (path.endsWith("/")) {
                count();
                directories.add(path);
            } else {
                add(path, tar.content());
            }
        }
    }

    /** Tar programs unpack what is compressed, and read more of it than one member of gzip (RFC 1952). */
    private void refuseCompressed(InputStream in) throws IOException {
        in.mark(2);
        boolean compressed = in.read() == 0x1f && in.read() == 0x8b;
        in.reset();
        if (compressed) {
            throw new GraminizeException(
                    shown + " is compressed; a kit is a tar without compression.", "Unpack it first: gzip -d");
        }
    }

    private void add(String path, InputStream content) throws IOException {
        count();
        if (ReceivedKit.KEPT.contains(path)) {
            byte[] bytes = Content.whole(content, shown + ": " + path);
            kept.put(path, bytes);
            if (path.equals(KitList.FILE)) {
                KitList.requireKnown(bytes, shown);
            }
            if (!path.equals(KitChecksums.FILE) && !path.equals(KitChecksums.SIGNATURE)) {
                files.put(path, KitFile.read(new ByteArrayInputStream(bytes)));
            }
        } else {
            files.put(path, KitFile.read(content));
        }
    }

    private void count() {
        if (files.size() + directories.size() >= MOST_FILES) {
            throw new GraminizeException(shown + " contains more than a kit can contain.", KitCheck.AGAIN);
        }
    }
}
