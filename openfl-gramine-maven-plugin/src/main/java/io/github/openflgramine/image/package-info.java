/** Images as values: paths, entries, configurations, and the root file system of a container. */
@NullMarked
package io.github.openflgramine.image;

import org.jspecify.annotations.NullMarked;
