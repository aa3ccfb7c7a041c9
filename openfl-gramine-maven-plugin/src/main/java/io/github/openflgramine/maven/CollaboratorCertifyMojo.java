package io.github.openflgramine.maven;

import io.github.openflgramine.GraminizeException;
import io.github.openflgramine.certify.CollaboratorCertificates;
import io.github.openflgramine.certify.HashConfirmation;
import io.github.openflgramine.product.BuildLog;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/**
 * Signs a collaborator's certificate request with the workspace's CA, or imports the CA's answer. Give exactly one of
 * {@code openfl.requestPackage}, {@code openfl.collaborator} and {@code openfl.import}.
 */
@Mojo(name = "collaborator-certify", requiresProject = false, threadSafe = true)
@SuppressWarnings("NullAway.Init")
public final class CollaboratorCertifyMojo extends AbstractGraminizeMojo {

    @Parameter
    private WorkspaceParameter workspace;

    /** The package (zip) with the request to sign. Example: {@code -Dopenfl.requestPackage=col_one_to_agg_cert_request.zip}. */
    @Parameter(property = "openfl.requestPackage")
    private @Nullable File requestPackage;

    @Parameter
    private CollaboratorParameter collaborator;

    /** The package (zip) with the CA's answer. Example: {@code -Dopenfl.import=agg_to_col_one_signed_cert.zip}. */
    @Parameter(property = "openfl.import")
    private @Nullable File importPackage;

    @Parameter
    private CertificateDaysParameter certificate;

    @Parameter
    private RequestHashParameter request;

    @Parameter
    private ChainHashParameter chain;

    @Parameter
    private RenewParameter renew;

    @Override
    void run(BuildLog log) throws IOException {
        CollaboratorCertificates certificates = new CollaboratorCertificates(workspace.directory(), log);
        Optional<Path> received = path(requestPackage);
        Optional<Path> answer = path(importPackage);
        Optional<String> name = collaborator.name();
        if (Stream.of(received, name, answer).filter(Optional::isPresent).count() != 1) {
            throw new GraminizeException(
                    "collaborator-certify needs exactly one thing to do.",
                    "Give -Dopenfl.requestPackage=ZIP or -Dopenfl.collaborator=NAME to sign a request, or -Dopenfl.import=ZIP to import the answer.");
        }
        if (answer.isPresent()) {
            certificates.accept(
                    answer.get(),
                    chain.confirmation(session().getSettings()),
                    Clock.systemUTC().instant());
            return;
        }
        HashConfirmation confirmation = request.confirmation(session().getSettings());
        if (received.isPresent()) {
            certificates.certify(received.get(), certificate.validity(), confirmation, renew.isSet());
        } else {
            certificates.certify(name.get(), certificate.validity(), confirmation, renew.isSet());
        }
    }
}
