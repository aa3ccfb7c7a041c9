/** Certificates that stand for enclaves: challenges to participants, and the evidence with which they answer. */
@NullMarked
package io.github.openflgramine.enrolment;

import org.jspecify.annotations.NullMarked;
