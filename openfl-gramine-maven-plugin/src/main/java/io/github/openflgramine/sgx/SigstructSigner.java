package io.github.openflgramine.sgx;

import java.util.List;

/** Signs an enclave: signs, then verifies, then returns. */
public final class SigstructSigner {

    private SigstructSigner() {}

    public static Sigstruct sign(EnclaveIdentity identity, SigningKey key) {
        byte[] toBeSigned = SigstructWriter.unsigned(identity).signedBytes();
        Sigstruct sigstruct = SigstructWriter.signed(identity, key.modulus(), key.sign(toBeSigned));
        List<String> problems = SigstructVerifier.problems(sigstruct);
        if (!problems.isEmpty()) {
            throw new IllegalStateException("the signature just made does not verify: " + problems);
        }
        return sigstruct;
    }
}
