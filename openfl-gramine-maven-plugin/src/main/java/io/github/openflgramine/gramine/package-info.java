/** Manifest, trusted files and enclave layout by the rules of Gramine 1.5 to 1.9. */
@NullMarked
package io.github.openflgramine.gramine;

import org.jspecify.annotations.NullMarked;
