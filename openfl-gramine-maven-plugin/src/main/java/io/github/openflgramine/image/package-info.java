/** Images as values: paths, entries, configurations, and the file system that an image gives to its container. */
@NullMarked
package io.github.openflgramine.image;

import org.jspecify.annotations.NullMarked;
