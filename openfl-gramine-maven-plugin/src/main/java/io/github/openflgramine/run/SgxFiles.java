package io.github.openflgramine.run;

import java.nio.file.Path;

/**
 * What an enclave needs of its machine.
 *
 * @param device the kernel driver's node, as a rule /dev/sgx_enclave
 * @param aesmSocket of Intel's aesmd, as a rule /var/run/aesmd/aesm.socket; bound where it exists
 */
public record SgxFiles(Path device, Path aesmSocket) {}
