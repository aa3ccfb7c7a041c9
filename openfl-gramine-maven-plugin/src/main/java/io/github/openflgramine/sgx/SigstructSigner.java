package io.github.openflgramine.sgx;

/** Signs an enclave and verifies the signature before returning the SIGSTRUCT. */
public final class SigstructSigner {

    private SigstructSigner() {}

    public static Sigstruct sign(EnclaveIdentity identity, SigningKey key) {
        SigstructDraft draft = SigstructDraft.of(identity);
        return draft.complete(
                key.publicKey(),
                key.sign(draft.toBeSigned()),
                "The signature just made with " + key.name(),
                "The key is damaged, or it is on a token whose certificate belongs to another key.");
    }
}
