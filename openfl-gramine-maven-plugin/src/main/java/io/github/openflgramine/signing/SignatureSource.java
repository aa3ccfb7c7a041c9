package io.github.openflgramine.signing;

import io.github.openflgramine.gramine.MeasuredEnclave;
import io.github.openflgramine.sgx.Sigstruct;

/** Where an enclave's SIGSTRUCT comes from: a key that signs it now, or a file, signed before for just this enclave. */
public sealed interface SignatureSource extends AutoCloseable permits Signing, GivenSignatures {

    /**
     * A SIGSTRUCT that is verified and belongs to this enclave.
     *
     * @param name of the enclave, as its files have it: NAME.manifest.sgx, NAME.sig
     */
    Sigstruct sign(String name, MeasuredEnclave enclave);

    @Override
    default void close() {}
}
