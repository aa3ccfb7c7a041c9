package io.github.openflgramine.signing;

import io.github.openflgramine.gramine.MeasuredEnclave;
import io.github.openflgramine.sgx.Sigstruct;

/** The source of an enclave's SIGSTRUCT: a key that signs now, or an existing file that was signed for this enclave. */
public sealed interface SignatureSource extends AutoCloseable permits Signing, GivenSignatures {

    /**
     * Returns a verified SIGSTRUCT for this enclave.
     *
     * @param name the enclave's name in file names: NAME.manifest.sgx, NAME.sig
     */
    Sigstruct sign(String name, MeasuredEnclave enclave);

    @Override
    default void close() {}
}
