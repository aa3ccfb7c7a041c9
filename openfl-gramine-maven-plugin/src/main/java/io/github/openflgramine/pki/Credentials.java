package io.github.openflgramine.pki;

import java.security.PrivateKey;
import java.security.cert.X509Certificate;

/** The files one actor needs for mutual TLS: its key, its certificate and the chain that it trusts. */
final class Credentials {

    private final Participant participant;
    private final PrivateKey key;
    private final X509Certificate certificate;
    private final CertificateChain chain;

    Credentials(Participant participant, PrivateKey key, X509Certificate certificate, CertificateChain chain) {
        this.participant = participant;
        this.key = key;
        this.certificate = certificate;
        this.chain = chain;
    }

    public Participant participant() {
        return participant;
    }

    public X509Certificate certificate() {
        return certificate;
    }

    PrivateKey key() {
        return key;
    }

    CertificateChain chain() {
        return chain;
    }

    /** Returns the participant only, so that the key never reaches a log. */
    @Override
    public String toString() {
        return "Credentials[" + participant + "]";
    }
}
