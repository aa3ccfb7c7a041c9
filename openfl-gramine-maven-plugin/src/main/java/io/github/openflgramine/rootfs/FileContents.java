package io.github.openflgramine.rootfs;

import io.github.openflgramine.GraminizeException;
import io.github.openflgramine.image.ImageNode;

/** Where the files of a merged tree have their bytes. */
public interface FileContents {

    /**
     * A regular file's content, its digest compared with the tree's.
     *
     * @throws GraminizeException where the file has more than 64 MiB, or is no longer what the tree has
     */
    byte[] of(ImageNode file);
}
