package io.github.openflgramine.it;

import io.github.openflgramine.Sha256;
import io.github.openflgramine.image.ImageFilesystem;
import io.github.openflgramine.image.ImageNode;
import io.github.openflgramine.image.ImagePath;
import io.github.openflgramine.tar.NameBytes;
import io.github.openflgramine.tar.TarEntry;
import io.github.openflgramine.tar.TarStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** A root file system as lines of text, one for each path, to compare the engine's with the plugin's. */
final class EngineTree {

    /** What engines put into each container (OCI runtime specification 1.2, "Default Filesystems"). */
    private static final Set<String> ENGINES = Set.of(
            ".dockerenv",
            "dev",
            "etc",
            "proc",
            "sys",
            "etc/hosts",
            "etc/hostname",
            "etc/resolv.conf",
            "etc/mtab",
            "dev/console",
            "dev/pts",
            "dev/shm");

    private EngineTree() {}

    /** Reads {@code docker export}; with modes and owners. */
    static SortedMap<String, String> exported(InputStream stream) throws IOException {
        SortedMap<String, String> tree = new TreeMap<>();
        TarStream tar = new TarStream(stream, "docker export", true);
        for (TarEntry entry = tar.next(); entry != null; entry = tar.next()) {
            String name = latin(entry.name().replaceAll("/$", ""));
            if (!ENGINES.contains(name) && !name.isEmpty()) {
                tree.put(
                        name,
                        entry.type() == TarEntry.Type.HARD_LINK
                                ? tree.get(latin(entry.linkName()))
                                : line(entry, tar.content()));
            }
        }
        return tree;
    }

    private static String line(TarEntry entry, InputStream content) throws IOException {
        String owner =
                " " + entry.attributes().user() + ":" + entry.attributes().group();
        String mode = " " + Integer.toOctalString(entry.attributes().permissions());
        return switch (entry.type()) {
            case LINK -> "link " + latin(entry.linkName()) + owner;
            case DIRECTORY -> "directory" + owner + mode;
            case FILE -> "file " + entry.size() + " " + Sha256.digest(content.readAllBytes()) + owner + mode;
            case HARD_LINK, DEVICE_ZERO, OTHER -> "other" + owner + mode;
        };
    }

    /** Returns the plugin's tree, with the modes and owners that these layers give; without them where none does. */
    static SortedMap<String, String> read(ImageFilesystem files, List<byte[]> layers) throws IOException {
        SortedMap<String, String> tree = new TreeMap<>();
        addChildren(files, ImagePath.ROOT, attributes(layers), tree);
        return tree;
    }

    private static void addChildren(
            ImageFilesystem files,
            ImagePath directory,
            Map<ImagePath, TarEntry.Attributes> attributes,
            Map<String, String> tree) {
        for (ImageNode node : files.children(directory)) {
            TarEntry.Attributes found = attributes.get(node.path());
            String owner = found == null ? "" : " " + found.user() + ":" + found.group();
            String mode = found == null ? "" : " " + Integer.toOctalString(found.permissions());
            String name = latin(node.path().value().substring(1));
            if (!ENGINES.contains(name)) {
                tree.put(
                        name,
                        switch (node.kind()) {
                            case LINK -> "link " + latin(node.target().orElseThrow()) + owner;
                            case DIRECTORY -> "directory" + owner + mode;
                            case OTHER -> "other" + owner + mode;
                            case FILE ->
                                "file " + node.size() + " " + node.sha256().orElseThrow() + owner + mode;
                        });
            }
            if (node.isDirectory()) {
                addChildren(files, node.path(), attributes, tree);
            }
        }
    }

    /** Returns a name as its bytes, each as one character. */
    private static String latin(String name) {
        return new String(NameBytes.encode(name), StandardCharsets.ISO_8859_1);
    }

    /** Engines choose the attributes of directories that a layer has entries in, but no entry for. */
    private static Map<ImagePath, TarEntry.Attributes> attributes(List<byte[]> layers) throws IOException {
        Map<ImagePath, TarEntry.Attributes> attributes = new HashMap<>();
        for (byte[] layer : layers) {
            Set<ImagePath> named = new HashSet<>();
            Set<ImagePath> parents = new HashSet<>();
            TarStream tar = new TarStream(new ByteArrayInputStream(layer), "layer", false);
            for (TarEntry entry = tar.next(); entry != null; entry = tar.next()) {
                ImagePath path = ImagePath.of(entry.name());
                attributes.put(path, entry.attributes());
                named.add(path);
                for (ImagePath at = path.parent(); parents.add(at); at = at.parent()) {
                    // Adds all.
                }
            }
            parents.removeAll(named);
            attributes.keySet().removeAll(parents);
        }
        return attributes;
    }

    /** Returns the lines that differ; empty if none does. */
    static List<String> differences(SortedMap<String, String> engine, SortedMap<String, String> plugin) {
        Set<String> names = new HashSet<>(engine.keySet());
        names.addAll(plugin.keySet());
        return names.stream()
                .sorted()
                .filter(name -> !(engine.getOrDefault(name, "absent") + " ")
                        .startsWith(plugin.getOrDefault(name, "missing") + " "))
                .map(name -> name + "\n  engine " + engine.get(name) + "\n  plugin " + plugin.get(name))
                .toList();
    }
}
