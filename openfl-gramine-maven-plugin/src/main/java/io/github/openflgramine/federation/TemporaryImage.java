package io.github.openflgramine.federation;

import io.github.openflgramine.openfl.Plan;
import java.io.IOException;

/** Makes the workspace's image with another plan under a separate tag. The Maven part implements it with fabric8. */
@FunctionalInterface
public interface TemporaryImage {

    /** Builds the image and returns its name. */
    String with(Plan plan) throws IOException;
}
