/** Certificates of a federation: RFC 5280 and OpenFL's profile of it. */
@NullMarked
package io.github.openflgramine.pki;

import org.jspecify.annotations.NullMarked;
