/** Keys as PEM text in users' files: RFC 7468, RFC 8017, OpenSSL's traditional encryption. */
@NullMarked
package io.github.openflgramine.pem;

import org.jspecify.annotations.NullMarked;
