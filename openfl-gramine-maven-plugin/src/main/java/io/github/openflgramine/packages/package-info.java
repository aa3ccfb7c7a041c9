/** What an image has installed, as its package managers have written it down: Debian Policy with dpkg's database; PyPA's
 * "Recording installed projects" (PEP 376, PEP 427, PEP 639). */
@NullMarked
package io.github.openflgramine.packages;

import org.jspecify.annotations.NullMarked;
