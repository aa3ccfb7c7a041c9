/** What Python and its packaging define: PEP 503's names, PEP 508's requirements as pip's files have them, floats as text. */
@NullMarked
package io.github.openflgramine.python;

import org.jspecify.annotations.NullMarked;
