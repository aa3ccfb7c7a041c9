/** Images as archives of layers: OCI image specification 1.1 and the layout of {@code docker save}. */
@NullMarked
package io.github.openflgramine.image;

import org.jspecify.annotations.NullMarked;
