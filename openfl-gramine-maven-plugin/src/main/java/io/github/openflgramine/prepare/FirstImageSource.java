package io.github.openflgramine.prepare;

import java.io.IOException;

/** The workspace's first image, built if the engine does not have it; Maven's side knows how (fabric8). */
@FunctionalInterface
public interface FirstImageSource {

    /** Gives the image's name; afterwards the engine has it. */
    String ensure() throws IOException;
}
