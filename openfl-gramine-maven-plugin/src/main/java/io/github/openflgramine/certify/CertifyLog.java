package io.github.openflgramine.certify;

import io.github.openflgramine.product.BuildLog;
import java.nio.file.Path;

/** Requests and certificates, as they are written. */
final class CertifyLog extends BuildLog {

    CertifyLog(BuildLog log) {
        super(log);
    }

    /** A certificate request is ready to be signed; its hash is to be told to the signer by another way. */
    void requestMade(Path request, String sha384) {
        wrote(request);
        info("SHA-384 of the request, to be compared by its signer: " + sha384);
    }
}
