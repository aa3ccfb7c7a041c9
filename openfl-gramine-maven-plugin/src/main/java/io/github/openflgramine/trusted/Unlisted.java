package io.github.openflgramine.trusted;

import io.github.openflgramine.image.ImagePath;

/**
 * An existing file that a program may open but to which Gramine denies access.
 *
 * @param path the name by which it would be opened
 * @param wantedBy a module that imports it, or the path of a program or library that needs it
 */
public record Unlisted(ImagePath path, String wantedBy) {}
