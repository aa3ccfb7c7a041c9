package io.github.openflgramine.build;

import io.github.openflgramine.pki.CertDirectory;
import io.github.openflgramine.pki.CertReader;
import io.github.openflgramine.pki.CertWriter;
import io.github.openflgramine.pki.CertificateAuthority;
import io.github.openflgramine.pki.CertificateOrder;
import io.github.openflgramine.pki.CertificateRequest;
import io.github.openflgramine.pki.Participant;
import io.github.openflgramine.pki.Validity;
import java.io.IOException;
import java.nio.file.Path;

/** {@code aggregator-generate-cert-request} and {@code aggregator-certify}. */
public final class AggregatorCertificates {

    private final CertDirectory directory;
    private final BuildLog log;

    public AggregatorCertificates(Path workspace, BuildLog log) {
        this.directory = CertDirectory.of(workspace);
        this.log = log;
    }

    /** A key and a request over it in {@code cert/server}. */
    public void request(String fqdn, boolean renew) throws IOException {
        Participant aggregator = Participant.aggregator(fqdn);
        CertWriter writer = new CertWriter(directory);
        writer.refuseExisting(aggregator, renew);
        if (aggregator.isIpAddress()) {
            log.warning(
                    aggregator
                            + " is an address; fx 1.9 makes requests for host names only, so it could not have made this one.",
                    "Keep to these goals for it, or use a fully qualified domain name.");
        }
        CertificateOrder order = CertificateOrder.of(aggregator);
        writer.write(order, renew);
        log.requestMade(directory.request(aggregator), order.request().sha384());
    }

    /** Signs the request in {@code cert/server}. */
    public void certify(String fqdn, Validity validity, RequestConfirmation confirmation, boolean renew)
            throws IOException {
        Participant aggregator = Participant.aggregator(fqdn);
        CertReader reader = new CertReader(directory);
        CertificateAuthority authority = reader.authority();
        CertWriter.refuseExisting(directory.certificate(aggregator), renew);
        CertificateRequest request = reader.request(aggregator);
        if (!reader.holdsKeyOf(request)) {
            confirmation.confirm(request);
        }
        new CertWriter(directory).write(aggregator, authority.issue(request, validity));
        log.wrote(directory.certificate(aggregator));
    }
}
