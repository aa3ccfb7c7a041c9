/** Archives and layers: the OCI image specification 1.1, and the layout of {@code docker save}. */
@NullMarked
package io.github.openflgramine.layers;

import org.jspecify.annotations.NullMarked;
