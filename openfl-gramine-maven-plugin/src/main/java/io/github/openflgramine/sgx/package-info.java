/** Measurement, attributes and SIGSTRUCT of an enclave: Intel SDM volume 3D, chapters 34 to 38. */
@NullMarked
package io.github.openflgramine.sgx;

import org.jspecify.annotations.NullMarked;
