package io.github.openflgramine.pki;

import io.github.openflgramine.GraminizeException;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Instant;

/**
 * The part of OpenFL's authority that certifies participants: the signing CA with its private key, and the root's
 * certificate. The root's private key is not needed.
 */
public final class CertificateAuthority {

    private final CertificateChain chain;
    private final X509Certificate root;
    private final X509Certificate signing;
    private final PrivateKey signingKey;

    /** @param chain root, then signing CA */
    CertificateAuthority(CertificateChain chain, PrivateKey signingKey) {
        this.chain = chain;
        this.root = chain.rootFirst().get(0);
        this.signing = chain.rootFirst().get(1);
        this.signingKey = signingKey;
    }

    /** Issues a certificate for the public key of a request. */
    public X509Certificate issue(CertificateRequest request, Validity validity) {
        return CertificateSigning.by(signing, signingKey)
                .sign(
                        Profile.subject(request.participant()),
                        request.publicKey(),
                        Profile.leafExtensions(request.participant(), request.publicKey()),
                        within(validity));
    }

    /** Creates a key and certifies it, for participants on this machine. */
    public Credentials issue(Participant participant, KeyAlgorithm algorithm, Validity validity) {
        CertificateOrder order = CertificateOrder.of(participant, algorithm);
        return new Credentials(participant, order.key(), issue(order.request(), validity), chain);
    }

    /** Returns the content of {@code cert_chain.crt}: root, then signing CA. */
    public CertificateChain chain() {
        return chain;
    }

    private Validity within(Validity validity) {
        Instant end =
                earlier(root.getNotAfter().toInstant(), signing.getNotAfter().toInstant());
        if (!validity.notBefore().isBefore(end)) {
            throw new GraminizeException(
                    "The certificate authority '" + signing.getSubjectX500Principal() + "' expired on " + end + ".",
                    "Move the workspace's cert directory away, create a new authority with"
                            + " mvn openfl-gramine:workspace-certify and certify every participant again.");
        }
        return validity.endingBy(end);
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }
}
