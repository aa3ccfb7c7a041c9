package io.github.openflgramine.maven;

import io.github.openflgramine.certify.AggregatorCertificates;
import io.github.openflgramine.pki.Validity;
import io.github.openflgramine.product.BuildLog;
import java.io.IOException;
import java.time.Clock;
import java.util.Optional;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/** Signs the aggregator's request {@code cert/server/agg_FQDN.csr} with the workspace's authority: {@code agg_FQDN.crt}. */
@Mojo(name = "aggregator-certify", requiresProject = false, threadSafe = true)
@SuppressWarnings("NullAway.Init")
public final class AggregatorCertifyMojo extends AbstractCertificateMojo {

    /**
     * The aggregator's fully qualified domain name, or its IPv4 address. Default: the plan's agg_addr, from which it must not
     * differ. Example: {@code -Dopenfl.aggregator=agg.example.org}.
     */
    @Parameter(property = "openfl.aggregator")
    private @Nullable String aggregator;

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

    /** Whether the aggregator's certificate may be replaced. */
    @Parameter(property = "openfl.renew", defaultValue = "false")
    private boolean renew;

    @Override
    void run(BuildLog log) throws IOException {
        new AggregatorCertificates(workspace(), log)
                .certify(
                        Optional.ofNullable(aggregator),
                        Validity.days(certificateDays, Clock.systemUTC()),
                        confirmation(requestHash),
                        renew);
    }
}
