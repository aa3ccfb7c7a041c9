package io.github.openflgramine.maven;

import io.github.openflgramine.certify.AggregatorCertificates;
import io.github.openflgramine.pki.KeyAlgorithm;
import io.github.openflgramine.product.BuildLog;
import java.io.IOException;
import java.util.Optional;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/** Makes the aggregator's key and the request for its certificate in {@code cert/server}: {@code agg_FQDN.key} and {@code agg_FQDN.csr}. */
@Mojo(name = "aggregator-generate-cert-request", requiresProject = false, threadSafe = true)
@SuppressWarnings("NullAway.Init")
public final class AggregatorGenerateCertRequestMojo extends AbstractCertificateMojo {

    /**
     * The aggregator's fully qualified domain name, or its IPv4 address. Default: the plan's agg_addr, from which it must not
     * differ. Example: {@code -Dopenfl.aggregator=agg.example.org}.
     */
    @Parameter(property = "openfl.aggregator")
    private @Nullable String aggregator;

    /** Whether the aggregator's key may be replaced. */
    @Parameter(property = "openfl.renew", defaultValue = "false")
    private boolean renew;

    /** The kind of the new key: {@code rsa} (RSA-3072, as OpenFL makes them) or {@code ec} (EC P-384). */
    @Parameter(property = "openfl.keyAlgorithm", defaultValue = "rsa")
    private String keyAlgorithm;

    @Override
    void run(BuildLog log) throws IOException {
        new AggregatorCertificates(workspace(), log)
                .request(Optional.ofNullable(aggregator), KeyAlgorithm.of(keyAlgorithm), renew);
    }
}
