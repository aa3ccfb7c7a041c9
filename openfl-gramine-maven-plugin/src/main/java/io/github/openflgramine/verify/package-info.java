/** The receiver: an image, kit or enclave computed again and compared with what its maker says of it. */
@NullMarked
package io.github.openflgramine.verify;

import org.jspecify.annotations.NullMarked;
