/**
 * What a receiver accepts of a quote: its own rules over what Intel says, with the enclave that it expects.
 */
@NullMarked
package io.github.openflgramine.attestation;

import org.jspecify.annotations.NullMarked;
