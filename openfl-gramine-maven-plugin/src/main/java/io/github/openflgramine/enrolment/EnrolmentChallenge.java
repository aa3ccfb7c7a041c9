package io.github.openflgramine.enrolment;

import io.github.openflgramine.GraminizeException;
import io.github.openflgramine.Sha256;
import io.github.openflgramine.attestation.Challenge;
import io.github.openflgramine.dcap.Octets;
import io.github.openflgramine.files.AtomicFiles;
import io.github.openflgramine.pki.CertDirectory;
import io.github.openflgramine.pki.CertReader;
import io.github.openflgramine.pki.CertWriter;
import io.github.openflgramine.pki.CertificateChain;
import io.github.openflgramine.pki.Participant;
import io.github.openflgramine.product.BuildLog;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** {@code enrolment-challenge}: asks a participant to prove the enclave of its key before it is certified. */
public final class EnrolmentChallenge {

    private static final SecureRandom RANDOM = new SecureRandom();

    private final Path workspace;
    private final EnrolmentLog log;

    public EnrolmentChallenge(Path workspace, BuildLog log) {
        this.workspace = workspace;
        this.log = new EnrolmentLog(log);
    }

    /**
     * Makes a challenge and the file to send.
     *
     * @param renew whether an open challenge or a certificate of this name may be replaced
     */
    public void create(Participant participant, boolean renew, Instant now) throws IOException {
        CertDirectory directory = CertDirectory.of(workspace);
        CertificateChain chain = new CertReader(directory).authority().chain();
        CertWriter.refuseExisting(directory.certificate(participant), renew);
        OpenChallenges open = OpenChallenges.of(workspace);
        if (!renew && Files.exists(open.file(participant))) {
            throw new GraminizeException(
                    "The %s has a challenge that is still open: %s.".formatted(participant, open.file(participant)),
                    "Send that one again, or replace it with -Dopenfl.renew.");
        }
        byte[] nonce = new byte[Challenge.NONCE_BYTES];
        RANDOM.nextBytes(nonce);
        Instant issued = now.truncatedTo(ChronoUnit.SECONDS);
        Challenge challenge = new Challenge(
                participant.role(),
                participant.name(),
                Octets.of(nonce),
                Sha256.digest(chain.pem().getBytes(StandardCharsets.ISO_8859_1)),
                issued,
                issued.plus(Challenge.VALIDITY));
        open.open(participant, challenge);
        Path file = workspace.resolve(participant.fileStem() + "_challenge.json");
        AtomicFiles.write(file, challenge.json());
        log.challengeMade(participant, file, challenge.expires());
    }
}
