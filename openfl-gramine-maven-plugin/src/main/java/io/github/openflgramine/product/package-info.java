/** What all use cases share: an image's measurements and names, insecure settings, and the production gate. */
@NullMarked
package io.github.openflgramine.product;

import org.jspecify.annotations.NullMarked;
