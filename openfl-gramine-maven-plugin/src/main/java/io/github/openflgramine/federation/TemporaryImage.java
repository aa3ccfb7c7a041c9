package io.github.openflgramine.federation;

import io.github.openflgramine.openfl.Plan;
import java.io.IOException;

/** The workspace's image, but with another plan, under a tag of its own; Maven's side knows how (fabric8). */
@FunctionalInterface
public interface TemporaryImage {

    /** Builds it and gives its name. */
    String with(Plan plan) throws IOException;
}
