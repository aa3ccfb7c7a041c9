package io.github.openflgramine.rootfs;

import io.github.openflgramine.GraminizeException;
import io.github.openflgramine.image.ImageNode;

/** The contents of the files of a merged tree. */
public interface FileContents {

    /**
     * Returns a regular file's content after comparing its digest with the tree's.
     *
     * @throws GraminizeException if the file has more than 64 MiB or has changed
     */
    byte[] of(ImageNode file);
}
