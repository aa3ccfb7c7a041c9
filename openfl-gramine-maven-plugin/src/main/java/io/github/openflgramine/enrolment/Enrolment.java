package io.github.openflgramine.enrolment;

import io.github.openflgramine.GraminizeException;
import io.github.openflgramine.Role;
import io.github.openflgramine.attestation.Challenge;
import io.github.openflgramine.pki.AnswerPackage;
import io.github.openflgramine.pki.CertDirectory;
import io.github.openflgramine.pki.CertReader;
import io.github.openflgramine.pki.CertWriter;
import io.github.openflgramine.pki.CertificateRequest;
import io.github.openflgramine.pki.CredentialsCheck;
import io.github.openflgramine.pki.Participant;
import io.github.openflgramine.pki.RequestPackage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What certification adds in a federation with attested roles: evidence that is demanded, kept, sent and judged. */
public final class Enrolment {

    /** The directory through which an enclave gets its challenge and gives its request. */
    private static final String EXCHANGE = "enrolment";

    private final Path workspace;
    private final EnclaveJudge judge;

    /** @param workspace of the authority, or the directory of a participant */
    public Enrolment(Path workspace, EnclaveJudge judge) {
        this.workspace = workspace;
        this.judge = judge;
    }

    /** Returns the file of an open challenge in a participant's directory. */
    public static Path challenge(Path directory) {
        return directory.resolve(EXCHANGE).resolve(Challenge.FILE);
    }

    public boolean isAttested(Role role) throws IOException {
        return judge.isAttested(role);
    }

    /**
     * Judges the evidence that a request needs; empty if the role is not attested.
     *
     * @param zip the request package
     * @throws GraminizeException if there is none, or it is not accepted
     */
    public Optional<byte[]> judge(CertificateRequest request, Path zip, Instant now) throws IOException {
        Participant participant = request.participant();
        boolean hasQuote = RequestPackage.hasQuote(zip);
        if (!isAttested(participant.role())) {
            if (hasQuote || Files.exists(OpenChallenges.of(workspace).file(participant))) {
                judge.requireMeasurements("The request of the " + participant);
            }
            return Optional.empty();
        }
        if (!hasQuote) {
            throw withoutEvidence(participant, zip + " has no quote");
        }
        Challenge challenge = OpenChallenges.of(workspace).require(participant, now);
        requireCertifiedAggregator(participant.role());
        return Optional.of(judge.accept(zip, request, challenge, KeptEvidence.of(workspace), now));
    }

    /**
     * Refuses to sign a request that is not in a package, and so has no quote.
     *
     * @throws GraminizeException if the role is attested
     */
    public void requireNoEvidence(Participant participant) throws IOException {
        if (isAttested(participant.role())) {
            throw withoutEvidence(
                    participant,
                    "a request in " + CertDirectory.of(workspace).roleDirectory(participant.role()) + " has no quote");
        }
        requireCertifiedAggregator(participant.role());
    }

    private static GraminizeException withoutEvidence(Participant participant, String what) {
        return new GraminizeException(
                "The %s is certified with evidence of its enclave only (attested in measurements.json), and %s."
                        .formatted(participant, what),
                "Send a challenge (mvn openfl-gramine:enrolment-challenge); the actor's start in its enclave writes the"
                        + " package that -Dopenfl.requestPackage takes.");
    }

    /** A collaborator's answer contains the aggregator's certificate, so that one has to be there. */
    private void requireCertifiedAggregator(Role role) throws IOException {
        if (role == Role.COLLABORATOR && isAttested(Role.AGGREGATOR)) {
            aggregator();
        }
    }

    private Participant aggregator() throws IOException {
        List<Participant> certified = new CredentialsCheck(CertDirectory.of(workspace)).certified(Role.AGGREGATOR);
        if (certified.size() != 1) {
            throw new GraminizeException(
                    "A collaborator gets the certificate of the attested aggregator, and here are %d: %s."
                            .formatted(
                                    certified.size(),
                                    CertDirectory.of(workspace).roleDirectory(Role.AGGREGATOR)),
                    "Certify the aggregator first: mvn openfl-gramine:aggregator-certify; move those of others away.");
        }
        return certified.get(0);
    }

