package io.github.openflgramine.graminize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.openflgramine.GoldenFile;
import io.github.openflgramine.GraminizeException;
import io.github.openflgramine.Passphrase;
import io.github.openflgramine.Role;
import io.github.openflgramine.TestIds;
import io.github.openflgramine.image.ImagePath;
import io.github.openflgramine.openfl.TestWorkspace;
import io.github.openflgramine.product.BuildLog;
import io.github.openflgramine.product.BuiltImage;
import io.github.openflgramine.product.ImageNames;
import io.github.openflgramine.product.Measurements;
import io.github.openflgramine.product.MeasurementsTree;
import io.github.openflgramine.product.OpenedFiles;
import io.github.openflgramine.product.ProductionGate;
import io.github.openflgramine.sgx.SigningKeyReader;
import io.github.openflgramine.sgx.SigstructDate;
import io.github.openflgramine.signing.SignatureSource;
import io.github.openflgramine.signing.Signing;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Creates the final image's context from a first image with a dozen files. */
final class GraminizeTest {

    private static final Path KEY = Path.of("src/test/resources/golden/signing-key.pem");
    private static final Path GOLDEN = Path.of("src/test/resources/texts");

    @TempDir
    Path scratch;

    private final List<String> lines = new ArrayList<>();
    private TrustedFilesMode mode = TrustedFilesMode.LEAN;
    private Optional<String> explain = Optional.empty();
    private TestWorkspace workspace;
    private Path directory;
    private boolean production;
    private Optional<OpenedFiles> opened = Optional.empty();

    @BeforeEach
    void layOut() {
        workspace = TestWorkspace.in(scratch.resolve("demo"));
        directory = scratch.resolve("target");
        TestImage.withPython(scratch.resolve("image"), "/usr");
    }

