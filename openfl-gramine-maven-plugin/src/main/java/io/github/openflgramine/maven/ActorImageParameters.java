package io.github.openflgramine.maven;

import io.github.openflgramine.run.ImageChoice;
import java.util.Optional;
import org.apache.maven.plugins.annotations.Parameter;

/** The image that a goal starts: one that exists, or one that the project builds. */
@SuppressWarnings("NullAway.Init")
final class ActorImageParameters implements ParameterGroup {

    @Parameter
    private ImageParameter image;

    @Parameter
    private ImageNameParameters names;

    /** @param hasProject whether there is a project that builds images of its own */
    ImageChoice choice(boolean hasProject) {
        return new ImageChoice(hasProject ? Optional.of(names.names()) : Optional.empty(), image.image());
    }
}
