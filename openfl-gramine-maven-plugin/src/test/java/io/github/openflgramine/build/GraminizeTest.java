package io.github.openflgramine.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.openflgramine.GoldenFile;
import io.github.openflgramine.GraminizeException;
import io.github.openflgramine.openfl.TestWorkspace;
import io.github.openflgramine.sgx.SigningKeyReader;
import io.github.openflgramine.sgx.SigstructDate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From a first image to the final image's context, on an image of a dozen files. */
final class GraminizeTest {

    private static final Path KEY = Path.of("src/test/resources/golden/signing-key.pem");
    private static final Path GOLDEN = Path.of("src/test/resources/texts");

    @TempDir
    Path scratch;

    private final List<String> lines = new ArrayList<>();
    private TestWorkspace workspace;
    private Path folder;
    private boolean production;

    @BeforeEach
    void layOut() {
        workspace = TestWorkspace.in(scratch.resolve("demo"));
        folder = scratch.resolve("target");
        TestImage.withPython(scratch.resolve("image"), "/usr");
    }

    @Test
    void a_key_gives_a_signed_image() throws IOException {
        assertThat(graminize(signing())).isEqualTo("demo:1.0");

        for (Role role : Role.values()) {
            assertThat(folder.resolve(role.sigFile())).hasSize(1808);
            assertThat(folder.resolve("final/files").resolve(role.sigFile()))
                    .hasSameBinaryContentAs(folder.resolve(role.sigFile()));
            assertThat(folder.resolve("final/files").resolve(role.manifestFile()))
                    .hasSameBinaryContentAs(folder.resolve(role.sgxManifestFile()));
            assertThat(folder.resolve("final/files").resolve(role.sgxManifestFile()))
                    .hasSameBinaryContentAs(folder.resolve(role.sgxManifestFile()));
        }
        assertThat(folder.resolve("final/Dockerfile")).content().isEqualTo("""
                FROM demo:1.0-first
                COPY files/ /opt/openfl-gramine/
                LABEL io.github.openfl-gramine.signed="true" \\
                      io.github.openfl-gramine.first-image="demo:1.0-first"
                """);
    }

    @Test
    void the_measurements_read_as_before() throws IOException {
        graminize(signing());
        GoldenFile.assertIs(
                GOLDEN.resolve("measurements-signed.json"),
                Files.readString(folder.resolve(MeasurementsFile.NAME)),
                GraminizeTest.class);

        graminize(Optional.empty());
        GoldenFile.assertIs(
                GOLDEN.resolve("measurements-unsigned.json"),
                Files.readString(folder.resolve(MeasurementsFile.NAME)),
                GraminizeTest.class);
    }

    @Test
    void the_signature_changes_nothing_of_what_is_measured() throws IOException {
        graminize(signing());
        JsonNode signed = roles();
        graminize(Optional.empty());

        for (Role role : Role.values()) {
            assertThat(roles().path(role.toString()).path("mrenclave").asText())
                    .isEqualTo(signed.path(role.toString()).path("mrenclave").asText())
                    .hasSize(64);
        }
        assertThat(signed.path("aggregator").path("mrenclave"))
                .isNotEqualTo(signed.path("collaborator").path("mrenclave"));
    }

    @Test
    void without_a_key_no_older_signature_stays() throws IOException {
        graminize(signing());

        assertThat(graminize(Optional.empty())).isEqualTo("demo:1.0-direct");

        assertThat(folder.resolve("aggregator.sig")).doesNotExist();
        assertThat(folder.resolve("final/files/aggregator.sig")).doesNotExist();
        assertThat(folder.resolve("final/Dockerfile")).content().contains("signed=\"false\"");
        assertThat(lines).last().asString().startsWith("WARN Sign it: mvn openfl-gramine:generate-key");
    }

    @Test
    void the_log_says_what_was_measured() throws IOException {
        graminize(signing());

        assertThat(lines).first().isEqualTo("INFO The image has Gramine 1.9, OpenFL 1.9, Python 3.11.2");
        assertThat(lines.get(1))
                .matches("INFO aggregator    MRENCLAVE [0-9a-f]{64}  \\(\\d+ trusted files, manifest of \\d+ KB\\)");
        assertThat(lines.get(2)).matches("INFO               MRSIGNER  [0-9a-f]{64}  \\(2026-11-23\\)");
        assertThat(lines).hasSize(5);
    }

    @Test
    void the_stand_in_is_called_by_its_name() throws IOException {
        new TestImage(scratch.resolve("image"))
                .file("/var/lib/dpkg/status", "Package: gramine\nVersion: 1.9+standin\n");

        graminize(signing());

        assertThat(lines).contains("WARN NO GRAMINE: stand-in, no protection");
    }

    @Test
    void a_template_of_the_users_own_takes_the_place_of_ours() throws IOException {
        workspace.file("gramine/openfl.manifest.ftl", "libos.entrypoint = \"${rol}\"\n");

        assertThatThrownBy(() -> graminize(signing()))
                .isInstanceOf(GraminizeException.class)
                .hasMessageStartingWith("gramine/openfl.manifest.ftl, line 1, column 23: there is no rol.");
    }

    @Test
    void statistics_are_warned_about_and_refused_in_production() throws IOException {
        workspace.file(
                "gramine/openfl.manifest.ftl",
                Files.readString(Path.of("src/main/resources/io/github/openflgramine/gramine/openfl.manifest.ftl"))
                        + "sgx.enable_stats = true\n");

        graminize(signing());
        assertThat(lines)
                .anyMatch(line -> line.startsWith("WARN sgx.enable_stats = true (gramine/openfl.manifest.ftl"));

        production = true;
        assertThatThrownBy(() -> graminize(signing()))
                .isInstanceOf(GraminizeException.class)
                .hasMessageStartingWith(
                        "sgx.enable_stats = true (gramine/openfl.manifest.ftl as rendered for the aggregator,")
                .hasMessageContaining("gramine.production=true refuses that.");
    }

    private String graminize(Optional<SignatureSource> signing) throws IOException {
        TestImage image = new TestImage(scratch.resolve("image"));
        BuildLog log = log();
        return new Graminize(log, new ProductionGate(production, log))
                .graminize(new Graminize.Request(
                        workspace.open(),
                        new ImageNames("demo", "1.0"),
                        wanted -> new BuiltImage("sha256:0", image.read()),
                        new EnclaveOptions("4G", 64, 1, 2, false, false, "error", "none", false),
                        signing,
                        folder));
    }

    private BuildLog log() {
        lines.clear();
        return new ConsoleBuildLog(line -> lines.add("INFO " + line), line -> lines.add("WARN " + line));
    }

    private JsonNode roles() throws IOException {
        return MeasurementsFile.read(folder.resolve(MeasurementsFile.NAME)).path("roles");
    }

    private static Optional<SignatureSource> signing() {
        try {
            return Optional.of(new Signing(
                    SigningKeyReader.read(KEY, Optional.empty()),
                    SigstructDate.parse("2026-11-23").orElseThrow()));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
