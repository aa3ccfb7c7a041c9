/** Types that every package may use: digests, roles, and the exception for users' mistakes. */
@NullMarked
package io.github.openflgramine;

import org.jspecify.annotations.NullMarked;
