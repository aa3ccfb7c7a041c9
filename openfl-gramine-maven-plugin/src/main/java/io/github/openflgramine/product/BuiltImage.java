package io.github.openflgramine.product;

import io.github.openflgramine.ImageId;
import io.github.openflgramine.image.ImageFilesystem;
import io.github.openflgramine.image.ImagePath;
import java.io.IOException;
import java.util.Set;

/** The first image as graminize needs it. */
public record BuiltImage(ImageId id, ImageFilesystem files) {

    /** Where it comes from. */
    @FunctionalInterface
    public interface Source {

        /** Reads it; the contents of these files will be asked for. */
        BuiltImage read(Set<ImagePath> wanted) throws IOException;
    }
}
