package io.github.openflgramine.maven;

import io.github.openflgramine.GraminizeException;
import io.github.openflgramine.certify.CollaboratorCertificates;
import io.github.openflgramine.pki.Validity;
import io.github.openflgramine.product.BuildLog;
import java.io.File;
import java.io.IOException;
import java.time.Clock;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/** Signs a collaborator's request with the workspace's authority, or takes the authority's answer. Exactly one of {@code openfl.requestPackage}, {@code openfl.collaborator} and {@code openfl.import} says which. */
@Mojo(name = "collaborator-certify", requiresProject = false, threadSafe = true)
@SuppressWarnings("NullAway.Init")
public final class CollaboratorCertifyMojo extends AbstractCertificateMojo {

    /** The zip with the request to sign. Example: {@code -Dopenfl.requestPackage=col_one_to_agg_cert_request.zip}. */
    @Parameter(property = "openfl.requestPackage")
    private @Nullable File requestPackage;

    /** The name of a collaborator whose request in {@code cert/client} is to be signed. */
    @Parameter(property = "openfl.collaborator")
    private @Nullable String collaborator;

    /** The zip with the authority's answer. Example: {@code -Dopenfl.import=agg_to_col_one_signed_cert.zip}. */
    @Parameter(property = "openfl.import")
    private @Nullable File importPackage;

    /**
     * For how many days, from now, the certificate is valid: 1 to 36500, and never longer than its authority. Example:
     * {@code -Dopenfl.certificateDays=90}.
     */
    @Parameter(property = "openfl.certificateDays", defaultValue = "365")
    private int certificateDays;

    /**
     * The SHA-384 of the request (96 hexadecimal digits), as its sender was shown it. Needed where nobody can be asked at the
     * console; not needed where the request's own key lies in the same workspace.
     */
    @Parameter(property = "openfl.requestHash")
    private @Nullable String requestHash;

    /** Whether the collaborator's certificate may be replaced. */
    @Parameter(property = "openfl.renew", defaultValue = "false")
    private boolean renew;

    @Override
    void run(BuildLog log) throws IOException {
        CollaboratorCertificates certificates = new CollaboratorCertificates(workspace(), log);
        Clock clock = Clock.systemUTC();
        if (Stream.of(
                                Optional.ofNullable(requestPackage),
                                Optional.ofNullable(collaborator),
                                Optional.ofNullable(importPackage))
                        .filter(Optional::isPresent)
                        .count()
                != 1) {
            throw new GraminizeException(
                    "collaborator-certify needs exactly one thing to do.",
                    "Give -Dopenfl.requestPackage=ZIP or -Dopenfl.collaborator=NAME to sign a request, or -Dopenfl.import=ZIP to import the answer.");
        }
        if (importPackage != null) {
            certificates.accept(importPackage.toPath(), clock.instant());
        } else if (requestPackage != null) {
            certificates.certify(
                    requestPackage.toPath(), Validity.days(certificateDays, clock), confirmation(requestHash), renew);
        } else if (collaborator != null) {
            certificates.certify(collaborator, Validity.days(certificateDays, clock), confirmation(requestHash), renew);
        }
    }
}
