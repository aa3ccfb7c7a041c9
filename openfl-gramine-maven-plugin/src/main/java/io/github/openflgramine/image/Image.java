package io.github.openflgramine.image;

import java.util.List;
import java.util.Optional;

/**
 * What was read from an archive, a tar, or a folder.
 *
 * @param filesystem its layers, merged
 * @param config the image's configuration; empty where a bare root file system was read
 * @param tags the names that the archive gives to the image
 */
public record Image(ImageFilesystem filesystem, Optional<ImageConfig> config, List<String> tags) {

    public Image {
        tags = List.copyOf(tags);
    }
}
