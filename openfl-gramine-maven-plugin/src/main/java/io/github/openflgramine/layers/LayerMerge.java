package io.github.openflgramine.layers;

import io.github.openflgramine.GraminizeException;
import io.github.openflgramine.image.ImageFilesystem;
import io.github.openflgramine.image.ImageNode;
import io.github.openflgramine.image.ImagePath;
import io.github.openflgramine.rootfs.FileContents;
import io.github.openflgramine.rootfs.LinkWalk;
import io.github.openflgramine.rootfs.MergedFilesystem;
import io.github.openflgramine.rootfs.TreeNode;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Applies layers, lowest first, as in the OCI image specification 1.1 ("Applying Changesets", "Whiteouts"): a whiteout
 * or opaque marker hides entries of lower layers, never of its own layer. Docker's overlay2 unpacks each layer into a
 * directory of its own; containerd's snapshotters may unpack it over the lower ones. Layers that differ by that are
 * refused.
 */
final class LayerMerge {

    private final EntryLimit limit = new EntryLimit();
    private final TreeNode root = TreeNode.root();
    private final Set<ImagePath> hidden = new HashSet<>();
    private int number;

    /** The directory of the layer's last entry, which is usually that of the next one, too. The root never moves. */
    private ImagePath lastPath = ImagePath.ROOT;

    private TreeNode lastDirectory = root;

    /** @param where the layer's name in messages */
    void apply(List<LayerEntry> layer, String where) {
        number++;
        hidden.clear();
        lastPath = ImagePath.ROOT;
        lastDirectory = root;
        for (LayerEntry entry : layer) {
            apply(entry, where);
        }
    }

    /** Removes what these markers hide. Links in their paths are followed. */
    void hide(List<LayerEntry> markers) {
        number++;
        for (LayerEntry marker : markers) {
            if (marker.kind() == LayerEntry.Kind.OPAQUE) {
                LinkWalk.resolve(root, marker.path()).ifPresent(directory -> directory.removeOlderChildren(number));
            } else {
                LinkWalk.resolve(root, marker.path().parent())
                        .ifPresent(
                                directory -> directory.removeOlder(marker.path().name(), number));
            }
        }
    }

    ImageFilesystem filesystem(FileContents contents) {
        return new MergedFilesystem(root, contents);
    }

    private void apply(LayerEntry entry, String where) {
        if (entry.kind() == LayerEntry.Kind.OPAQUE) {
            TreeNode directory = directoryOf(entry.path(), where);
            directory.touch(number);
            directory.removeOlderChildren(number);
        } else if (!entry.path().equals(ImagePath.ROOT)) {
            TreeNode parent = directoryOf(entry.path().parent(), where);
            parent.touch(number);
            put(parent, entry, where);
        } else if (entry.kind() != LayerEntry.Kind.DIRECTORY) {
            throw damaged(where, "makes the root something other than a directory");
        }
    }

    private void put(TreeNode parent, LayerEntry entry, String where) {
        ImagePath path = entry.path();
        TreeNode there = parent.child(path.name());
        boolean brought = there != null && there.layer() == number;
        if (entry.kind() == LayerEntry.Kind.WHITEOUT) {
            if (brought) {
                throw ambiguous(where, "has both " + path.printable() + " and a whiteout of it");
            }
            hidden.add(path);
            parent.removeOlder(path.name(), number);
            return;
        }
        requireNotHidden(path, where);
        if (entry.kind() == LayerEntry.Kind.DIRECTORY) {
            if (there == null || there.kind() != ImageNode.Kind.DIRECTORY) {
                requireNotBrought(brought, path, where);
                parent.putDirectory(path.name()).touch(number);
            } else {
                there.touch(number);
            }
            return;
        }
        requireNotBrought(brought, path, where);
        if (entry.kind() == LayerEntry.Kind.HARD_LINK) {
            parent.putAgain(path.name(), shared(entry, where)).touch(number);
            return;
        }
        ImageNode.Kind kind = switch (entry.kind()) {
            case FILE -> ImageNode.Kind.FILE;
            case LINK -> ImageNode.Kind.LINK;
            default -> ImageNode.Kind.OTHER;
        };
        parent.put(
                        path.name(),
                        kind,
                        entry.size(),
                        entry.sha256().orElse(null),
                        entry.target().orElse(null))
                .touch(number);
    }

