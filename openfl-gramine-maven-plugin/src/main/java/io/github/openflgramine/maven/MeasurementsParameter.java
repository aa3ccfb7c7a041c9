package io.github.openflgramine.maven;

import java.io.File;
import java.nio.file.Path;
import java.util.Optional;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/** The expected values of an image. */
final class MeasurementsParameter implements ParameterGroup {

    /**
     * The maker's {@code measurements.json}. Receive it out of band, not together with the image. Goals that start actors start
     * exactly this image.
     */
    @Parameter(property = "gramine.measurements")
    private @Nullable File measurements;

    Optional<Path> file() {
        return AbstractGraminizeMojo.path(measurements);
    }
}
