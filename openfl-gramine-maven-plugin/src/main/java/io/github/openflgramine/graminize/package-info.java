/** Turns the first image into the final one: manifests, trusted files, measurement, signature. */
@NullMarked
package io.github.openflgramine.graminize;

import org.jspecify.annotations.NullMarked;
