/**
 * The packages installed in an image, as recorded by its package managers: Debian Policy with dpkg's database; PyPA's
 * "Recording installed projects" (PEP 376, PEP 427, PEP 639).
 */
@NullMarked
package io.github.openflgramine.packages;

import org.jspecify.annotations.NullMarked;
