/** Certificates of a federation: requests made, signed and imported (OpenFL's fx workspace certify and its like). */
@NullMarked
package io.github.openflgramine.certify;

import org.jspecify.annotations.NullMarked;
