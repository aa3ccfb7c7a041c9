package io.github.openflgramine.signing;

import io.github.openflgramine.gramine.MeasuredEnclave;
import io.github.openflgramine.sgx.SigningKey;
import io.github.openflgramine.sgx.Sigstruct;
import io.github.openflgramine.sgx.SigstructDate;
import io.github.openflgramine.sgx.SigstructSigner;

/** A signing key and the date for the SIGSTRUCT. Closing it closes the key. */
public record Signing(SigningKey key, SigstructDate date) implements SignatureSource {

    @Override
    public Sigstruct sign(String name, MeasuredEnclave enclave) {
        return SigstructSigner.sign(enclave.identity(date), key);
    }

    @Override
    public void close() {
        key.close();
    }
}
