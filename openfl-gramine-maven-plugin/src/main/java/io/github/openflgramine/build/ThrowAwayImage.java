package io.github.openflgramine.build;

import io.github.openflgramine.openfl.Plan;
import java.io.IOException;

/** An image like one that is there, but with another plan, under a tag of its own; Maven's side knows how (fabric8). */
@FunctionalInterface
public interface ThrowAwayImage {

    /** Builds it from the same first image and gives its name. */
    String with(String firstImage, Plan plan) throws IOException;
}
