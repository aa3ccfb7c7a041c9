package io.github.openflgramine.maven;

import java.util.Optional;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/** An image that exists. */
final class ImageParameter implements ParameterGroup {

    /**
     * An image of the Docker engine, by name and tag or by id. Goals that start actors also accept the path of an image archive
     * ({@code NAME.tar.gz}), which they load if necessary; they need gramine.measurements with an archive or a tag. Their default is
     * the image that the project's last {@code mvn install} recorded.
     */
    @Parameter(property = "openfl.image")
    private @Nullable String image;

    Optional<String> image() {
        return Optional.ofNullable(image);
    }
}
