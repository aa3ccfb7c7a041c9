/**
 * Verifies quotes of SGX enclaves with Intel's data about the processors that made them: Intel SGX DCAP, ECDSA quotes of
 * version 3. The package {@code attestation} decides which verified quotes a receiver accepts.
 */
@NullMarked
package io.github.openflgramine.dcap;

import org.jspecify.annotations.NullMarked;
