package io.github.openflgramine.layers;

import io.github.openflgramine.Sha256;
import io.github.openflgramine.image.ImagePath;

/**
 * A layer that an image's configuration names.
 *
 * @param name its name in the archive
 * @param diffId the digest that its uncompressed bytes are said to have
 */
record ArchivedLayer(ImagePath name, Sha256 diffId) {}
