package io.github.openflgramine.layers;

import io.github.openflgramine.GraminizeException;
import io.github.openflgramine.Sha256;
import io.github.openflgramine.image.ImageFilesystem;
import io.github.openflgramine.image.ImageNode;
import io.github.openflgramine.image.ImagePath;
import io.github.openflgramine.rootfs.MergedFilesystem;
import io.github.openflgramine.rootfs.PathWalk;
import io.github.openflgramine.rootfs.TreeNode;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Applies layers, lowest first, as the OCI image specification 1.1 says ("Applying Changesets", "Whiteouts"): a whiteout
 * or opaque marker hides what layers below brought, never what its own layer brings, wherever in the layer it stands.
 * Where an entry's parent directory is a link, the entry goes where the link leads, inside the root.
 */
final class LayerMerge {

    /** No engine unpacks what is deeper: its paths would be longer than the kernel takes. */
    private static final int DEEPEST = 2048;

    private final EntryLimit limit = new EntryLimit();
    private final TreeNode root = TreeNode.root();
    private final Map<Sha256, byte[]> kept = new HashMap<>();
    private int number;

    /** Where the layer's last entry went: most often the next one goes there, too. The root is always where it is. */
    private ImagePath lastPath = ImagePath.ROOT;

    private TreeNode lastDirectory = root;

    /** @param where the layer's name in messages */
    void apply(Layer layer, String where) {
        number++;
        lastPath = ImagePath.ROOT;
        lastDirectory = root;
        kept.putAll(layer.kept());
        for (LayerEntry entry : layer.entries()) {
            apply(entry, where);
        }
    }

    /**
     * Where layers have the bytes of files that are wanted and were not kept, because they bear the wanted name by a hard
     * link or through a link of a parent directory.
     */
    Set<ImagePath> wantedElsewhere(Predicate<ImagePath> wanted, List<Layer> layers) {
        Set<Sha256> missing = new HashSet<>();
        root.forEachFile(ImagePath.ROOT, (path, digest) -> {
            if (!kept.containsKey(digest) && wanted.test(path)) {
                missing.add(digest);
            }
        });
        return layers.stream()
                .flatMap(layer -> layer.entries().stream())
                .filter(entry -> entry.sha256().filter(missing::contains).isPresent())
                .map(LayerEntry::path)
                .collect(Collectors.toSet());
    }

    ImageFilesystem filesystem() {
        return new MergedFilesystem(root, kept);
    }

    private void apply(LayerEntry entry, String where) {
        switch (entry.kind()) {
            case OPAQUE -> find(entry.path()).ifPresent(directory -> directory.removeOlderChildren(number));
            case WHITEOUT ->
                find(entry.path().parent())
                        .ifPresent(
                                directory -> directory.removeOlder(entry.path().name(), number));
            case DIRECTORY -> {
                if (!entry.path().equals(ImagePath.ROOT)) {
                    putDirectory(entry, where);
                }
            }
            default -> put(entry, where);
        }
    }

    private Optional<TreeNode> find(ImagePath directory) {
        return PathWalk.walk(root, directory, true);
    }

    private void putDirectory(LayerEntry entry, String where) {
        TreeNode parent = makeDirectories(entry.path().parent(), where);
        TreeNode there = parent.child(entry.path().name());
        TreeNode directory = there != null && there.kind() == ImageNode.Kind.DIRECTORY
                ? there
                : parent.putDirectory(entry.path().name());
        directory.touch(number);
    }

    private void put(LayerEntry entry, String where) {
        if (entry.path().equals(ImagePath.ROOT)) {
            throw damaged(where, "makes the root something other than a directory");
        }
        String name = entry.path().name();
        if (entry.kind() == LayerEntry.Kind.HARD_LINK) {
            ImagePath shared = ImagePath.of(entry.target().orElseThrow());
            TreeNode source = PathWalk.walk(root, shared, false)
                    .filter(node -> node.kind() != ImageNode.Kind.DIRECTORY)
                    .orElseThrow(() -> damaged(
                            where,
                            "has " + entry.path().printable() + " as a hard link to " + shared.printable()
                                    + ", which no entry before it brings as a file"));
            directoryOf(entry.path().parent(), where).putAgain(name, source).touch(number);
            return;
        }
        ImageNode.Kind kind = switch (entry.kind()) {
            case FILE -> ImageNode.Kind.FILE;
            case LINK -> ImageNode.Kind.LINK;
            default -> ImageNode.Kind.OTHER;
        };
        directoryOf(entry.path().parent(), where)
                .put(name, kind, entry.size(), entry.sha256(), entry.target())
                .touch(number);
    }

    /**
     * While entries go into one directory that was found without a link, nothing can take that directory's place: the layer's
     * own markers spare it, and a directory's entry replaces no directory.
     */
    private TreeNode directoryOf(ImagePath path, String where) {
        if (path.equals(lastPath)) {
            return lastDirectory;
        }
        TreeNode directory = makeDirectories(path, where);
        boolean straight = directory.asImageNode().path().equals(path);
        lastPath = straight ? path : ImagePath.ROOT;
        lastDirectory = straight ? directory : root;
        return directory;
    }

    /** The directory an entry goes into; archives may leave out the entries of parent directories. */
    private TreeNode makeDirectories(ImagePath directory, String where) {
        Deque<String> ahead = new ArrayDeque<>(List.of(directory.value().split("/", -1)));
        TreeNode here = root;
        int links = 0;
        while (!ahead.isEmpty()) {
            String name = ahead.removeFirst();
            if (name.isEmpty() || name.equals(".")) {
                continue;
            }
            if (name.equals("..")) {
                here = here.parent();
                continue;
            }
            TreeNode next = here.child(name);
            if (next == null) {
                here = makeDirectory(here, name, where);
            } else if (next.kind() == ImageNode.Kind.DIRECTORY) {
                here = next;
            } else if (next.kind() == ImageNode.Kind.LINK) {
                if (++links > PathWalk.MOST_LINKS) {
                    throw damaged(where, "puts entries into " + directory.printable() + ", which is a loop of links");
                }
                here = next.target().startsWith("/") ? root : here;
                PathWalk.pushFront(ahead, next.target());
            } else if (next.layer() < number) {
                here = makeDirectory(here, name, where);
            } else {
                throw damaged(where, "puts entries into " + directory.printable() + ", which it made a file");
            }
        }
        return here;
    }

    /** A short name can stand for many directories, and links can put each below the last. */
    private TreeNode makeDirectory(TreeNode parent, String name, String where) {
        limit.count(where);
        if (parent.depth() >= DEEPEST) {
            throw damaged(where, "has directories more than " + DEEPEST + " deep");
        }
        return parent.putDirectory(name);
    }

    private static GraminizeException damaged(String where, String what) {
        return new GraminizeException(
                where + " " + what + ".", "Make the archive again; no engine can unpack this one.");
    }
}
