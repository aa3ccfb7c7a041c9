package io.github.openflgramine.maven;

import io.github.openflgramine.certify.AggregatorCertificates;
import io.github.openflgramine.product.BuildLog;
import java.io.IOException;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/**
 * Signs the aggregator's certificate request {@code cert/server/agg_FQDN.csr} with the workspace's CA. The result is {@code
 * agg_FQDN.crt}.
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

    @Override
    void run(BuildLog log) throws IOException {
        new AggregatorCertificates(workspace.directory(), log)
                .certify(
                        aggregator.host().orElse(null),
                        certificate.validity(),
                        request.confirmation(session().getSettings()),
                        renew.isSet());
    }
}
