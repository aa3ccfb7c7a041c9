/** What fabric8 has no goal for, asked of the engine itself: Docker Engine API 1.40 and newer. */
@NullMarked
package io.github.openflgramine.engine;

import org.jspecify.annotations.NullMarked;
