package io.github.openflgramine.rootfs;

import io.github.openflgramine.Sha256;
import io.github.openflgramine.image.ImageFilesystem;
import io.github.openflgramine.image.ImageNode;
import io.github.openflgramine.image.ImagePath;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A merged tree, no longer changed, as callers see it. */
public final class MergedFilesystem implements ImageFilesystem {

    private final TreeNode root;
    private final Map<Sha256, byte[]> kept;

    public MergedFilesystem(TreeNode root, Map<Sha256, byte[]> kept) {
        this.root = root;
        this.kept = Map.copyOf(kept);
    }

    @Override
    public Optional<ImageNode> entry(ImagePath path) {
        return PathWalk.walk(root, path, false).map(TreeNode::asImageNode);
    }

    @Override
    public Optional<ImageNode> resolve(ImagePath path) {
        return PathWalk.walk(root, path, true).map(TreeNode::asImageNode);
    }

    @Override
    public List<ImageNode> children(ImagePath directory) {
        return PathWalk.walk(root, directory, true)
                .map(TreeNode::childrenAsImageNodes)
                .orElse(List.of());
    }

    @Override
    public Optional<byte[]> content(ImagePath path) {
        return PathWalk.walk(root, path, true).flatMap(TreeNode::sha256).map(digest -> {
            byte[] content = kept.get(digest);
            if (content == null) {
                throw new IllegalArgumentException("the reader was not asked to keep " + path.printable());
            }
            return content.clone();
        });
    }
}
