package io.github.openflgramine.layers;

import io.github.openflgramine.image.ImagePath;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** What an image's archive holds, by names in it: JSON documents and layers. */
interface ArchiveContent {

    /** The archive's name in messages. */
    String where();

    /** A layer's name in messages. */
    default String layer(ImagePath name) {
        return "Layer " + name.printable().substring(1) + " of " + where();
    }

    /** A document of this name; empty also where it is too large to be one. */
    Optional<byte[]> json(ImagePath name) throws IOException;

    /** These layers, in this order; a missing one is the archive's damage. */
    List<Layer> layers(List<ArchivedLayer> named) throws IOException;
}
