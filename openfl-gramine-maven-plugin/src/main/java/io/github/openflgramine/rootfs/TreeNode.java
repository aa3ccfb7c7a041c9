package io.github.openflgramine.rootfs;

import io.github.openflgramine.Sha256;
import io.github.openflgramine.image.ImageNode;
import io.github.openflgramine.image.ImagePath;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** An entry of the tree into which layers are merged. */
public final class TreeNode implements LinkWalk.Place<TreeNode> {

    private final String name;
    private final @Nullable TreeNode parent;
    private final ImageNode.Kind kind;
    private final long size;
    private final @Nullable Sha256 sha256;
    private final @Nullable String target;
    private final Map<String, TreeNode> children;
    private int layer;

    private TreeNode(
            String name,
            @Nullable TreeNode parent,
            ImageNode.Kind kind,
            long size,
            @Nullable Sha256 sha256,
            @Nullable String target) {
        this.name = name;
        this.parent = parent;
        this.kind = kind;
        this.size = size;
        this.sha256 = sha256;
        this.target = target;
        this.children = kind == ImageNode.Kind.DIRECTORY ? new HashMap<>() : Map.of();
    }

    public static TreeNode root() {
        return new TreeNode("", null, ImageNode.Kind.DIRECTORY, 0, null, null);
    }

    /** Adds an entry to this directory and replaces an entry with the same name. */
    public TreeNode put(
            String childName, ImageNode.Kind childKind, long bytes, @Nullable Sha256 digest, @Nullable String says) {
        TreeNode child = new TreeNode(childName, this, childKind, bytes, digest, says);
        children.put(childName, child);
        return child;
    }

    public TreeNode putDirectory(String childName) {
        return put(childName, ImageNode.Kind.DIRECTORY, 0, null, null);
    }

    /** Adds another name for the same file, link or device. */
    public TreeNode putAgain(String childName, TreeNode same) {
        return put(childName, same.kind, same.size, same.sha256, same.target);
    }

    /** Marks this and its parent directories as named by a layer, so that its whiteouts do not remove them. */
    public void touch(int byLayer) {
        for (TreeNode node = this; node != null && node.layer != byLayer; node = node.parent) {
            node.layer = byLayer;
        }
    }

    public int layer() {
        return layer;
    }

    /** Removes a child, or the parts of it that come from layers below the given one. */
    public void removeOlder(String childName, int thanLayer) {
        TreeNode child = children.get(childName);
        if (child == null) {
            return;
        }
        if (child.layer < thanLayer) {
            children.remove(childName);
        } else {
            child.removeOlderChildren(thanLayer);
        }
    }

    public void removeOlderChildren(int thanLayer) {
        Deque<TreeNode> open = new ArrayDeque<>(List.of(this));
        while (!open.isEmpty()) {
            TreeNode node = open.pop();
            node.children.values().removeIf(child -> child.layer < thanLayer);
            open.addAll(node.children.values());
        }
    }

    private List<TreeNode> sortedChildren() {
        List<TreeNode> sorted = new ArrayList<>(children.values());
        sorted.sort((left, right) -> ImagePath.BY_CODE_POINT.compare(left.name, right.name));
        return sorted;
    }

    ImageNode asImageNode() {
        return asImageNode(path());
    }

    List<ImageNode> childrenAsImageNodes() {
        ImagePath path = path();
        return sortedChildren().stream()
                .map(child -> child.asImageNode(path.child(child.name)))
                .toList();
    }

    private ImageNode asImageNode(ImagePath path) {
        return new ImageNode(path, kind, size, Optional.ofNullable(sha256), Optional.ofNullable(target));
    }

    @Override
    public ImagePath path() {
        Deque<String> names = new ArrayDeque<>();
        for (TreeNode node = this; node.parent != null; node = node.parent) {
            names.addFirst(node.name);
        }
        return new ImagePath("/" + String.join("/", names));
    }

    @Override
    public ImageNode.Kind kind() {
        return kind;
    }

    @Override
    public TreeNode parent() {
        return parent == null ? this : parent;
    }

    @Override
    public @Nullable TreeNode child(String childName) {
        return children.get(childName);
    }

    @Override
    public String target() {
        return Objects.requireNonNull(target);
    }
}
