/**
 * Root file systems: directories of this machine and merged trees. Links are followed inside them, and files are hashed
 * on all cores.
 */
@NullMarked
package io.github.openflgramine.rootfs;

import org.jspecify.annotations.NullMarked;
