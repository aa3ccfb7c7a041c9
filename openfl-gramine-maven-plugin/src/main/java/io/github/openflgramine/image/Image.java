package io.github.openflgramine.image;

import io.github.openflgramine.Sha256;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What was read from an archive, a tar, a directory or a container. Contents of files are read when they are asked for, so what they are
 * read from stays open until the image is closed.
 *
 * @param filesystem its layers, merged
 * @param config the image's configuration; empty where a bare root file system was read
 * @param tags the names that the archive gives to the image
 * @param manifest digest of the image's manifest, where the archive has one (OCI image layout)
 * @param source what contents are read from; closed with the image
 */
public record Image(
        ImageFilesystem filesystem,
        Optional<ImageConfig> config,
        List<String> tags,
        Optional<Sha256> manifest,
        Closeable source)
        implements AutoCloseable {

    public Image {
        tags = List.copyOf(tags);
    }

    /** A root file system of which nothing else is known. */
    public static Image of(ImageFilesystem filesystem, Closeable source) {
        return new Image(filesystem, Optional.empty(), List.of(), Optional.empty(), source);
    }

    /**
     * {@code sha256:…}: the ids that engines give to this image. First the digest of its configuration; engines that keep images
     * in containerd (Docker 29 by itself) take that of its manifest. None of a bare root file system.
     */
    public List<String> ids() {
        return Stream.concat(config.map(ImageConfig::id).stream(), manifest.stream())
                .map(digest -> "sha256:" + digest)
                .toList();
    }

    @Override
    public void close() {
        try {
            source.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
