/** What a Linux machine says of itself and its SGX: Linux' x86/sgx.rst, Intel SDM volume 2A (CPUID) and 3D. */
@NullMarked
package io.github.openflgramine.host;

import org.jspecify.annotations.NullMarked;
