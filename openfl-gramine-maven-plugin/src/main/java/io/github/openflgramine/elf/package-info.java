/** What measuring needs of an ELF64 image: System V ABI, chapters 4 and 5. */
@NullMarked
package io.github.openflgramine.elf;

import org.jspecify.annotations.NullMarked;
