/**
 * Which files of an image a program in it can read: rules in the plugin's {@code trusted.txt}, shared libraries as ld.so(8)
 * finds them, modules as Python's import system does (Python Language Reference, chapter 5).
 */
@NullMarked
package io.github.openflgramine.trusted;

import org.jspecify.annotations.NullMarked;
