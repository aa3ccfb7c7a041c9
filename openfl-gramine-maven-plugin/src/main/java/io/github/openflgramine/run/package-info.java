/** Actors in containers: checked, started, followed (OpenFL's fx aggregator start and fx collaborator start). */
@NullMarked
package io.github.openflgramine.run;

import org.jspecify.annotations.NullMarked;
