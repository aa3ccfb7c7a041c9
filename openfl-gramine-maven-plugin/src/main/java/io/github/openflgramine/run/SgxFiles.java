package io.github.openflgramine.run;

import java.nio.file.Path;

/**
 * The SGX files that an enclave needs on its machine.
 *
 * @param device the kernel driver's device, usually /dev/sgx_enclave
 * @param aesmSocket the socket of Intel's aesmd, usually /var/run/aesmd/aesm.socket; mounted if it exists
 */
public record SgxFiles(Path device, Path aesmSocket) {}
