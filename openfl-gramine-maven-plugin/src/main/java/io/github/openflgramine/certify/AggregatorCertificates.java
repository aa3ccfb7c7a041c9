package io.github.openflgramine.certify;

import io.github.openflgramine.GraminizeException;
import io.github.openflgramine.openfl.Plan;
import io.github.openflgramine.pki.CertDirectory;
import io.github.openflgramine.pki.CertReader;
import io.github.openflgramine.pki.CertWriter;
import io.github.openflgramine.pki.CertificateAuthority;
import io.github.openflgramine.pki.CertificateOrder;
import io.github.openflgramine.pki.CertificateRequest;
import io.github.openflgramine.pki.KeyAlgorithm;
import io.github.openflgramine.pki.Participant;
import io.github.openflgramine.pki.Validity;
import io.github.openflgramine.product.BuildLog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** {@code aggregator-generate-cert-request} and {@code aggregator-certify}. */
public final class AggregatorCertificates {

    private final Path workspace;
    private final CertDirectory directory;
    private final CertifyLog log;

    public AggregatorCertificates(Path workspace, BuildLog log) {
        this.workspace = workspace;
        this.directory = CertDirectory.of(workspace);
        this.log = new CertifyLog(log);
    }

    /**
     * Creates a key and its request in {@code cert/server}.
     *
     * @param fqdn the aggregator's name; if null, the plan's agg_addr
     */
    public void request(@Nullable String fqdn, KeyAlgorithm algorithm, boolean renew) throws IOException {
        Participant aggregator = aggregator(fqdn);
        CertWriter writer = new CertWriter(directory);
        writer.refuseExisting(aggregator, renew);
        if (aggregator.isIpAddress()) {
            log.warning(
                    aggregator + " is an address; fx 1.9 makes requests for host names only.",
                    "Use these goals for it, or use a fully qualified domain name.");
        }
        CertificateOrder order = CertificateOrder.of(aggregator, algorithm);
        writer.write(order, renew);
        log.requestMade(directory.request(aggregator), order.request().sha384());
    }

    /**
     * Signs the request in {@code cert/server}.
     *
     * @param fqdn the aggregator's name; if null, the plan's agg_addr
     */
    public void certify(@Nullable String fqdn, Validity validity, HashConfirmation confirmation, boolean renew)
            throws IOException {
        Participant aggregator = aggregator(fqdn);
        CertReader reader = new CertReader(directory);
        CertificateAuthority authority = reader.authority();
        CertWriter.refuseExisting(directory.certificate(aggregator), renew);
        CertificateRequest request = reader.request(aggregator);
        if (!reader.holdsKeyOf(request)) {
            confirmation.confirm(ReceivedHash.of(request));
        }
        new CertWriter(directory).write(aggregator, authority.issue(request, validity));
        log.wrote(directory.certificate(aggregator));
    }

    /** Returns the aggregator, which must have the plan's name because collaborators connect to that name. */
    private Participant aggregator(@Nullable String fqdn) throws IOException {
        Path file = workspace.resolve("plan/plan.yaml");
        Optional<Participant> planned = Files.exists(file)
                ? Plan.read(file).aggregatorAddress().map(Participant::aggregator)
                : Optional.empty();
        Participant aggregator = Optional.ofNullable(fqdn)
                .map(Participant::aggregator)
                .or(() -> planned)
                .orElseThrow(() -> new GraminizeException(
                        "openfl.aggregator is missing, and the plan does not name the aggregator's host.",
                        "Give -Dopenfl.aggregator=FQDN."));
        if (planned.isPresent() && !planned.get().equals(aggregator)) {
            throw new GraminizeException(
                    "The plan names another aggregator.\n    openfl.aggregator  " + aggregator.name()
                            + "\n    plan's agg_addr    "
                            + planned.get().name() + "\n",
                    "Omit openfl.aggregator, or change the plan: mvn openfl-gramine:plan-initialize"
                            + " -Dopenfl.aggregator=" + aggregator.name());
        }
        return aggregator;
    }
}
