/** A whole federation on one machine, and the metrics of its rounds. */
@NullMarked
package io.github.openflgramine.federation;

import org.jspecify.annotations.NullMarked;
