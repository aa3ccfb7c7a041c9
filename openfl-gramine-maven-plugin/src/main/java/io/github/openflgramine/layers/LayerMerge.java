package io.github.openflgramine.layers;

import io.github.openflgramine.GraminizeException;
import io.github.openflgramine.image.ImageFilesystem;
import io.github.openflgramine.image.ImageNode;
import io.github.openflgramine.image.ImagePath;
import io.github.openflgramine.rootfs.FileContents;
import io.github.openflgramine.rootfs.LinkWalk;
import io.github.openflgramine.rootfs.MergedFilesystem;
import io.github.openflgramine.rootfs.TreeNode;
import java.util.List;
import java.util.Optional;

/**
 * Applies layers, lowest first, as in the OCI image specification 1.1 ("Applying Changesets", "Whiteouts"): a whiteout
 * or opaque marker hides entries of lower layers, never of its own layer, wherever it is in the layer. If an entry's
 * parent directory is a link, the entry goes to the link's target inside the root.
 */
final class LayerMerge {

    /** The deepest directory level. No engine unpacks deeper ones, because their paths exceed the kernel's limit. */
    private static final int DEEPEST = 2048;

    private final EntryLimit limit = new EntryLimit();
    private final TreeNode root = TreeNode.root();
    private int number;

    /** The directory of the layer's last entry, which is usually that of the next one, too. The root never moves. */
    private ImagePath lastPath = ImagePath.ROOT;

    private TreeNode lastDirectory = root;

    /** @param where the layer's name in messages */
    void apply(List<LayerEntry> layer, String where) {
        number++;
        lastPath = ImagePath.ROOT;
        lastDirectory = root;
        for (LayerEntry entry : layer) {
            apply(entry, where);
        }
    }

    ImageFilesystem filesystem(FileContents contents) {
        return new MergedFilesystem(root, contents);
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
        return LinkWalk.resolve(root, directory);
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
            TreeNode source = LinkWalk.entry(root, shared)
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
                .put(
                        name,
                        kind,
                        entry.size(),
                        entry.sha256().orElse(null),
                        entry.target().orElse(null))
                .touch(number);
    }

    /**
     * Returns the directory at this path. While entries go into one directory that was found without a link, nothing
     * can replace that directory: the layer's own markers do not apply to it, and a directory's entry does not replace
     * a directory.
     */
    private TreeNode directoryOf(ImagePath path, String where) {
        if (path.equals(lastPath)) {
            return lastDirectory;
        }
        TreeNode directory = makeDirectories(path, where);
        boolean straight = directory.path().equals(path);
        lastPath = straight ? path : ImagePath.ROOT;
        lastDirectory = straight ? directory : root;
        return directory;
    }

    /** Returns the directory of an entry. Missing parent directories are created, because archives may omit them. */
    private TreeNode makeDirectories(ImagePath directory, String where) {
        return LinkWalk.directory(root, directory, (parent, name, found) -> {
                    if (found != null && found.layer() >= number) {
                        throw damaged(where, "puts entries into " + directory.printable() + ", which it made a file");
                    }
                    return makeDirectory(parent, name, where);
                })
                .orElseThrow(() ->
                        damaged(where, "puts entries into " + directory.printable() + ", which is a loop of links"));
    }

    /** Creates a directory. Its depth is checked because a short name can be many levels deep through links. */
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
