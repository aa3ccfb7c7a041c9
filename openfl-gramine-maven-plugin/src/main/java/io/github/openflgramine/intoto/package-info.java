/** Provenance: in-toto Statement v1, SLSA Provenance v1, Dead Simple Signing Envelope v1. */
@NullMarked
package io.github.openflgramine.intoto;

import org.jspecify.annotations.NullMarked;
