/** TOML 1.0, read with positions, and written byte for byte as Gramine's tools write it. */
@NullMarked
package io.github.openflgramine.toml;

import org.jspecify.annotations.NullMarked;
