/** What all parties speak of: the measurements of an image, its names, insecure settings and the production gate. */
@NullMarked
package io.github.openflgramine.product;

import org.jspecify.annotations.NullMarked;
