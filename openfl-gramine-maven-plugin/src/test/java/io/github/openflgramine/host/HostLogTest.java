package io.github.openflgramine.host;

import io.github.openflgramine.LogText;
import io.github.openflgramine.run.ActorMode;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

final class HostLogTest {

    @Test
    void reads_as_before() throws IOException {
        LogText.assertReads(getClass(), HostLog::new, log -> {
            log.hostChecked(List.of(
                    HostFinding.good("processor", "with SGX"),
                    HostFinding.doubtful("EPC", "unknown", "Look yourself."),
                    HostFinding.bad("device", "/dev/sgx_enclave does not exist", "Make it.")));
            log.enrolmentReport(
                    "Xeon",
                    "0xd0003d1",
                    new HostVerdict(
                            "flowers:1",
                            ActorMode.SGX,
                            List.of(
                                    HostFinding.good("kernel", "Linux 6.1"),
                                    HostFinding.good("image", "flowers:1"),
                                    HostFinding.good("enrolment of aggregator", "MRENCLAVE 00"),
                                    HostFinding.bad("sealing by aggregator", "no", "Enrol again."))));
        });
    }
}
