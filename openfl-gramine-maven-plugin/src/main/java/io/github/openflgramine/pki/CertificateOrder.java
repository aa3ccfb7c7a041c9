package io.github.openflgramine.pki;

import java.security.KeyPair;
import java.security.PrivateKey;

/** A participant's fresh key and the request over it, before either is written. */
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

    /** Names the participant only: the key stays out of every log. */
    @Override
    public String toString() {
        return "CertificateOrder[" + request.participant() + "]";
    }
}
