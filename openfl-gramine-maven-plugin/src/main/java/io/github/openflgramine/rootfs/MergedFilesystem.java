package io.github.openflgramine.rootfs;

import io.github.openflgramine.image.ImageFilesystem;
import io.github.openflgramine.image.ImageNode;
import io.github.openflgramine.image.ImagePath;
import io.github.openflgramine.image.Walk;
import java.util.List;
import java.util.Optional;

/** The read-only view of a merged tree. */
public final class MergedFilesystem implements ImageFilesystem {

    private final TreeNode root;
    private final FileContents contents;

    public MergedFilesystem(TreeNode root, FileContents contents) {
        this.root = root;
        this.contents = contents;
    }

    @Override
    public Optional<ImageNode> entry(ImagePath path) {
        return LinkWalk.entry(root, path).map(TreeNode::asImageNode);
    }

    @Override
    public Walk walk(String path) {
        return LinkWalk.walk(root, path, TreeNode::asImageNode);
    }

    @Override
    public List<ImageNode> children(ImagePath directory) {
        return LinkWalk.resolve(root, directory)
                .map(TreeNode::childrenAsImageNodes)
                .orElse(List.of());
    }

    @Override
    public Optional<byte[]> content(ImagePath path) {
        return resolve(path).filter(ImageNode::isFile).map(contents::of);
    }
}
