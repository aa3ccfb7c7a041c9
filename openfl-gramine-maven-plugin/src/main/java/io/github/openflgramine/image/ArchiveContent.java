package io.github.openflgramine.image;

import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** What an image's archive holds, by names in it: JSON documents and layers. */
interface ArchiveContent {

    /** The archive's name in messages. */
    String where();

    Optional<byte[]> json(ImagePath name) throws IOException;

    /** These layers, in this order; a missing one is the archive's damage. */
    List<Layer> layers(List<ImagePath> names) throws IOException;
}
