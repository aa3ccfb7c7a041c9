package io.github.openflgramine.maven;

import io.github.openflgramine.GraminizeException;
import io.github.openflgramine.Role;
import io.github.openflgramine.certify.AggregatorCertificates;
import io.github.openflgramine.certify.HashConfirmation;
import io.github.openflgramine.enrolment.EnclaveJudge;
import io.github.openflgramine.enrolment.Enrolment;
import io.github.openflgramine.pki.Validity;
import io.github.openflgramine.product.BuildLog;
import java.io.IOException;
import java.time.Clock;
import javax.inject.Inject;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.settings.Settings;

/**
 * Signs the aggregator's certificate request {@code cert/server/agg_FQDN.csr} with the workspace's CA; the result is {@code
 * agg_FQDN.crt}. Or signs the request in a package from the aggregator's machine ({@code openfl.requestPackage}) and writes the answer
 * to send, or imports the CA's answer there ({@code openfl.import}).
 */
@Mojo(name = "aggregator-certify", requiresProject = false, threadSafe = true)
@SuppressWarnings("NullAway.Init")
public final class AggregatorCertifyMojo extends AbstractGraminizeMojo {

    @Parameter
    private WorkspaceParameter workspace;

    @Parameter
    private AggregatorParameter aggregator;

    @Parameter
    private CertificateDaysParameter certificate;

    @Parameter
    private RequestHashParameter request;

    @Parameter
    private RenewParameter renew;

    @Parameter
    private ChainHashParameter chain;

    @Parameter
    private CertificatePackageParameters packages;

    @Parameter
    private EnclaveJudgeParameters enclaves;

    private final ServiceConnection connections;

    @Inject
    AggregatorCertifyMojo(ServiceConnection connections) {
        this.connections = connections;
    }

    @Override
    void run(BuildLog log) throws IOException {
        Settings settings = session().getSettings();
        Enrolment enrolment = new Enrolment(
                workspace.directory(), new EnclaveJudge(enclaves.setup(connections, settings, hasPom()), log));
        AggregatorCertificates certificates = new AggregatorCertificates(workspace.directory(), enrolment, log);
        if (packages.request().isPresent() && packages.answer().isPresent()) {
            throw new GraminizeException(
                    "aggregator-certify can sign a request or import an answer, not both.",
                    "Give -Dopenfl.requestPackage=ZIP or -Dopenfl.import=ZIP.");
        }
        if (packages.answer().isPresent()) {
            certificates.accept(
                    packages.answer().get(),
                    chain.confirmation(settings),
                    Clock.systemUTC().instant());
            return;
        }
        Validity validity = certificate.validity(enrolment.isAttested(Role.AGGREGATOR));
        HashConfirmation confirmation = request.confirmation(settings);
        if (packages.request().isPresent()) {
            certificates.certifyPackage(packages.request().get(), validity, confirmation, renew.isSet());
        } else {
            certificates.certify(aggregator.host().orElse(null), validity, confirmation, renew.isSet());
        }
    }
}
