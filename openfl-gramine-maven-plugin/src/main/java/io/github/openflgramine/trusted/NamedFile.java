package io.github.openflgramine.trusted;

import io.github.openflgramine.image.ImageNode;
import io.github.openflgramine.image.ImagePath;

/**
 * A regular file under one of its names.
 *
 * @param path as a program would open it; links in it may lead to the file
 * @param file the file itself, under its own path
 */
public record NamedFile(ImagePath path, ImageNode file) {

    /** Bytes that are hashed when it is looked up. */
    public long size() {
        return file.size();
    }

    /** By its name, as {@code libz.so.1} and {@code _ssl.cpython-311-x86_64-linux-gnu.so} are. */
    public boolean isSharedLibrary() {
        String name = path.name();
        return name.endsWith(".so") || name.contains(".so.");
    }

    boolean isLink() {
        return !path.equals(file.path());
    }
}
