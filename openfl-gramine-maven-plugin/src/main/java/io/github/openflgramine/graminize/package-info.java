/** From the first image to the final one: manifests, trusted files, measurement, signature. */
@NullMarked
package io.github.openflgramine.graminize;

import org.jspecify.annotations.NullMarked;
