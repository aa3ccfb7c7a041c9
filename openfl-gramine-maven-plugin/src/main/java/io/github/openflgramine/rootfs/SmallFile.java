package io.github.openflgramine.rootfs;

import io.github.openflgramine.GraminizeException;
import io.github.openflgramine.image.ImagePath;

/** The limit for files whose content is read into memory: ELF files, constants, JSON. */
public final class SmallFile {

    private static final long LARGEST = 64L << 20;

    private SmallFile() {}

    /**
     * Refuses a file of more than 64 MiB.
     *
     * @param where the name in messages of what holds the file
     */
    public static void require(ImagePath path, long size, String where) {
        if (size > LARGEST) {
            throw new GraminizeException(
                    where + " has " + path.printable() + " with " + size + " bytes, where a file of at most " + LARGEST
                            + " bytes was expected.",
                    "Put the right file there; it is read into memory.");
        }
    }
}
