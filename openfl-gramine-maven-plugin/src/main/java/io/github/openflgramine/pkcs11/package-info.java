/** Keys on PKCS#11 tokens: RFC 7512 (their URIs), PKCS#11 2.40, and Java's SunPKCS11 provider, which does the signing. */
@NullMarked
package io.github.openflgramine.pkcs11;

import org.jspecify.annotations.NullMarked;
