/** An OpenFL workspace: plan, participants and archive, by the rules of OpenFL 1.9. */
@NullMarked
package io.github.openflgramine.openfl;

import org.jspecify.annotations.NullMarked;
