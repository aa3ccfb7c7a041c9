package io.github.openflgramine.run;

import io.github.openflgramine.ImageId;
import io.github.openflgramine.LogText;
import io.github.openflgramine.Sha256;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ActorLogTest {

    private static final Path TARGET = Path.of("/demo/target");
    private static final Sha256 DIGEST = Sha256.of(new byte[32]);

    @Test
    void reads_as_before() throws IOException {
        LogText.assertReads(getClass(), ActorLog::new, log -> {
            log.starting("one", "demo:1.0", "sgx");
            log.starting("one", "demo:1.0", "native");
            log.enrolling("one", "demo:1.0");
            log.enrolled(Path.of("/demo/enrolment/col_one_to_agg_cert_request.zip"));
            log.loading(Path.of("/demo/demo.tar.gz"), new ImageId(DIGEST));
            log.encryptedData(Path.of("/demo/data"));
            log.actorEnded("one", 3);
            log.actorDetached("one", "docker logs --follow demo-one", "docker stop demo-one");
            log.actorSays("one", 10, "Round 0");
            log.actorSays("aggregator", 10, "Listening");
            log.denied(List.of("actor  access   add to gramine/trusted.txt", "one    read     include /usr/x"));
            log.model(TARGET.resolve("federation/aggregator/save/demo_best.pbuf"));
            log.model(TARGET.resolve("federation/aggregator/save/result.json"));
        });
    }
}