    private TreeNode shared(LayerEntry link, String where) {
        ImagePath target = ImagePath.of(link.target().orElseThrow());
        return Optional.ofNullable(find(target))
                .filter(node -> node.layer() == number && node.kind() != ImageNode.Kind.DIRECTORY)
                .orElseThrow(() -> ambiguous(
                        where,
                        "has " + link.path().printable() + " as a hard link to " + target.printable()
                                + ", which no entry before it in the same layer brings as a file"));
    }

    private @Nullable TreeNode find(ImagePath path) {
        TreeNode node = root;
        for (String name : path.value().substring(1).split("/", -1)) {
            node = node == null ? null : node.child(name);
        }
        return node;
    }

    /** overlay2 replaces the whiteout, and with it what the whiteout hides; other engines remove the lower entry first. */
    private void requireNotHidden(ImagePath path, String where) {
        if (hidden.contains(path)) {
            throw ambiguous(where, "has both " + path.printable() + " and a whiteout of it");
        }
    }

    private static void requireNotBrought(boolean brought, ImagePath path, String where) {
        if (brought) {
            throw ambiguous(where, "has " + path.printable() + " twice, or with entries below it");
        }
    }

    /**
     * Returns the directory at this path. Nothing can replace the directory of the last entry within one layer, because
     * it belongs to the layer.
     */
    private TreeNode directoryOf(ImagePath path, String where) {
        if (!path.equals(lastPath)) {
            lastDirectory = makeDirectories(path, where);
            lastPath = path;
        }
        return lastDirectory;
    }

    /** Returns the directory of an entry. Missing parent directories are created, because archives may omit them. */
    private TreeNode makeDirectories(ImagePath directory, String where) {
        if (directory.equals(ImagePath.ROOT)) {
            return root;
        }
        TreeNode node = root;
        for (String name : directory.value().substring(1).split("/", -1)) {
            TreeNode next = node.child(name);
            if (next == null) {
                next = makeDirectory(node, name, where);
            } else if (next.kind() != ImageNode.Kind.DIRECTORY) {
                throw notDirectory(next, directory, where);
            }
            node = next;
        }
        return node;
    }

    private GraminizeException notDirectory(TreeNode node, ImagePath directory, String where) {
        String path = node.path().printable();
        if (node.kind() == ImageNode.Kind.LINK) {
            return ambiguous(
                    where,
                    "puts entries into " + directory.printable() + ", but " + path
                            + " is a symbolic link, which some engines follow and others replace");
        }
        return node.layer() == number
                ? damaged(where, "puts entries into " + directory.printable() + ", but it made " + path + " a file")
                : ambiguous(
                        where,
                        "puts entries into " + directory.printable() + ", but " + path + " is a file in a lower layer");
    }

    private TreeNode makeDirectory(TreeNode parent, String name, String where) {
        limit.count(where);
        if (!hidden.isEmpty()) {
            requireNotHidden(parent.path().child(name), where);
        }
        return parent.putDirectory(name);
    }

    private static GraminizeException damaged(String where, String what) {
        return new GraminizeException(
                where + " " + what + ".", "Make the archive again; no engine can unpack this one.");
    }

    /** Returns the refusal of a layer from which engines make different file systems. */
    static GraminizeException ambiguous(String where, String what) {
        return new GraminizeException(
                where + " " + what + "; engines unpack that differently.",
                "Build the image again with docker build or podman build; do not trust this archive.");
    }
}
