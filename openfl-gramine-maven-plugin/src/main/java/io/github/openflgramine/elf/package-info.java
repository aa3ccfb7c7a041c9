/** The part of ELF64 that is needed to measure an enclave (System V ABI, chapters 4 and 5). */
@NullMarked
package io.github.openflgramine.elf;

import org.jspecify.annotations.NullMarked;
