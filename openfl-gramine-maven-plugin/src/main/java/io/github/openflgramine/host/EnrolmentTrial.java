package io.github.openflgramine.host;

import io.github.openflgramine.GraminizeException;
import io.github.openflgramine.Role;
import io.github.openflgramine.attestation.Challenge;
import io.github.openflgramine.attestation.QuoteVerdict;
import io.github.openflgramine.dcap.Octets;
import io.github.openflgramine.dcap.VerifiedQuote;
import io.github.openflgramine.engine.Engine;
import io.github.openflgramine.enrolment.Enrolment;
import io.github.openflgramine.files.ContextDirectory;
import io.github.openflgramine.pki.Participant;
import io.github.openflgramine.pki.RequestPackage;
import io.github.openflgramine.product.BuildLog;
import io.github.openflgramine.product.ImagePaths;
import io.github.openflgramine.run.ActorMode;
import io.github.openflgramine.run.ActorRequest;
import io.github.openflgramine.run.ActorStart;
import io.github.openflgramine.run.ImageFiles;
import io.github.openflgramine.run.SgxFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * An enrolment on this machine without a federation: a challenge is made, a role of the image answers it in its enclave, and its quote
 * is judged. Then the same challenge is answered again, which the enclave does with the key that it has sealed. Nothing is
 * kept.
 */
final class EnrolmentTrial {

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final String COLLABORATOR = "host-check";

    private final Engine engine;
    private final TriedEnrolment request;
    private final SgxFiles sgx;
    private final Clock clock;
    private final HostLog log;

    EnrolmentTrial(Engine engine, TriedEnrolment request, SgxFiles sgx, Clock clock, BuildLog log) {
        this.engine = engine;
        this.request = request;
        this.sgx = sgx;
        this.clock = clock;
        this.log = new HostLog(log);
    }

    /** Tries each role that is asked for, and returns what was found. */
    List<HostFinding> findings() throws IOException {
        List<HostFinding> findings = new ArrayList<>();
        for (Role role : Role.values()) {
            if (request.roles().contains(role)) {
                try {
                    findings.addAll(of(role));
                } catch (GraminizeException e) {
                    findings.add(HostFinding.bad("enrolment of " + role, e.problem(), e.remedy()));
                }
            }
        }
        return findings;
    }

    private List<HostFinding> of(Role role) throws IOException {
        Path directory = Files.createTempDirectory("openfl-gramine-host-check");
        try {
            return of(role, directory);
        } finally {
            ContextDirectory.deleteTree(directory);
        }
    }

    private List<HostFinding> of(Role role, Path directory) throws IOException {
        Challenge challenge = challenge(role);
        Path file = Enrolment.challenge(directory);
        Files.createDirectories(file.getParent());
        Files.write(file, challenge.json());
        Participant participant = new Participant(role, challenge.name());
        Path zip = directory.resolve(ImagePaths.ENROLMENT).resolve(RequestPackage.fileName(participant));
        Optional<HostFinding> failure = answer(role, directory);
        if (failure.isPresent()) {
            return List.of(failure.get());
        }
        HostFinding judged = judged(role, zip, challenge);
        return List.of(judged, reopened(role, directory, zip));
    }

    /** Answers the challenge again: only an enclave that opens what it has sealed does so with the same key. */
    private HostFinding reopened(Role role, Path directory, Path zip) throws IOException {
        String what = "sealing by " + role;
        Object key = RequestPackage.read(zip).keySha256();
        Files.delete(zip);
        Optional<HostFinding> failure = answer(role, directory);
        boolean isSame =
                failure.isEmpty() && RequestPackage.read(zip).keySha256().equals(key);
        return isSame
                ? HostFinding.good(what, "a second start opened the sealed key")
                : HostFinding.bad(
                        what,
                        "a second start did not open the sealed key",
                        "An attested actor would have to enrol before each start. Its output is above.");
    }

    private Challenge challenge(Role role) throws IOException {
        try (ImageFiles files =
                ImageFiles.of(engine, request.image().find(engine, log).image())) {
            if (!files.attested().contains(role)) {
                throw new GraminizeException(
                        "The image's " + role + " is not attested.",
                        "Build it with -Dopenfl.attested, or choose the other role: -Dopenfl.attested="
                                + (role == Role.AGGREGATOR ? Role.COLLABORATOR : Role.AGGREGATOR));
            }
            byte[] nonce = new byte[Challenge.NONCE_BYTES];
            RANDOM.nextBytes(nonce);
            Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
            return new Challenge(
                    role,
                    role == Role.AGGREGATOR
                            ? Participant.aggregator(files.aggregator()).name()
                            : COLLABORATOR,
                    Octets.of(nonce),
                    files.chainSha256(),
                    now,
                    now.plus(Challenge.VALIDITY));
        }
    }

    /** Starts the actor, and returns why it did not answer. What it says is shown only then. */
    private Optional<HostFinding> answer(Role role, Path directory) throws IOException {
        List<String> lines = new ArrayList<>();
        int status = new ActorStart(engine, clock, new BuildLog(lines::add, lines::add))
                .run(new ActorRequest(
                        role,
                        directory,
                        role == Role.COLLABORATOR ? Optional.of(COLLABORATOR) : Optional.empty(),
                        Optional.empty(),
                        request.image(),
                        ActorMode.SGX,
                        sgx,
                        false));
        if (status == 0) {
            return Optional.empty();
        }
        lines.forEach(log::note);
        return Optional.of(HostFinding.bad(
                "enrolment of " + role,
                "the enclave ended with status " + status,
                "Its output is above (docs/troubleshooting.md explains its last line)."));
    }

    private HostFinding judged(Role role, Path zip, Challenge challenge) throws IOException {
        QuoteVerdict verdict = request.judge().judge(zip, challenge, clock.instant());
        String what = "enrolment of " + role;
        return verdict.isAccepted()
                ? HostFinding.good(what, facts(verdict.verified().orElseThrow()))
                : HostFinding.bad(
                        what,
                        "not accepted: " + verdict.objectionText(),
                        "Accept only what you have decided to accept (docs/attestation.md).");
    }

    /** Returns what may be told to anybody: not which processor it is. */
    private static String facts(VerifiedQuote verified) {
        return "MRENCLAVE %s, FMSPC %s, TCB status %s%s"
                .formatted(
                        verified.enclave().mrenclave().hex(),
                        verified.fmspc().hex(),
                        verified.status(),
                        verified.advisories().isEmpty() ? "" : ", " + String.join(" ", verified.advisories()));
    }
}
