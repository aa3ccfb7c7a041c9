package io.github.openflgramine.product;

import io.github.openflgramine.ImageId;
import io.github.openflgramine.image.Image;
import io.github.openflgramine.image.ImageFilesystem;
import java.io.IOException;

/**
 * The first image and its files.
 *
 * @param id its id in the engine
 * @param image the image, which is closed with this object
 */
public record BuiltImage(ImageId id, Image image) implements AutoCloseable {

    /** Opens the first image. */
    @FunctionalInterface
    public interface Source {
        /** Reads the list of its files. The caller closes the image, whose contents can be read until then. */
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
