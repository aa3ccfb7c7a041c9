package io.github.openflgramine.deployment;

import io.github.openflgramine.GraminizeException;
import io.github.openflgramine.files.Content;
import io.github.openflgramine.tar.NameBytes;
import io.github.openflgramine.tar.TarEntry;
import io.github.openflgramine.tar.TarStream;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Reads a kit once: its archive, or the directory to which it was unpacked. Its content is not trusted. Only its
 * checksums and their signature are held in memory.
 */
final class KitReader {

    private static final int MOST_FILES = 1000;

    private final String shown;
    private final SortedMap<String, KitFile> files = new TreeMap<>();
    private final Map<String, byte[]> kept = new TreeMap<>();
    private final List<String> names = new ArrayList<>();

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
            reader.readDirectory(path);
        } else {
            try (InputStream in = new BufferedInputStream(Files.newInputStream(path))) {
                reader.readTar(in);
            }
        }
        return new ReceivedKit(
                reader.names.isEmpty() ? path.toString() : reader.names.get(0),
                reader.files,
                Optional.ofNullable(reader.kept.get(KitChecksums.FILE)),
                Optional.ofNullable(reader.kept.get(KitChecksums.SIGNATURE)));
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
        TarStream tar = new TarStream(in, shown, true);
        for (TarEntry entry = tar.next(); entry != null; entry = tar.next()) {
            boolean directory = entry.type() == TarEntry.Type.DIRECTORY;
            if (!directory && entry.type() != TarEntry.Type.FILE) {
                throw damaged("has " + NameBytes.printable(entry.name()) + ", which is neither a file nor a directory");
            }
            String[] parts = entry.name().split("/", -1);
            if ((!directory && parts.length < 2)
                    || Stream.of(parts).anyMatch(part -> part.equals("..") || part.equals("."))) {
                throw damaged("has " + NameBytes.printable(entry.name()) + ", which is outside its directory");
            }
            if (!names.contains(parts[0])) {
                names.add(parts[0]);
            }
            if (names.size() > 1 || parts[0].isEmpty()) {
                throw damaged("unpacks to more than one directory: " + NameBytes.printable(String.join(", ", names)));
            }
            if (!directory) {
                add(entry.name().substring(parts[0].length() + 1), tar.content());
            }
        }
    }

    private void add(String path, InputStream content) throws IOException {
        if (files.size() >= MOST_FILES) {
            throw damaged("contains more than a kit can contain");
        }
        if (path.equals(KitChecksums.FILE) || path.equals(KitChecksums.SIGNATURE)) {
            kept.put(path, Content.whole(content, shown + ": " + path));
        } else {
            files.put(path, KitFile.read(content));
        }
    }

    private GraminizeException damaged(String what) {
        return new GraminizeException(shown + " " + what + ".", "Do not use it. Get it again.");
    }
}
