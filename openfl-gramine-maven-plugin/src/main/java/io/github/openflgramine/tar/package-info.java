/** Tar archives entry by entry, with raw headers and names as bytes (POSIX.1-2001 ustar and pax, GNU tar). */
@NullMarked
package io.github.openflgramine.tar;

import org.jspecify.annotations.NullMarked;
