/** Requests, signs and imports a federation's certificates (OpenFL's fx workspace certify and related commands). */
@NullMarked
package io.github.openflgramine.certify;

import org.jspecify.annotations.NullMarked;
