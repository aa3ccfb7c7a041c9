/** Keys on PKCS#11 tokens: RFC 7512 (URIs), PKCS#11 2.40, and Java's SunPKCS11 provider, which signs. */
@NullMarked
package io.github.openflgramine.pkcs11;

import org.jspecify.annotations.NullMarked;
