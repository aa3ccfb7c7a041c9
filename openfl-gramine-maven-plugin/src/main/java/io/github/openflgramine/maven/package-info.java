/** The goals: each one turns its parameters into one request. Only this package uses {@code org.apache.maven}. */
@NullMarked
package io.github.openflgramine.maven;

import org.jspecify.annotations.NullMarked;
