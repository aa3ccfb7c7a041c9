/** One use case per goal, in the order in which a user reads it. */
@NullMarked
package io.github.openflgramine.build;

import org.jspecify.annotations.NullMarked;
