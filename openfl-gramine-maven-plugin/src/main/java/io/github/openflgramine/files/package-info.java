/** Files of this machine: atomic writes, directories, and files named or written by a user. */
@NullMarked
package io.github.openflgramine.files;

import org.jspecify.annotations.NullMarked;
