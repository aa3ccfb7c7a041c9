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
 * Applies layers, lowest first, as the OCI image specification 1.1 says ("Applying Changesets", "Whiteouts"): a whiteout
 * or opaque marker hides what layers below brought, never what its own layer brings, wherever in the layer it stands.
 * Where an entry's parent directory is a link, the entry goes where the link leads, inside the root.
 */
final class LayerMerge {

    /** No engine unpacks what is deeper: its paths would be longer than the kernel takes. */
    private static final int DEEPEST = 2048;

    private final EntryLimit limit = new EntryLimit();
    private final TreeNode root = TreeNode.root();
    private int number;

    /** Where the layer's last entry went: most often the next one goes there, too. The root is always where it is. */
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
     * While entries go into one directory that was found without a link, nothing can take that directory's place: the layer's
     * own markers spare it, and a directory's entry replaces no directory.
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

    /** The directory an entry goes into; archives may leave out the entries of parent directories. */
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