    /** Keeps the evidence of a participant that was certified, and closes its challenge. Returns the file. */
    public Path keep(Participant participant, byte[] evidence) throws IOException {
        Path file = KeptEvidence.of(workspace).write(participant.fileStem(), evidence);
        OpenChallenges.of(workspace).close(participant);
        return file;
    }

    /** Returns what the answer to a participant adds. */
    public AnswerPackage.Attested forAnswer() throws IOException {
        if (!isAttested(Role.AGGREGATOR) && !isAttested(Role.COLLABORATOR)) {
            return AnswerPackage.Attested.NONE;
        }
        Optional<X509Certificate> aggregator = isAttested(Role.AGGREGATOR)
                ? Optional.of(new CertReader(CertDirectory.of(workspace)).certificate(aggregator()))
                : Optional.empty();
        return new AnswerPackage.Attested(aggregator, KeptEvidence.of(workspace).all());
    }

    /**
     * Checks the key of an answer, and judges the aggregator by its evidence.
     *
     * @param zip the answer, for messages
     * @throws GraminizeException if the certificate is for another key, or the aggregator is not accepted
     */
    public void judge(AnswerPackage answer, Path zip, Instant now) throws IOException {
        if (!answer.attested().isEmpty()) {
            judge.requireMeasurements("The answer " + zip);
        }
        checkKey(answer);
        if (answer.participant().role() == Role.COLLABORATOR && isAttested(Role.AGGREGATOR)) {
            judgeAggregator(answer, zip, now);
        }
    }

    private void checkKey(AnswerPackage answer) throws IOException {
        Participant participant = answer.participant();
        if (!isAttested(participant.role())) {
            new CertReader(CertDirectory.of(workspace)).check(answer);
            return;
        }
        Path request = workspace.resolve(EXCHANGE).resolve(RequestPackage.fileName(participant));
        if (Files.notExists(request)) {
            throw new GraminizeException(
                    "The certificate is for %s, but this directory has no request of its enclave: %s."
                            .formatted(participant, request),
                    "Import it in the directory from which the actor enrolled.");
        }
        CertReader.check(answer, RequestPackage.read(request), request);
    }

    private void judgeAggregator(AnswerPackage answer, Path zip, Instant now) throws IOException {
        Optional<X509Certificate> certificate = answer.attested().aggregator();
        if (certificate.isEmpty()) {
            throw refusedAggregator(zip, "has no certificate of the aggregator");
        }
        Participant aggregator = Participant.aggregator(CertReader.commonName(certificate.get()));
        Optional<byte[]> evidence = answer.attested().evidenceOf(aggregator);
        if (evidence.isEmpty()) {
            throw refusedAggregator(zip, "has no evidence of the " + aggregator);
        }
        Path directory = Files.createTempDirectory("openfl-gramine-evidence");
        Path file = directory.resolve(aggregator.fileStem() + ".zip");
        try {
            Files.write(file, evidence.get());
            CertificateRequest request = RequestPackage.read(file);
            if (!request.participant().equals(aggregator)
                    || !request.isFor(certificate.get().getPublicKey())) {
                throw refusedAggregator(zip, "has evidence for another key than that of the " + aggregator);
            }
            judge.accept(file, aggregator, now);
        } finally {
            new KeptEvidence(directory).delete();
        }
    }

    private static GraminizeException refusedAggregator(Path zip, String what) {
        return new GraminizeException(
                "The aggregator is accepted with evidence of its enclave only (attested in measurements.json), and %s %s."
                        .formatted(zip, what),
                "Do not use it. Ask the federation's authority for an answer with the aggregator's evidence.");
    }

    /** Writes what an accepted answer adds: the aggregator's certificate as the pin, and all evidence. Closes the challenge. */
    public void write(AnswerPackage answer) throws IOException {
        if (answer.participant().role() == Role.COLLABORATOR && isAttested(Role.AGGREGATOR)) {
            new CertWriter(CertDirectory.of(workspace))
                    .writePin(answer.attested().aggregator().orElseThrow());
        }
        for (Map.Entry<String, String> evidence : answer.attested().evidence().entrySet()) {
            KeptEvidence.of(workspace)
                    .write(evidence.getKey(), evidence.getValue().getBytes(StandardCharsets.ISO_8859_1));
        }
        if (isAttested(answer.participant().role())) {
            Files.deleteIfExists(challenge(workspace));
        }
    }
}
