package io.github.openflgramine.maven;

import io.github.openflgramine.GraminizeException;
import io.github.openflgramine.Role;
import io.github.openflgramine.certify.CollaboratorCertificates;
import io.github.openflgramine.certify.HashConfirmation;
import io.github.openflgramine.enrolment.EnclaveJudge;
import io.github.openflgramine.enrolment.Enrolment;
import io.github.openflgramine.pki.Validity;
import io.github.openflgramine.product.BuildLog;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import java.util.stream.Stream;
import javax.inject.Inject;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/**
 * Signs a collaborator's certificate request with the workspace's CA, or imports the CA's answer. Give exactly one of
 * {@code openfl.requestPackage}, {@code openfl.collaborator} and {@code openfl.import}.
 */
@Mojo(name = "collaborator-certify", requiresProject = false, threadSafe = true)
@SuppressWarnings("NullAway.Init")
public final class CollaboratorCertifyMojo extends AbstractGraminizeMojo {

    @Parameter
    private WorkspaceParameter workspace;

    @Parameter
    private CertificatePackageParameters packages;

    @Parameter
    private EnclaveJudgeParameters enclaves;

    @Parameter
    private CollaboratorParameter collaborator;

    @Parameter
    private CertificateDaysParameter certificate;

    @Parameter
    private RequestHashParameter request;

    @Parameter
    private ChainHashParameter chain;

    @Parameter
    private RenewParameter renew;

    private final ServiceConnection connections;

    @Inject
    CollaboratorCertifyMojo(ServiceConnection connections) {
        this.connections = connections;
    }

    @Override
    void run(BuildLog log) throws IOException {
        Enrolment enrolment = new Enrolment(
                workspace.directory(),
                new EnclaveJudge(enclaves.setup(connections, session().getSettings(), hasPom()), log));
        CollaboratorCertificates certificates = new CollaboratorCertificates(workspace.directory(), enrolment, log);
        Optional<Path> received = packages.request();
        Optional<Path> answer = packages.answer();
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
        Validity validity = certificate.validity(enrolment.isAttested(Role.COLLABORATOR));
        HashConfirmation confirmation = request.confirmation(session().getSettings());
        if (received.isPresent()) {
            certificates.certify(received.get(), validity, confirmation, renew.isSet());
        } else {
            certificates.certify(name.get(), validity, confirmation, renew.isSet());
        }
    }
}
