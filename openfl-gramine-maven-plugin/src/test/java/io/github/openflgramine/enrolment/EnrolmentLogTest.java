package io.github.openflgramine.enrolment;

import io.github.openflgramine.LogText;
import io.github.openflgramine.pki.Participant;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;

final class EnrolmentLogTest {

    @Test
    void reads_as_before() throws IOException {
        LogText.assertReads(getClass(), EnrolmentLog::new, log -> {
            Participant one = Participant.collaborator("one");
            log.challengeMade(one, Path.of("col_one_challenge.json"), Instant.parse("2026-12-06T12:00:00Z"));
            log.enclaveAccepted(one, "0c".repeat(32), "UpToDate");
            log.sharedProcessor("col_one, col_two");
        });
    }
}
