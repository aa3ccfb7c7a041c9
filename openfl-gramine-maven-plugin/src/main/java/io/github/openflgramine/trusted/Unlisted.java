package io.github.openflgramine.trusted;

import io.github.openflgramine.image.ImagePath;

/**
 * A file that is there, that a program may want to open, and that Gramine would deny.
 *
 * @param path as it would be opened
 * @param wantedBy a module that imports it, or the path of a program or library that needs it
 */
public record Unlisted(ImagePath path, String wantedBy) {}
