package io.github.openflgramine.maven;

import java.util.Optional;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/** The image that participants pull. */
final class ImageReferenceParameter implements ParameterGroup {

    /**
     * The image in a registry, by digest: {@code registry.example.org/team/demo@sha256:…}. Default: the image that
     * {@code mvn deploy} pushed. If there is none, participants need the image archive {@code NAME.tar.gz} next to their kit.
     */
    @Parameter(property = "openfl.imageReference")
    private @Nullable String imageReference;

    Optional<String> reference() {
        return Optional.ofNullable(imageReference);
    }
}
