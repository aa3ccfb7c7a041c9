package io.github.openflgramine.trusted;

import io.github.openflgramine.image.ImageNode;
import io.github.openflgramine.image.ImagePath;

/**
 * A regular file and one of its names.
 *
 * @param path the name by which a program opens it; it may contain links
 * @param file the file under its real path
 */
public record NamedFile(ImagePath path, ImageNode file) {

    /** Returns the number of bytes that are hashed when the file is opened. */
    public long size() {
        return file.size();
    }

    /**
     * Returns whether the name is that of a shared library, for example {@code libz.so.1} or {@code
     * _ssl.cpython-311-x86_64-linux-gnu.so}.
     */
    public boolean isSharedLibrary() {
        String name = path.name();
        return name.endsWith(".so") || name.contains(".so.");
    }

    boolean isLink() {
        return !path.equals(file.path());
    }
}
