/** An OpenFL workspace: plan, participants, archive. Rules are those of OpenFL 1.9. */
@NullMarked
package io.github.openflgramine.openfl;

import org.jspecify.annotations.NullMarked;
