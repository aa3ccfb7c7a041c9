package io.github.openflgramine.maven;

import io.github.openflgramine.product.ImageNames;
import org.apache.maven.plugins.annotations.Parameter;

/** The names of the images that a project builds. */
@SuppressWarnings("NullAway.Init")
final class ImageNameParameters implements ParameterGroup {

    /** The image's name, including the registry if it is to be pushed. Example: {@code registry.example.org/team/demo}. */
    @Parameter(property = "openfl.imageName", defaultValue = "${project.artifactId}")
    private String imageName;

    /**
     * The image's tag: letters, digits, {@code .}, {@code _} and {@code -}, at most 108 characters. The tag of an unsigned image
     * gets the suffix {@code -direct}.
     */
    @Parameter(property = "openfl.imageTag", defaultValue = "${project.version}")
    private String imageTag;

    ImageNames names() {
        return new ImageNames(imageName, imageTag);
    }
}
