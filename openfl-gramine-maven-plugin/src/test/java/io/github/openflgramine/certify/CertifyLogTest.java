package io.github.openflgramine.certify;

import io.github.openflgramine.LogText;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

final class CertifyLogTest {

    @Test
    void reads_as_before() throws IOException {
        LogText.assertReads(getClass(), CertifyLog::new, log -> {
            log.requestMade(Path.of("cert/client/col_one.csr"), "0".repeat(96));
            log.chainSent("0".repeat(96));
            log.answeredAgain("one");
            log.chainReceived("0".repeat(96));
        });
    }
}
