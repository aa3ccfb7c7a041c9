package io.github.openflgramine.image;

import io.github.openflgramine.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A folder on this machine as a root file system, as {@code gramine-sgx-sign --chroot} takes one: absolute links count from
 * the folder, none leads out of it. A file is hashed when it is first asked for, since the folder may be a whole machine's
 * root with /proc in it.
 */
final class HostFilesystem implements ImageFilesystem {

    private final HostNode root;
    private final Map<ImagePath, ImageNode> files = new ConcurrentHashMap<>();

    HostFilesystem(Path folder) {
        this.root = HostNode.root(folder);
    }

    @Override
    public Optional<ImageNode> entry(ImagePath path) {
        return PathWalk.walk(root, path, false).map(this::asImageNode);
    }

    @Override
    public Optional<ImageNode> resolve(ImagePath path) {
        return PathWalk.walk(root, path, true).map(this::asImageNode);
    }

    @Override
    public List<ImageNode> children(ImagePath folder) {
        return PathWalk.walk(root, folder, true)
                .map(node -> node.sortedChildren().parallelStream()
                        .map(this::asImageNode)
                        .toList())
                .orElse(List.of());
    }

    @Override
    public Optional<byte[]> content(ImagePath path) {
        return PathWalk.walk(root, path, true)
                .filter(node -> node.kind() == ImageNode.Kind.FILE)
                .map(HostFilesystem::read);
    }

    @Override
    public boolean isOwnRoot() {
        return root.host().normalize().equals(Path.of("/"));
    }

    private ImageNode asImageNode(HostNode node) {
        return switch (node.kind()) {
            case FILE -> files.computeIfAbsent(node.path(), path -> hash(node));
            case LINK -> new ImageNode(node.path(), node.kind(), 0, Optional.empty(), Optional.of(node.target()));
            default -> new ImageNode(node.path(), node.kind(), 0, Optional.empty(), Optional.empty());
        };
    }

    private static ImageNode hash(HostNode node) {
        MessageDigest digest = Sha256.newMessageDigest();
        long size = 0;
        byte[] buffer = new byte[1 << 16];
        try (InputStream in = Files.newInputStream(node.host())) {
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                digest.update(buffer, 0, count);
                size += count;
            }
        } catch (IOException e) {
            throw HostNode.unreadable(node.host(), e);
        }
        return new ImageNode(
                node.path(), ImageNode.Kind.FILE, size, Optional.of(Sha256.of(digest.digest())), Optional.empty());
    }

    private static byte[] read(HostNode node) {
        FileContent.requireSmall(node.path(), node.size(), node.host().toString());
        try {
            return Files.readAllBytes(node.host());
        } catch (IOException e) {
            throw HostNode.unreadable(node.host(), e);
        }
    }
}
