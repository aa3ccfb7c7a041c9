/** Files of the machine: written atomically, gathered in directories, named by a user. */
@NullMarked
package io.github.openflgramine.files;

import org.jspecify.annotations.NullMarked;
