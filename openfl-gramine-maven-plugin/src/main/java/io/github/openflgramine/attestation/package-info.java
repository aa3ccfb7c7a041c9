/**
 * Decides whether a receiver accepts a verified quote: by the platform's state and by the enclave that the receiver expects.
 */
@NullMarked
package io.github.openflgramine.attestation;

import org.jspecify.annotations.NullMarked;
