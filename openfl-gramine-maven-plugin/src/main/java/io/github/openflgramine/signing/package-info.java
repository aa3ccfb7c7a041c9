/**
 * The signer's part: keys, signatures, and enclaves signed without a project (gramine-sgx-sign, Intel SDM volume 3D).
 */
@NullMarked
package io.github.openflgramine.signing;

import org.jspecify.annotations.NullMarked;
