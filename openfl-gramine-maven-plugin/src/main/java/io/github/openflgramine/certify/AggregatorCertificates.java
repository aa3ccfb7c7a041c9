package io.github.openflgramine.certify;

import io.github.openflgramine.GraminizeException;
import io.github.openflgramine.Role;
import io.github.openflgramine.enrolment.EnclaveJudge;
import io.github.openflgramine.enrolment.Enrolment;
import io.github.openflgramine.files.AtomicFiles;
import io.github.openflgramine.openfl.Plan;
import io.github.openflgramine.pki.AnswerPackage;
import io.github.openflgramine.pki.CertDirectory;
import io.github.openflgramine.pki.CertReader;
import io.github.openflgramine.pki.CertWriter;
import io.github.openflgramine.pki.CertificateAuthority;
import io.github.openflgramine.pki.CertificateOrder;
import io.github.openflgramine.pki.CertificateRequest;
import io.github.openflgramine.pki.KeyAlgorithm;
import io.github.openflgramine.pki.Participant;
import io.github.openflgramine.pki.RequestPackage;
import io.github.openflgramine.pki.Validity;
import io.github.openflgramine.product.BuildLog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** {@code aggregator-generate-cert-request} and {@code aggregator-certify}. */
public final class AggregatorCertificates {

    private final Path workspace;
    private final CertDirectory directory;
    private final Enrolment enrolment;
    private final CertifyLog log;

    /** Creates a use case without measurements, so that no role is known to be attested. */
    public AggregatorCertificates(Path workspace, BuildLog log) {
        this(workspace, new Enrolment(workspace, EnclaveJudge.withoutMeasurements(log)), log);
    }

    /** @param enrolment what is demanded of attested roles */
    public AggregatorCertificates(Path workspace, Enrolment enrolment, BuildLog log) {
        this.workspace = workspace;
        this.enrolment = enrolment;
        this.directory = CertDirectory.of(workspace);
        this.log = new CertifyLog(log);
    }

    /**
     * Creates a key and its request in {@code cert/server}, and the zip to send if the authority is elsewhere.
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
        log.wrote(directory.request(aggregator));
        Path zip = workspace.resolve(RequestPackage.fileName(aggregator));
        AtomicFiles.write(zip, RequestPackage.zip(order.request()));
        log.requestMade(zip, order.request().sha384());
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
        enrolment.requireNoEvidence(aggregator);
        if (!reader.holdsKeyOf(request)) {
            confirmation.confirm(ReceivedHash.of(request));
        }
        new CertWriter(directory).write(aggregator, authority.issue(request, validity));
        log.wrote(directory.certificate(aggregator));
    }

    /** Signs the request in a zip, which may come from another machine, and writes the answer to send. */
    public void certifyPackage(Path requestPackage, Validity validity, HashConfirmation confirmation, boolean renew)
            throws IOException {
        CertificateAuthority authority = new CertReader(directory).authority();
        CertificateRequest request = RequestPackage.read(requestPackage);
        request.participant().require(Role.AGGREGATOR);
        Participant aggregator = aggregator(request.participant().name());
        CertWriter.refuseExisting(directory.certificate(aggregator), renew);
        Optional<byte[]> evidence = enrolment.judge(request, requestPackage, validity.notBefore());
        if (evidence.isPresent()) {
            confirmation.compareWithExpected(ReceivedHash.of(request));
        } else if (!new CertReader(directory).holdsKeyOf(request)) {
            confirmation.confirm(ReceivedHash.of(request));
        }
        X509Certificate certificate = authority.issue(request, validity);
        new CertWriter(directory).write(aggregator, certificate);
        log.wrote(directory.certificate(aggregator));
        if (evidence.isPresent()) {
            log.wrote(enrolment.keep(aggregator, evidence.get()));
        }
        Path zip = workspace.resolve(AnswerPackage.fileName(aggregator));
        AtomicFiles.write(
                zip, new AnswerPackage(aggregator, certificate, authority.chain(), enrolment.forAnswer()).zip());
        log.wrote(zip);
        log.chainSent(authority.chain().sha384());
    }

    /**
     * Checks the authority's answer and writes its certificate and chain.
     *
     * @param confirmation confirms the chain, unless the same one is already here
     * @throws GraminizeException if the certificate or its chain is not accepted; nothing is written then
     */
    public void accept(Path answerPackage, HashConfirmation confirmation, Instant now) throws IOException {
        AnswerPackage answer = AnswerPackage.read(answerPackage, now);
        answer.participant().require(Role.AGGREGATOR);
        aggregator(answer.participant().name());
        new AnswerImport(directory, enrolment, log).accept(answer, answerPackage, confirmation, now);
    }

    /** Returns the aggregator, which must have the plan's name because collaborators connect to that name. */
    private Participant aggregator(@Nullable String fqdn) throws IOException {
        return aggregator(workspace, fqdn);
    }

    /**
     * Returns the aggregator of a workspace.
     *
     * @param fqdn its name; if null, the plan's agg_addr
     * @throws GraminizeException if the plan has another name, or nothing names it
     */
    public static Participant aggregator(Path workspace, @Nullable String fqdn) throws IOException {
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