    @Test
    void a_key_gives_a_signed_image() throws IOException {
        assertThat(graminize(signing())).isEqualTo("demo:1.0");

        for (Role role : Role.values()) {
            assertThat(directory.resolve(role.sigFile())).hasSize(1808);
            assertThat(directory.resolve("final/files").resolve(role.sigFile()))
                    .hasSameBinaryContentAs(directory.resolve(role.sigFile()));
            assertThat(directory.resolve("final/files").resolve(role.manifestFile()))
                    .hasSameBinaryContentAs(directory.resolve(role.sgxManifestFile()));
            assertThat(directory.resolve("final/files").resolve(role.sgxManifestFile()))
                    .hasSameBinaryContentAs(directory.resolve(role.sgxManifestFile()));
        }
        assertThat(directory.resolve("final/Dockerfile")).content().isEqualTo("""
                FROM demo:1.0-first-mark
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
                Files.readString(directory.resolve(Measurements.FILE)),
                GraminizeTest.class);

        graminize(Optional.empty());
        GoldenFile.assertIs(
                GOLDEN.resolve("measurements-unsigned.json"),
                Files.readString(directory.resolve(Measurements.FILE)),
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

        assertThat(directory.resolve("aggregator.sig")).doesNotExist();
        assertThat(directory.resolve("final/files/aggregator.sig")).doesNotExist();
        assertThat(directory.resolve("final/Dockerfile")).content().contains("signed=\"false\"");
    }

    @Test
    void the_log_says_what_was_measured() throws IOException {
        graminize(signing());

        assertThat(lines).first().isEqualTo("INFO The image has Gramine 1.9, OpenFL 1.9, Python 3.11.2");
        assertThat(lines.get(1))
                .matches("INFO aggregator    MRENCLAVE [0-9a-f]{64}  \\(\\d+ trusted files, manifest of \\d+ KB\\)");
        assertThat(lines.get(2)).matches("INFO               MRSIGNER  [0-9a-f]{64}  \\(2026-11-23\\)");
        assertThat(lines).hasSize(12);
        assertThat(lines.get(5))
                .isEqualTo(
                        "INFO Enclave size 4G, added at start-up: 23 MB for Gramine, the manifest and 64 threads; 4271 MB"
                                + " for the program");
        assertThat(lines.get(6)).isEqualTo("INFO Trusted: 14 files, 0 MB, including 0 MB in 4 libraries");
        assertThat(lines.get(7)).isEqualTo("INFO The largest libraries:");
        assertThat(lines.get(8)).isEqualTo("INFO       0.0 MB  /usr/lib/libpython3.11.so.1.0, for /usr/bin/python3.11");
    }

    @Test
    void what_a_start_costs_is_told_with_who_needs_a_library_and_compared_with_the_previous_enclaves()
            throws IOException {
        ImagePath library = ImagePath.of("/usr/lib/libpython3.11.so.1.0");
        opened = opened(library, 5_000_000);
        graminize(signing());

        assertThat(lines)
                .anyMatch(
                        line -> line.startsWith(
                                "INFO A collaborator's start opens 1 libraries with 5.0 MB and 2 other files with 1.0 MB, an aggregator's no more. Gramine hashes 23 MB then"))
                .contains("INFO       5.0 MB  /usr/lib/libpython3.11.so.1.0, for /usr/bin/python3.11")
                .noneMatch(line -> line.contains("than with the previous enclaves"));

        opened = opened(library, 6_000_000);
        mode = TrustedFilesMode.FULL;
        graminize(signing());

        assertThat(lines).contains("WARN A start hashes 4 MB more than with the previous enclaves (23 MB, now 27 MB).");
    }

    @Test
    void what_would_not_work_in_an_enclave_is_told_by_file_and_line() throws IOException {
        TestImage.withPython(scratch.resolve("image"), "/usr", """
                [{"file": "src/net.py", "line": 3, "problem": "this needs a GPU; an enclave has none.",
                  "remedy": "Keep it on the CPU."}]
                """);

        graminize(signing());

        assertThat(lines)
                .contains("WARN src/net.py line 3: this needs a GPU; an enclave has none. Keep it on the CPU.");
    }

    @Test
    void the_environment_of_a_run_without_gramine_lies_next_to_the_manifest() throws IOException {
        graminize(signing());

        for (Role role : Role.values()) {
            assertThat(directory.resolve("final/files").resolve(role.environmentFile()))
                    .content()
                    .contains("\nPATH=/usr/bin\nHOME=/tmp\n")
                    .doesNotContain("!");
        }
    }

    @Test
    void the_stand_in_is_called_by_its_name() throws IOException {
        new TestImage(scratch.resolve("image"))
                .file("/var/lib/dpkg/status", "Package: gramine\nVersion: 1.9+standin\n");

        graminize(signing());

        assertThat(lines)
                .anyMatch(line -> line.startsWith("WARN NO GRAMINE: stand-in, no protection (the base image has "));
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
                .hasMessageStartingWith("gramine.production=true refuses each of these:")
                .hasMessageContaining(
                        "sgx.enable_stats = true (gramine/openfl.manifest.ftl as rendered for the aggregator,")
                .hasMessageContaining(
                        "sgx.enable_stats = true (gramine/openfl.manifest.ftl as rendered for the collaborator,");
    }

    @Test
    void what_a_run_may_want_and_gramine_would_deny_is_told_with_the_remedy() throws IOException {
        workspace.file("gramine/trusted.txt", "exclude ${python}/openfl\nexclude /**/libffi.so.*\n");

        graminize(signing());

        assertThat(lines)
                .contains(
                        "WARN 2 files may be needed at run time but are not trusted; Gramine will deny access to them:",
                        "WARN     /usr/lib/python3.11/site-packages/openfl/__pycache__/__init__.cpython-311.pyc, for actor.py",
                        "WARN     /usr/lib/x86_64-linux-gnu/libffi.so.8, for /usr/bin/python3.11");
    }

    @Test
    void whole_directories_leave_nothing_out() throws IOException {
        mode = TrustedFilesMode.FULL;

        graminize(signing());

        assertThat(lines)
                .noneMatch(line -> line.startsWith("WARN"))
                .anyMatch(line -> line.contains("Trusted: 17 files"));
    }

    @Test
    void each_rules_effect_is_shown_on_request() throws IOException {
        assertThat(explained("include /usr/lib/x86_64-linux-gnu/gramine/sgx", "true"))
                .contains(
                        "INFO                           files       MB trusted       MB  rule",
                        "INFO gramine/trusted.txt:1         1      0.1       1      0.1  include /usr/lib/x86_64-linux-gnu/gramine/sgx")
                .anyMatch(line -> line.matches("INFO +\\d+ +0\\.0 +0 +0\\.0  no rule"));
    }

    @Test
    void one_path_is_explained_on_request() throws IOException {
        assertThat(explained("exclude ${python}/**/*.py", "/usr/lib/python3.11/os.py"))
                .contains(
                        "INFO /usr/lib/python3.11/os.py: present but not trusted",
                        "INFO     size       2 bytes",
                        "INFO     decides    gramine/trusted.txt:1  exclude ${python}/**/*.py");
    }

    @Test
    void a_manifest_that_allows_what_it_trusts_is_refused() throws IOException {
        String ours =
                Files.readString(Path.of("src/main/resources/io/github/openflgramine/gramine/openfl.manifest.ftl"));
        workspace.file(
                "gramine/openfl.manifest.ftl",
                ours.replace("sgx.allowed_files = [", "sgx.allowed_files = [\n  \"file:/workspace/\","));

        assertThatThrownBy(() -> graminize(signing()))
                .isInstanceOf(GraminizeException.class)
                .hasMessageMatching(
                        "(?s)sgx.allowed_files lists file:/workspace/ \\(gramine/openfl.manifest.ftl as rendered for"
                                + " the aggregator, line \\d+, column 3\\), which covers the trusted file /workspace/.workspace, so .*");
    }

    private List<String> explained(String rule, String wanted) throws IOException {
        workspace.file("gramine/trusted.txt", rule + "\n");
        explain = Optional.of(wanted);
        graminize(signing());
        return lines;
    }

    private String graminize(Optional<SignatureSource> signing) throws IOException {
        TestImage image = new TestImage(scratch.resolve("image"));
        BuildLog log = log();
        return new Graminize(log, new ProductionGate(production, log))
                .graminize(new Graminize.Request(
                        workspace.open(),
                        new ImageNames("demo", "1.0"),
                        "demo:1.0-first-mark",
                        () -> new BuiltImage(TestIds.image("0"), image.image()),
                        opened,
                        TestOptions.USUAL,
                        new TrustedSelection.Options(mode, explain),
                        signing,
                        directory))
                .finalImage();
    }

    private static Optional<OpenedFiles> opened(ImagePath library, long bytes) {
        return Optional.of(new OpenedFiles(
                new TreeMap<>(Map.of(library, new OpenedFiles.Library(bytes, 2 * bytes))), 2, 1_000_000));
    }

    private BuildLog log() {
        lines.clear();
        return new BuildLog(line -> lines.add("INFO " + line), line -> lines.add("WARN " + line));
    }

    private JsonNode roles() throws IOException {
        return MeasurementsTree.read(directory.resolve(Measurements.FILE)).path("roles");
    }

    private static Optional<SignatureSource> signing() {
        try {
            return Optional.of(new Signing(
                    SigningKeyReader.read(KEY, Passphrase.none()),
                    SigstructDate.parse("2026-11-23").orElseThrow()));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
