package io.github.openflgramine.maven;

import io.github.openflgramine.certify.AggregatorCertificates;
import io.github.openflgramine.product.BuildLog;
import java.io.IOException;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/**
 * Creates the aggregator's private key and certificate request in {@code cert/server}: {@code agg_FQDN.key} and
 * {@code agg_FQDN.csr}.
 */
@Mojo(name = "aggregator-generate-cert-request", requiresProject = false, threadSafe = true)
@SuppressWarnings("NullAway.Init")
public final class AggregatorGenerateCertRequestMojo extends AbstractGraminizeMojo {

    @Parameter
    private WorkspaceParameter workspace;

    @Parameter
    private AggregatorParameter aggregator;

    @Parameter
    private KeyAlgorithmParameter key;

    @Parameter
    private RenewParameter renew;

    @Override
    void run(BuildLog log) throws IOException {
        new AggregatorCertificates(workspace.directory(), log)
                .request(aggregator.host().orElse(null), key.algorithm(), renew.isSet());
    }
}
