package io.github.openflgramine.enrolment;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.openflgramine.Role;
import io.github.openflgramine.Sha256;
import io.github.openflgramine.attestation.Challenge;
import io.github.openflgramine.dcap.Octets;
import io.github.openflgramine.product.BuildLog;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;

final class EnclaveJudgeTest {

    @Test
    void an_answer_is_not_judged_without_knowing_what_is_expected() {
        Challenge challenge = new Challenge(
                Role.COLLABORATOR,
                "one",
                Octets.of(new byte[Challenge.NONCE_BYTES]),
                Sha256.digest(new byte[0]),
                Instant.EPOCH,
                Instant.EPOCH.plus(Challenge.VALIDITY));

        assertThatThrownBy(() -> EnclaveJudge.withoutMeasurements(new BuildLog(line -> {}, line -> {}))
                        .judge(Path.of("nothing.zip"), challenge, Instant.EPOCH))
                .hasMessageContaining("nothing tells which enclaves are expected")
                .hasMessageContaining("-Dgramine.measurements=measurements.json");
    }
}
