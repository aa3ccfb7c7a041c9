/** A page about an image's enclaves: one HTML file (WHATWG HTML, WCAG 2.2) that loads nothing else. */
@NullMarked
package io.github.openflgramine.report;

import org.jspecify.annotations.NullMarked;
