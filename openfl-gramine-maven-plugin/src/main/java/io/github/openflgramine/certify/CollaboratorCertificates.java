package io.github.openflgramine.certify;

import io.github.openflgramine.GraminizeException;
import io.github.openflgramine.Role;
import io.github.openflgramine.enrolment.EnclaveJudge;
import io.github.openflgramine.enrolment.Enrolment;
import io.github.openflgramine.files.AtomicFiles;
import io.github.openflgramine.files.Content;
import io.github.openflgramine.files.HeldFile;
import io.github.openflgramine.openfl.CollaboratorRegister;
import io.github.openflgramine.openfl.DataRegister;
import io.github.openflgramine.pki.AnswerPackage;
import io.github.openflgramine.pki.CertDirectory;
import io.github.openflgramine.pki.CertReader;
import io.github.openflgramine.pki.CertWriter;
import io.github.openflgramine.pki.CertificateAuthority;
import io.github.openflgramine.pki.CertificateChain;
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

/** {@code collaborator-create}, {@code collaborator-generate-cert-request} and {@code collaborator-certify}. */
public final class CollaboratorCertificates {

    /** The evidence of a participant that is not attested. */
    private static final byte[] NONE = {};

    private final Path workspace;
    private final CertDirectory directory;
    private final Enrolment enrolment;
    private final CertifyLog log;

    /** Creates a use case without measurements, so that no role is known to be attested. */
    public CollaboratorCertificates(Path workspace, BuildLog log) {
        this(workspace, new Enrolment(workspace, EnclaveJudge.withoutMeasurements(log)), log);
    }

    /** @param enrolment what is demanded of attested roles */
    public CollaboratorCertificates(Path workspace, Enrolment enrolment, BuildLog log) {
        this.workspace = workspace;
        this.enrolment = enrolment;
        this.directory = CertDirectory.of(workspace);
        this.log = new CertifyLog(log);
    }

    /** Adds this collaborator and its data to {@code plan/data.yaml}. */
    public void create(String name, String data) throws IOException {
        Participant collaborator = Participant.collaborator(name);
        Path file = workspace.resolve("plan/data.yaml");
        HeldFile.during(
                directory.lock(),
                () -> AtomicFiles.write(
                        file,
                        new DataRegister(textOf(file))
                                .with(collaborator.name(), data)
                                .text()));
        log.wrote(file);
    }

    /** Creates a key and its request in {@code cert/client}, and the zip to send. */
    public void request(String name, KeyAlgorithm algorithm, boolean renew) throws IOException {
        Participant collaborator = Participant.collaborator(name);
        CertWriter writer = new CertWriter(directory);
        writer.refuseExisting(collaborator, renew);
        CertificateOrder order = CertificateOrder.of(collaborator, algorithm);
        writer.write(order, renew);
        Path zip = workspace.resolve(RequestPackage.fileName(collaborator));
        AtomicFiles.write(zip, RequestPackage.zip(order.request()));
        log.requestMade(zip, order.request().sha384());
    }

    /** Signs the request in a zip, which may come from another machine. */
    public void certify(Path requestPackage, Validity validity, HashConfirmation confirmation, boolean renew)
            throws IOException {
        CertificateAuthority authority = new CertReader(directory).authority();
        CertificateRequest request = RequestPackage.read(requestPackage);
        Participant collaborator = request.collaborator();
        HeldFile.during(directory.lock(), () -> refuseExisting(collaborator, renew));
        Optional<byte[]> evidence = enrolment.judge(request, requestPackage, validity.notBefore());
        if (evidence.isPresent()) {
            // Its sender proved that it was asked: the challenge went to an address that is known.
            confirmation.compareWithExpected(ReceivedHash.of(request));
        } else {
            confirm(request, confirmation);
        }
        sign(request, evidence.orElse(NONE), authority, validity, renew);
    }

    /**
     * Signs the request in {@code cert/client}. If there is none, but a certificate, writes the answer again: it contains the
     * aggregator's present certificate and the evidence of all who are certified by now.
     */
    public void certify(String name, Validity validity, HashConfirmation confirmation, boolean renew)
            throws IOException {
        CertReader reader = new CertReader(directory);
        CertificateAuthority authority = reader.authority();
        Participant collaborator = Participant.collaborator(name);
        if (!renew
                && Files.notExists(directory.request(collaborator))
                && Files.exists(directory.certificate(collaborator))) {
            log.answeredAgain(collaborator.name());
            answer(collaborator, reader.certificate(collaborator), authority.chain());
            return;
        }
        CertificateRequest request = reader.request(collaborator);
        HeldFile.during(directory.lock(), () -> refuseExisting(collaborator, renew));
        enrolment.requireNoEvidence(collaborator);
        confirm(request, confirmation);
        sign(request, NONE, authority, validity, renew);
    }

    private void refuseExisting(Participant collaborator, boolean renew) throws IOException {
        CertWriter.refuseExisting(directory.certificate(collaborator), renew);
        registerWith(collaborator);
    }

    private void confirm(CertificateRequest request, HashConfirmation confirmation) throws IOException {
        if (!new CertReader(directory).holdsKeyOf(request)) {
            confirmation.confirm(ReceivedHash.of(request));
        }
    }

    /**
     * Checks the authority's answer and writes its certificate and chain.
     *
     * @param confirmation confirms the chain, unless the same one is already here
     * @throws GraminizeException if the certificate or its chain is not accepted; nothing is written then
     */
    public void accept(Path answerPackage, HashConfirmation confirmation, Instant now) throws IOException {
        AnswerPackage answer = AnswerPackage.read(answerPackage, now);
        answer.participant().require(Role.COLLABORATOR);
        new AnswerImport(directory, enrolment, log).accept(answer, answerPackage, confirmation, now);
    }

    private void sign(
            CertificateRequest request,
            byte[] evidence,
            CertificateAuthority authority,
            Validity validity,
            boolean renew)
            throws IOException {
        Participant collaborator = request.collaborator();
        X509Certificate certificate = authority.issue(request, validity);
        // Another goal may have certified somebody while this one waited for the confirmation.
        HeldFile.during(directory.lock(), () -> {
            CertWriter.refuseExisting(directory.certificate(collaborator), renew);
            AtomicFiles.write(cols(), registerWith(collaborator).text());
            log.wrote(cols());
            new CertWriter(directory).write(collaborator, certificate);
            log.wrote(directory.certificate(collaborator));
            if (evidence.length > 0) {
                log.wrote(enrolment.keep(collaborator, evidence));
            }
        });
        answer(collaborator, certificate, authority.chain());
        Files.deleteIfExists(directory.request(collaborator));
    }

    private void answer(Participant collaborator, X509Certificate certificate, CertificateChain chain)
            throws IOException {
        Path zip = workspace.resolve(AnswerPackage.fileName(collaborator));
        AtomicFiles.write(zip, new AnswerPackage(collaborator, certificate, chain, enrolment.forAnswer()).zip());
        log.wrote(zip);
        log.chainSent(chain.sha384());
    }

    private Path cols() {
        return workspace.resolve("plan/cols.yaml");
    }

    private CollaboratorRegister registerWith(Participant collaborator) throws IOException {
        return new CollaboratorRegister(textOf(cols())).with(collaborator.name());
    }

    private static String textOf(Path file) throws IOException {
        return Files.exists(file) ? Content.of(file).text() : "";
    }
}
