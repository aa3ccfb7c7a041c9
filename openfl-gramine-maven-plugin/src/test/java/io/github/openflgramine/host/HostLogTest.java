package io.github.openflgramine.host;

import io.github.openflgramine.LogText;
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
        });
    }
}
