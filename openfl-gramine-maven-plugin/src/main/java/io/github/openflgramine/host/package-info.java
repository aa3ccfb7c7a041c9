/**
 * What a Linux machine reports about itself and its SGX support: Linux's x86/sgx.rst, Intel SDM volumes 2A (CPUID) and
 * 3D.
 */
@NullMarked
package io.github.openflgramine.host;

import org.jspecify.annotations.NullMarked;
