/**
 * The files with which participants start actors: kits with scripts (POSIX shell, Docker's command line), compose files
 * (Compose Specification) and Kubernetes objects.
 */
@NullMarked
package io.github.openflgramine.deployment;

import org.jspecify.annotations.NullMarked;
