package io.github.openflgramine.rootfs;

import io.github.openflgramine.GraminizeException;
import io.github.openflgramine.Sha256;
import io.github.openflgramine.image.ImageNode;
import io.github.openflgramine.image.ImagePath;
import io.github.openflgramine.tar.NameBytes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** An entry of a directory on this machine that is read as a root file system. A directory is listed on demand. */
final class HostNode implements LinkWalk.Place<HostNode> {

    private final Path host;
    private final ImagePath path;
    private final @Nullable HostNode parent;
    private final ImageNode.Kind kind;
    private final long size;
    private final long device;
    private @Nullable Map<String, HostNode> children;
    private volatile @Nullable ImageNode hashed;

    private HostNode(Path host, ImagePath path, @Nullable HostNode parent, BasicFileAttributes attributes)
            throws IOException {
        this.host = host;
        this.path = path;
        this.parent = parent;
        this.kind = attributes.isSymbolicLink()
                ? ImageNode.Kind.LINK
                : attributes.isDirectory()
                        ? ImageNode.Kind.DIRECTORY
                        : attributes.isRegularFile() ? ImageNode.Kind.FILE : ImageNode.Kind.OTHER;
        this.size = kind == ImageNode.Kind.FILE ? attributes.size() : 0;
        this.device = kind == ImageNode.Kind.DIRECTORY ? KernelFilesystems.device(host) : 0;
        if (parent != null && kind == ImageNode.Kind.DIRECTORY && isKernels(parent)) {
            this.children = Map.of();
        }
    }

    /**
     * Returns whether the kernel generates this directory. Another file system can only start where the device differs
     * from the parent's.
     */
    private boolean isKernels(HostNode above) throws IOException {
        return device != above.device && KernelFilesystems.holds(host);
    }

    static HostNode root(Path directory) {
        try {
            return new HostNode(
                    directory, ImagePath.ROOT, null, Files.readAttributes(directory, BasicFileAttributes.class));
        } catch (IOException e) {
            throw unreadable(directory, e);
        }
    }

    Path host() {
        return host;
    }

    @Override
    public ImagePath path() {
        return path;
    }

    long size() {
        return size;
    }

    /** Returns the file with its digest; empty until its content has been read. */
    Optional<ImageNode> hashed() {
        return Optional.ofNullable(hashed);
    }

    /** Remembers the digest and size of the content, which {@link #hashed} then returns. */
    ImageNode remember(Sha256 sha256, long bytes) {
        ImageNode node = new ImageNode(path, kind, bytes, Optional.of(sha256), Optional.empty());
        hashed = node;
        return node;
    }

    @Override
    public ImageNode.Kind kind() {
        return kind;
    }

    @Override
    public HostNode parent() {
        return parent == null ? this : parent;
    }

    @Override
    public @Nullable HostNode child(String name) {
        return children().get(name);
    }

    @Override
    public String target() {
        try {
            return bytesOf(Files.readSymbolicLink(host));
        } catch (IOException e) {
            throw unreadable(host, e);
        }
    }

    /** Returns all children, in no particular order. */
    Collection<HostNode> all() {
        return children().values();
    }

    List<HostNode> sortedChildren() {
        return children().entrySet().stream()
                .sorted(Map.Entry.comparingByKey(ImagePath.BY_CODE_POINT))
                .map(Map.Entry::getValue)
                .toList();
    }

    private synchronized Map<String, HostNode> children() {
        if (children == null) {
            children = kind == ImageNode.Kind.DIRECTORY ? list() : Map.of();
        }
        return children;
    }

    private Map<String, HostNode> list() {
        Map<String, HostNode> found = new HashMap<>();
        try (DirectoryStream<Path> listing = Files.newDirectoryStream(host)) {
            for (Path child : listing) {
                add(child, found);
            }
        } catch (IOException | java.nio.file.DirectoryIteratorException e) {
            throw unreadable(host, e);
        }
        return found;
    }

    private void add(Path child, Map<String, HostNode> found) throws IOException {
        try {
            String name = bytesOf(child.getFileName());
            BasicFileAttributes attributes =
                    Files.readAttributes(child, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            found.put(name, new HostNode(child, path.child(name), this, attributes));
        } catch (NoSuchFileException e) {
            // On a running machine a file may have been deleted since; then it counts as missing.
            return;
        }
    }

    /**
     * Returns a path's bytes. The path's string went through the locale's encoding, which may not support UTF-8 or the
     * bytes of the name. Its URI has every byte that is not ASCII as {@code %NN}.
     */
    private static String bytesOf(Path path) {
        String text = path.toString();
        if (isAscii(text)) {
            return text;
        }
        boolean relative = !path.isAbsolute();
        String uri = (relative ? Path.of("/").resolve(path) : path).toUri().getRawPath();
        String name = NameBytes.decode(unescape(uri.endsWith("/") ? uri.substring(0, uri.length() - 1) : uri));
        return relative ? name.substring(1) : name;
    }

    private static boolean isAscii(String text) {
        for (int at = 0; at < text.length(); at++) {
            if (text.charAt(at) >= 0x80) {
                return false;
            }
        }
        return true;
    }

    private static byte[] unescape(String uri) {
        java.io.ByteArrayOutputStream bytes = new java.io.ByteArrayOutputStream(uri.length());
        for (int at = 0; at < uri.length(); at++) {
            if (uri.charAt(at) == '%') {
                bytes.write(Integer.parseInt(uri, at + 1, at + 3, 16));
                at += 2;
            } else {
                bytes.writeBytes(uri.substring(at, at + 1).getBytes(StandardCharsets.US_ASCII));
            }
        }
        return bytes.toByteArray();
    }

    static GraminizeException unreadable(Path file, Exception cause) {
        String reason = cause instanceof AccessDeniedException
                ? "this user has no right to"
                : cause instanceof NoSuchFileException ? "it is not there" : String.valueOf(cause.getMessage());
        return new GraminizeException(
                "Cannot read " + NameBytes.printable(file.toString()) + ": " + reason + ".",
                "Trust only files that this user may read, or run Maven as a user who may.",
                cause);
    }
}
