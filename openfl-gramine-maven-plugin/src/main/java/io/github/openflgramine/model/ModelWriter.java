package io.github.openflgramine.model;

import io.github.openflgramine.openfl.ModelFile;
import java.io.IOException;
import java.nio.file.Path;

/** Writes a model in one format. */
interface ModelWriter {

    ModelFormat format();

    /**
     * Writes the model to a new file and returns the file.
     *
     * @param directory created if it is missing
     * @param name the file's name without its ending
     */
    Path write(ModelFile model, Path directory, String name) throws IOException;
}
