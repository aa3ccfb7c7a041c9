package io.github.openflgramine.run;

import io.github.openflgramine.product.ImageNames;
import java.util.Optional;

/**
 * What is known about the image to start.
 *
 * @param own the names of the images that the workspace's project builds; absent if there is no project
 * @param given the user's choice: an image in the engine, by name or id, or an archive's path; if absent, the
 * workspace's own image
 */
public record ImageChoice(Optional<ImageNames> own, Optional<String> given) {}
