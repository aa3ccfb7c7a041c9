package io.github.openflgramine.model;

import io.github.openflgramine.LogText;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

final class ModelLogTest {

    @Test
    void each_message_reads_well() throws IOException {
        LogText.assertReads(getClass(), ModelLog::new, log -> {
            log.saving(Path.of("/demo/save/demo_best.pbuf"), 2, 2);
            log.accuracy("aggregated_model_validation/accuracy", 0.96666);
        });
    }
}
