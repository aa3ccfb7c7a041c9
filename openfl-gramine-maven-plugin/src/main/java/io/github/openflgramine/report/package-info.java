/** An image's enclaves to look at: one HTML file (WHATWG HTML, WCAG 2.2) that loads nothing. */
@NullMarked
package io.github.openflgramine.report;

import org.jspecify.annotations.NullMarked;
