/**
 * Quotes of SGX enclaves and Intel's word on the processors that made them: Intel SGX DCAP, ECDSA quotes of version 3. What
 * a receiver accepts of it is for {@code attestation} to say.
 */
@NullMarked
package io.github.openflgramine.dcap;

import org.jspecify.annotations.NullMarked;
