package io.github.openflgramine.product;

import io.github.openflgramine.ImageId;
import io.github.openflgramine.image.Image;
import io.github.openflgramine.image.ImageFilesystem;
import java.io.IOException;

/**
 * The first image as graminize needs it.
 *
 * @param id as the engine has it
 * @param image the image, which is closed with this object
 */
public record BuiltImage(ImageId id, Image image) implements AutoCloseable {

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
