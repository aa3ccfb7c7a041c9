package io.github.openflgramine.signing;

import io.github.openflgramine.gramine.MeasuredEnclave;
import io.github.openflgramine.sgx.SigningKey;
import io.github.openflgramine.sgx.Sigstruct;
import io.github.openflgramine.sgx.SigstructDate;
import io.github.openflgramine.sgx.SigstructSigner;

/** A key that signs, and the date that the SIGSTRUCT bears. Closing it closes the key. */
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
