package io.github.openflgramine.enrolment;

import io.github.openflgramine.GraminizeException;
import io.github.openflgramine.attestation.Challenge;
import io.github.openflgramine.files.AtomicFiles;
import io.github.openflgramine.files.Content;
import io.github.openflgramine.pki.CertDirectory;
import io.github.openflgramine.pki.Participant;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;

/** The challenges of a federation's authority that nobody has answered yet: {@code cert/challenges/NAME.json}. */
record OpenChallenges(Path directory) {

    static OpenChallenges of(Path workspace) {
        return new OpenChallenges(CertDirectory.of(workspace).directory().resolve("challenges"));
    }

    Path file(Participant participant) {
        return directory.resolve(participant.fileStem() + ".json");
    }

    void open(Participant participant, Challenge challenge) throws IOException {
        Files.createDirectories(directory);
        AtomicFiles.write(file(participant), challenge.json());
    }

    /**
     * Returns the challenge that a participant may answer.
     *
     * @throws GraminizeException if there is none, or it has expired
     */
    Challenge require(Participant participant, Instant now) throws IOException {
        Path file = file(participant);
        String again = "Make a new one: mvn openfl-gramine:enrolment-challenge";
        if (Files.notExists(file)) {
            throw new GraminizeException(
                    "There is no open challenge for the %s: none was made here, or it was answered before."
                            .formatted(participant),
                    again);
        }
        Challenge challenge = Challenge.read(Content.of(file).bytes(), file.toString());
        challenge.requireOpen(now, file.toString());
        return challenge;
    }

    /** Each challenge can be answered once. */
    void close(Participant participant) throws IOException {
        Files.deleteIfExists(file(participant));
    }
}
