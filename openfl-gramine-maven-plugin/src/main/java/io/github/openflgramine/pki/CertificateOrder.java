package io.github.openflgramine.pki;

import java.security.KeyPair;
import java.security.PrivateKey;

/** A participant's new key and the request made with it, before they are written. */
public final class CertificateOrder {

    private final PrivateKey key;
    private final CertificateRequest request;

    private CertificateOrder(PrivateKey key, CertificateRequest request) {
        this.key = key;
        this.request = request;
    }

    public static CertificateOrder of(Participant participant, KeyAlgorithm algorithm) {
        KeyPair keys = algorithm.generate();
        return new CertificateOrder(keys.getPrivate(), CertificateRequest.create(participant, keys));
    }

    public CertificateRequest request() {
        return request;
    }

    PrivateKey key() {
        return key;
    }

    /** Returns the participant only, so that the key never reaches a log. */
    @Override
    public String toString() {
        return "CertificateOrder[" + request.participant() + "]";
    }
}
