package io.github.openflgramine.prepare;

import java.io.IOException;

/** Builds the workspace's first image if the engine does not have it. The Maven side implements it with fabric8. */
@FunctionalInterface
public interface FirstImageSource {

    /** Returns the image's name. The engine then has the image. */
    String ensure() throws IOException;
}
