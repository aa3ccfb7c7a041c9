/** Root file systems: directories of this machine and merged trees, with links followed inside them and files hashed on all cores. */
@NullMarked
package io.github.openflgramine.rootfs;

import org.jspecify.annotations.NullMarked;
