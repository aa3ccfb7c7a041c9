/** Keys and credentials in files that are about to be packed or published. */
@NullMarked
package io.github.openflgramine.secrets;

import org.jspecify.annotations.NullMarked;
