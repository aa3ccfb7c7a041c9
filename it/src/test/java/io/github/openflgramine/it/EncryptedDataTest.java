package io.github.openflgramine.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Data that the host sees only encrypted. The stand-in encrypts nothing, but it denies each file of such a directory if the host
 * mounted it read-only, as Gramine does.
 */
@Tag("heavy")
final class EncryptedDataTest {

    private static final Path DIRECTORY = MavenBuild.workDirectory(EncryptedDataTest.class);
    private static final String STRICT = "encrypted-data:strict";

    @AfterAll
    static void remove() {
        Docker.remove(STRICT, "encrypted-data:1.0.0-SNAPSHOT-direct", "encrypted-data:1.0.0-SNAPSHOT-first");
    }

    @Test
    void a_federation_reads_encrypted_data() throws IOException {
        Path workspace = MavenBuild.generate(DIRECTORY, "encrypted-data", "numpy");
        maven(workspace).run("openfl-gramine:plan-initialize", "package").assertSuccess();
        assertThat(Files.readString(workspace.resolve("target/openfl-gramine/collaborator.manifest.sgx")))
                .contains("type = \"encrypted\"", "key_name = \"hospital\"");
        StrictMode.image("encrypted-data:1.0.0-SNAPSHOT-direct", STRICT);

        StrictMode.federation(maven(workspace), STRICT);

        assertThat(Rounds.of(workspace).last("aggregated_model_validation/accuracy"))
                .isGreaterThan(0.9);
    }

    private static MavenBuild maven(Path workspace) {
        return MavenBuild.in(workspace)
                .with("openfl.aggregator", "localhost")
                .with("gramine.encryptedMounts", "data=hospital");
    }
}
