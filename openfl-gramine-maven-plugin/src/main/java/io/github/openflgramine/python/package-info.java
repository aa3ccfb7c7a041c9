/**
 * Definitions of Python and its packaging: PEP 503's names, PEP 440's versions, PEP 508's requirements in pip's files,
 * and floats as text.
 */
@NullMarked
package io.github.openflgramine.python;

import org.jspecify.annotations.NullMarked;
