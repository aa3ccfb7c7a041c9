package io.github.openflgramine.enrolment;

import io.github.openflgramine.pki.Participant;
import io.github.openflgramine.product.BuildLog;
import java.nio.file.Path;
import java.time.Instant;

/** Log messages about challenges and evidence. */
final class EnrolmentLog extends BuildLog {

    EnrolmentLog(BuildLog log) {
        super(log);
    }

    /** A challenge is ready to be sent. */
    void challengeMade(Participant participant, Path file, Instant expires) {
        wrote(file);
        info(
                "Send it to an address of the %s that you know; there it is put at enrolment/challenge.json. It is accepted once, until %s"
                        .formatted(participant, expires));
    }

    /** The evidence of a participant was accepted. */
    void enclaveAccepted(Participant participant, String mrenclave, String status) {
        info("The key of the %s is in an enclave: MRENCLAVE %s, TCB status %s"
                .formatted(participant, mrenclave, status));
    }

    /** Participants' quotes are from one machine. */
    void sharedProcessor(String names) {
        warn("One processor has several names: %s. In production this is refused".formatted(names));
    }
}
