/** The owner of a workspace: what is checked, locked and packed before the first image is built (OpenFL 1.9, pip). */
@NullMarked
package io.github.openflgramine.prepare;

import org.jspecify.annotations.NullMarked;
