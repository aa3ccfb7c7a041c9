/** A whole federation on one machine, and what its rounds say. */
@NullMarked
package io.github.openflgramine.federation;

import org.jspecify.annotations.NullMarked;
