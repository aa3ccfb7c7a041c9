/** What participants start with: kits with scripts (POSIX shell, Docker's command line), compose files (Compose Specification). */
@NullMarked
package io.github.openflgramine.deployment;

import org.jspecify.annotations.NullMarked;
