package io.github.openflgramine.rootfs;

import io.github.openflgramine.image.ImageFilesystem;
import io.github.openflgramine.image.ImageNode;
import io.github.openflgramine.image.ImagePath;
import io.github.openflgramine.image.Walk;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * A directory on this machine as a root file system, like that of {@code gramine-sgx-sign --chroot}: absolute links
 * start at the directory, and no link leads out of it. A file is hashed on demand, because the directory may be a whole
 * machine's root with /proc in it.
 */
public final class HostFilesystem implements ImageFilesystem {

    private final HostNode root;
    private final int threads;

    public HostFilesystem(Path directory, int threads) {
        this.root = HostNode.root(directory);
        this.threads = threads;
    }

    @Override
    public Optional<ImageNode> entry(ImagePath path) {
        return LinkWalk.entry(root, path).map(this::asImageNode);
    }

    @Override
    public Walk walk(String path) {
        return LinkWalk.walk(root, path, this::asImageNode);
    }

    @Override
    public List<ImageNode> children(ImagePath directory) {
        return LinkWalk.resolve(root, directory)
                .map(node ->
                        node.sortedChildren().stream().map(this::asImageNode).toList())
                .orElse(List.of());
    }

    @Override
    public void hashBelow(ImagePath directory) {
        try (Workers.Run run = new Workers(threads).begin()) {
            FileBatches<HostNode> batches = new FileBatches<>(run, HostFilesystem::hash);
            Deque<HostNode> open = new ArrayDeque<>();
            LinkWalk.resolve(root, directory).ifPresent(open::push);
            while (!open.isEmpty()) {
                for (HostNode child : open.pop().all()) {
                    if (child.kind() == ImageNode.Kind.DIRECTORY) {
                        open.push(child);
                    } else if (child.kind() == ImageNode.Kind.FILE) {
                        batches.add(child, child.size());
                    }
                }
            }
            batches.end();
            run.await();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public Optional<byte[]> content(ImagePath path) {
        return LinkWalk.resolve(root, path)
                .filter(node -> node.kind() == ImageNode.Kind.FILE)
                .map(HostFilesystem::read);
    }

    @Override
    public boolean isOwnRoot() {
        return root.host().normalize().equals(Path.of("/"));
    }

    private ImageNode asImageNode(HostNode node) {
        return switch (node.kind()) {
            case FILE -> node.hashed().orElseGet(() -> hashed(node, new FileHash()));
            case LINK -> new ImageNode(node.path(), node.kind(), 0, Optional.empty(), Optional.of(node.target()));
            default -> new ImageNode(node.path(), node.kind(), 0, Optional.empty(), Optional.empty());
        };
    }

    private static void hash(List<HostNode> nodes) {
        FileHash hash = new FileHash();
        nodes.forEach(node -> hashed(node, hash));
    }

    private static ImageNode hashed(HostNode node, FileHash hash) {
        try (FileChannel channel = FileChannel.open(node.host())) {
            return node.remember(hash.of(channel), hash.size());
        } catch (IOException e) {
            throw HostNode.unreadable(node.host(), e);
        }
    }

    private static byte[] read(HostNode node) {
        SmallFile.require(node.path(), node.size(), node.host().toString());
        try {
            return Files.readAllBytes(node.host());
        } catch (IOException e) {
            throw HostNode.unreadable(node.host(), e);
        }
    }
}
