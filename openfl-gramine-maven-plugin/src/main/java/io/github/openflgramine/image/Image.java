package io.github.openflgramine.image;

import io.github.openflgramine.ImageId;
import io.github.openflgramine.Sha256;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * An image read from an archive, a tar, a directory or a container. Contents of files are read on demand, so their
 * source stays open until the image is closed.
 *
 * @param filesystem the merged layers
 * @param config the image's configuration; empty for a bare root file system
 * @param tags the image's names in the archive
 * @param layers the layers, lowest first; empty for a bare root file system
 * @param manifest digest of the image's manifest, if the archive has one (OCI image layout)
 * @param source the source of contents; closed with the image
 */
public record Image(
        ImageFilesystem filesystem,
        Optional<ImageConfig> config,
        List<String> tags,
        List<ImageLayer> layers,
        Optional<Sha256> manifest,
        Closeable source)
        implements AutoCloseable {

    public Image {
        tags = List.copyOf(tags);
        layers = List.copyOf(layers);
    }

    /** Creates an image of a bare root file system. */
    public static Image of(ImageFilesystem filesystem, Closeable source) {
        return new Image(filesystem, Optional.empty(), List.of(), List.of(), Optional.empty(), source);
    }

    /**
     * Returns the ids that engines give to this image. The first is the digest of its configuration.
     * The second, the digest of its manifest, is used by engines that keep images in containerd (the default of Docker
     * 29). A bare root file system has no ids.
     */
    public List<ImageId> ids() {
        return Stream.concat(config.map(ImageConfig::id).stream(), manifest.stream())
                .map(ImageId::new)
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
