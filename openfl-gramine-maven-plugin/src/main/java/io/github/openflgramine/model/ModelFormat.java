package io.github.openflgramine.model;

import io.github.openflgramine.GraminizeException;
import java.util.Arrays;
import java.util.Locale;

/** The form in which a model is saved. */
public enum ModelFormat {
    /** The framework's own file, written by the workspace's code in a container of the image. */
    FRAMEWORK,
    /** The tensors alone, in NumPy's format, without a container. */
    TENSORS;

    /**
     * Parses a user's value.
     *
     * @throws GraminizeException if there is no such format
     */
    public static ModelFormat of(String name) {
        return Arrays.stream(values())
                .filter(format -> format.toString().equals(name))
                .findFirst()
                .orElseThrow(
                        () -> new GraminizeException(
                                "openfl.modelFormat=" + name + " is not a format; expected framework or tensors.",
                                "framework writes the framework's own file, such as .pt; tensors writes a .npz that NumPy reads."));
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
