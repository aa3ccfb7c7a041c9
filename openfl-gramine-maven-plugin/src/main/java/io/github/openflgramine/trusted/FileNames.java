package io.github.openflgramine.trusted;

import io.github.openflgramine.GraminizeException;
import io.github.openflgramine.image.ImageFilesystem;
import io.github.openflgramine.image.ImageNode;
import io.github.openflgramine.image.ImagePath;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Finds every name by which a regular file below some directories can be opened. Linked directories are entered under
 * the link's name, unless they lead back to a directory on the way. Names matter because Gramine compares the name a
 * program uses and does not resolve links.
 */
final class FileNames {

    private static final int MOST_NAMES = 2_000_000;

    private final Map<ImagePath, NamedFile> names = new HashMap<>();
    private final Deque<Directory> open = new ArrayDeque<>();

    /** A directory to visit: its name, its real path, and the directory it was reached from. */
    private record Directory(
            ImagePath name, ImagePath real, @Nullable Directory from) {

        boolean wasEntered(ImagePath other) {
            for (@Nullable Directory here = this; here != null; here = here.from()) {
                if (here.real().startsWith(other)) {
                    return true;
                }
            }
            return false;
        }
    }

    private FileNames() {}

    /** Returns the files by name, in no particular order. Places that the image does not have are skipped. */
    static Map<ImagePath, NamedFile> below(List<ImagePath> places, ImageFilesystem image) {
        FileNames walk = new FileNames();
        for (ImagePath place : places) {
            image.resolve(place).ifPresent(node -> walk.visit(place, node, null));
        }
        while (!walk.open.isEmpty()) {
            Directory directory = walk.open.pop();
            for (ImageNode child : image.children(directory.real())) {
                ImagePath name = directory.name().resolve(child.path().name());
                Optional<ImageNode> node = child.isLink() ? image.resolve(child.path()) : Optional.of(child);
                node.ifPresent(found -> walk.visit(name, found, directory));
            }
        }
        return walk.names;
    }

    private void visit(ImagePath name, ImageNode node, @Nullable Directory from) {
        if (node.isFile()) {
            names.put(name, new NamedFile(name, node));
            requireBounded(name);
        } else if (node.isDirectory() && (from == null || !from.wasEntered(node.path()))) {
            open.push(new Directory(name, node.path(), from));
        }
    }

    private void requireBounded(ImagePath name) {
        if (names.size() > MOST_NAMES) {
            throw new GraminizeException(
                    "The image has more than " + MOST_NAMES + " names of files, the last of them " + name.printable()
                            + ".",
                    "Remove unneeded files, or links between directories.");
        }
    }
}
