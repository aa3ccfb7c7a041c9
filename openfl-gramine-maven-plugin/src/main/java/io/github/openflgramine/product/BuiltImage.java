package io.github.openflgramine.product;

import io.github.openflgramine.image.Image;
import io.github.openflgramine.image.ImageFilesystem;
import java.io.IOException;

/**
 * The first image as graminize needs it.
 *
 * @param id as the engine has it, {@code sha256:…}
 * @param image closed with this
 */
public record BuiltImage(String id, Image image) implements AutoCloseable {

    /** Where it comes from. */
    @FunctionalInterface
    public interface Source {
        /** Finds its files. The caller closes it; contents are read until then. */
        BuiltImage open() throws IOException;
    }

    public ImageFilesystem files() {
        return image.filesystem();
    }

    @Override
    public void close() {
        image.close();
    }
}
