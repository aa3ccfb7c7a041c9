/** The commands of the executable jar: some goals, for people without Maven. */
@NullMarked
package io.github.openflgramine.cli;

import org.jspecify.annotations.NullMarked;
