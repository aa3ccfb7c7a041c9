package io.github.openflgramine.maven;

import java.io.File;
import java.nio.file.Path;
import java.util.Optional;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/** The output directory of goals that sign, and of python-package. */
final class OutputParameter implements ParameterGroup {

    /**
     * The output directory, created if it is missing. Default: the directory of the input file; for offline signing in a
     * workspace, target/openfl-gramine/signatures; for python-package, target/openfl-gramine/python.
     */
    @Parameter(property = "gramine.output")
    private @Nullable File output;

    Optional<Path> directory() {
        return AbstractGraminizeMojo.path(output);
    }
}
