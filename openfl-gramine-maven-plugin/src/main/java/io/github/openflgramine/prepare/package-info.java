/**
 * The tasks of a workspace's owner: checking, locking and packing it before the first image is built (OpenFL 1.9, pip).
 */
@NullMarked
package io.github.openflgramine.prepare;

import org.jspecify.annotations.NullMarked;
