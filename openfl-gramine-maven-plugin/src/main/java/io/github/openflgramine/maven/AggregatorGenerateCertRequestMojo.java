package io.github.openflgramine.maven;

import io.github.openflgramine.build.AggregatorCertificates;
import io.github.openflgramine.build.BuildLog;
import java.io.IOException;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/** Makes the aggregator's key and the request for its certificate in {@code cert/server}: {@code agg_FQDN.key} and {@code agg_FQDN.csr}. */
@Mojo(name = "aggregator-generate-cert-request", requiresProject = false, threadSafe = true)
@SuppressWarnings("NullAway.Init")
public final class AggregatorGenerateCertRequestMojo extends AbstractCertificateMojo {

    /** The aggregator's fully qualified domain name, or its IPv4 address. Example: {@code -Dopenfl.aggregator=agg.example.org}. */
    @Parameter(property = "openfl.aggregator")
    private @Nullable String aggregator;

    /** Whether the aggregator's key may be replaced. */
    @Parameter(property = "openfl.renew", defaultValue = "false")
    private boolean renew;

    @Override
    void run(BuildLog log) throws IOException {
        new AggregatorCertificates(workspace(), log)
                .request(required(aggregator, "openfl.aggregator", "the plan's agg_addr"), renew);
    }
}
