/** What every package may use: digests as values, and the one exception made for users. */
@NullMarked
package io.github.openflgramine;

import org.jspecify.annotations.NullMarked;
