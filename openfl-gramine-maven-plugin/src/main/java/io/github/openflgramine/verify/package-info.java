/** The receiver's part: computes an image, kit or enclave again and compares it with the expected values. */
@NullMarked
package io.github.openflgramine.verify;

import org.jspecify.annotations.NullMarked;
