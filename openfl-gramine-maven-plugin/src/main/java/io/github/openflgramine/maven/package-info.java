/** Maven's side of each goal: parameters in, one request out. The only users of {@code org.apache.maven}. */
@NullMarked
package io.github.openflgramine.maven;

import org.jspecify.annotations.NullMarked;
