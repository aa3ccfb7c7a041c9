/** Signatures of releases: RFC 8017 (PKCS#1 v1.5), FIPS 186-5 (ECDSA), RFC 8032 (Ed25519). */
@NullMarked
package io.github.openflgramine.release;

import org.jspecify.annotations.NullMarked;
