/** Access to the engine where fabric8 has no goal: Docker Engine API 1.40 and newer. */
@NullMarked
package io.github.openflgramine.engine;

import org.jspecify.annotations.NullMarked;
