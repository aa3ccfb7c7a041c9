package io.github.openflgramine.image;

import io.github.openflgramine.Sha256;
import java.util.List;

/**
 * A layer of an image, to tell what it changes. Directories are not listed.
 *
 * @param diffId digest of the uncompressed layer
 * @param files paths of files, links and special files that the layer adds or replaces, in its order
 * @param removed paths of lower layers that it hides; of a directory, possibly only the content
 */
public record ImageLayer(Sha256 diffId, List<ImagePath> files, List<ImagePath> removed) {

    public ImageLayer {
        files = List.copyOf(files);
        removed = List.copyOf(removed);
    }
}
