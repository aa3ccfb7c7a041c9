package io.github.openflgramine.certify;

import io.github.openflgramine.product.BuildLog;
import java.nio.file.Path;

/** Log messages about certificates and requests. */
final class CertifyLog extends BuildLog {

    CertifyLog(BuildLog log) {
        super(log);
    }

    /** A certificate request is ready to be signed. Its hash must reach the signer out of band. */
    void requestMade(Path request, String sha384) {
        wrote(request);
        info("SHA-384 of the request (the signer must compare it): " + sha384);
    }

    /** The authority's chain, whose hash must reach participants out of band. */
    void chainSent(String sha384) {
        info("SHA-384 of the certificate chain (each participant must compare it): " + sha384);
    }

    /** A collaborator's answer is written again, for example because the aggregator has enrolled again. */
    void answeredAgain(String collaborator) {
        info("The collaborator " + collaborator + " is certified already; writing its answer again");
    }

    void chainReceived(String sha384) {
        info("SHA-384 of the certificate chain received: " + sha384);
    }
}
