/**
 * Workspaces that exist already, made by {@code fx workspace create} of any OpenFL from 1.3 on or by hand, come in
 * (OpenFL 1.9).
 */
@NullMarked
package io.github.openflgramine.adopt;

import org.jspecify.annotations.NullMarked;
