/**
 * Selects the files of an image that its programs can read. The selection uses the rules in the plugin's {@code
 * trusted.txt}, shared libraries as ld.so(8) finds them, and modules as Python's import system finds them (Python
 * Language Reference, chapter 5).
 */
@NullMarked
package io.github.openflgramine.trusted;

import org.jspecify.annotations.NullMarked;
