package io.github.openflgramine.gramine;

import io.github.openflgramine.GraminizeException;
import io.github.openflgramine.Sha256;
import io.github.openflgramine.image.ImageFilesystem;
import io.github.openflgramine.image.ImageNode;
import io.github.openflgramine.image.ImagePath;
import io.github.openflgramine.image.Walk;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Expands the entries of {@code sgx.trusted_files} in an image by the rules of Gramine's signer. An entry that ends
 * with a slash is a directory and stands for all regular files below it and all links to regular files, sorted by name
 * in each directory. Linked directories are not entered. Other kinds of files are skipped.
 */
final class TrustedFiles {

    private final TrustedEntryPath paths;
    private final ImageFilesystem image;
    private final Map<String, Found> files = new LinkedHashMap<>();
    private final List<ImagePath> passedOver = new ArrayList<>();

    /** A listed file; {@code given} is whether its digest was declared. */
    private record Found(TrustedFile file, boolean given) {}

    private TrustedFiles(ImageFilesystem image) {
        this.image = image;
        this.paths = new TrustedEntryPath(image);
    }

    /**
     * Expands the entries.
     *
     * @throws GraminizeException if an entry matches nothing in this image, or two entries contradict each other
     */
    static TrustedFiles expand(List<TrustedEntry> entries, ImageFilesystem image) {
        TrustedFiles expansion = new TrustedFiles(image);
        entries.forEach(expansion::add);
        return expansion;
    }

    /** Returns the files in the order in which they were declared and found. */
    List<TrustedFile> files() {
        return files.values().stream().map(Found::file).toList();
    }

    /**
     * Returns the links to files that are in a declared directory but are not listed, because they are absolute or
     * climb above the root. To trust such a link, declare its own name.
     */
    List<ImagePath> passedOver() {
        return List.copyOf(passedOver);
    }

    private void add(TrustedEntry entry) {
        if (entry.isDirectory()) {
            addDirectory(entry);
        } else {
            addFile(entry);
        }
    }

    private void addFile(TrustedEntry entry) {
        Optional<ImageNode> node = paths.resolve(entry);
        if (node.isPresent() && node.get().isDirectory()) {
            throw entry.refused(
                    "means a directory, but does not end in \"/\"",
                    "Write \"" + entry.uri() + "/\" for all files below it.");
        }
        if (entry.sha256().isPresent()) {
            put(new TrustedFile(entry.uri(), entry.sha256().get()), true);
            return;
        }
        ImageNode file = node.orElseThrow(() -> paths.missing(entry));
        put(new TrustedFile(entry.uri(), digest(file, entry)), false);
    }

    private static String digest(ImageNode file, TrustedEntry entry) {
        return file.sha256()
                .orElseThrow(() -> entry.refused(
                        "is a device, pipe or socket; only regular files can be trusted", "Remove the entry."))
                .hex();
    }

    private void addDirectory(TrustedEntry entry) {
        ImageNode directory = paths.resolve(entry).orElseThrow(() -> paths.missing(entry));
        if (!directory.isDirectory()) {
            throw entry.refused(
                    "ends in \"/\", but " + directory.path().printable() + " is not a directory",
                    "Remove the slash at its end.");
        }
        if (entry.sha256().isPresent()) {
            throw entry.refused("is a directory and has a sha256; only a file can have one", "Remove the sha256.");
        }
        image.hashBelow(directory.path());
        addBelow(directory.path(), entry);
    }

    /** Walks depth-first with an explicit stack, because directories may be nested deeper than Java's stack allows. */
    private void addBelow(ImagePath directory, TrustedEntry entry) {
        Deque<ImageNode> open = new ArrayDeque<>();
        pushChildren(directory, open);
        while (!open.isEmpty()) {
            ImageNode node = open.pop();
            if (node.isDirectory()) {
                pushChildren(node.path(), open);
            } else {
                addFound(node, uri(directory, node, entry), entry);
            }
        }
    }

    /**
     * Gramine's signer names the files of a directory by the path that was declared; in an unpacked root file system, by
     * the path that its links lead to.
     */
    private String uri(ImagePath directory, ImageNode node, TrustedEntry entry) {
        String path = node.path().value();
        return image.isOwnRoot()
                ? entry.uriBelow(path.substring(
                        directory.equals(ImagePath.ROOT) ? 1 : directory.value().length() + 1))
                : "file:" + path;
    }

    /**
     * Gramine's signer, working on an unpacked root file system, finds a link that reaches its target by relative steps
     * below the root and misses one that needs the root. The measurement must match. Over a machine's own root the
     * signer finds both.
     */
    private void addFound(ImageNode node, String uri, TrustedEntry entry) {
        if (!node.isLink()) {
            node.sha256().ifPresent(sha256 -> putFound(node, uri, sha256, entry));
            return;
        }
        Walk walk = image.walk(node.path().value());
        walk.end().flatMap(ImageNode::sha256).ifPresent(sha256 -> {
            if (walk.needsRoot() && !image.isOwnRoot()) {
                passedOver.add(node.path());
            } else {
                putFound(node, uri, sha256, entry);
            }
        });
    }

    private void putFound(ImageNode node, String uri, Sha256 sha256, TrustedEntry entry) {
        requireUtf8(node.path(), entry);
        put(new TrustedFile(uri, sha256.hex()), false);
    }

    private void pushChildren(ImagePath directory, Deque<ImageNode> open) {
        List<ImageNode> children = new ArrayList<>(image.children(directory));
        java.util.Collections.reverse(children);
        children.forEach(open::push);
    }

    private static void requireUtf8(ImagePath path, TrustedEntry entry) {
        if (!path.isUtf8()) {
            throw entry.refused(
                    "covers " + path.printable() + ", whose name is not UTF-8 and so cannot be in a manifest",
                    "Rename or remove that file, or list the others one by one.");
        }
    }

    /** A repeated name stays one entry in its first place. A declared digest takes precedence over a computed one. */
    private void put(TrustedFile file, boolean given) {
        Found before = files.get(file.uri());
        if (before != null && before.given()) {
            if (given && !before.file().sha256().equalsIgnoreCase(file.sha256())) {
                throw new GraminizeException(
                        """
                        sgx.trusted_files lists %s with two different sha256 values:
                          %s
                          %s""".formatted(file.uri(), before.file().sha256(), file.sha256()), "Remove the wrong one.");
            }
            return;
        }
        files.put(file.uri(), new Found(file, given));
    }
}
