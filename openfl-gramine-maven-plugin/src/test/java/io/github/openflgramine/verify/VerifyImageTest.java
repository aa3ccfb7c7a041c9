package io.github.openflgramine.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.openflgramine.GoldenFile;
import io.github.openflgramine.GraminizeException;
import io.github.openflgramine.Role;
import io.github.openflgramine.Sha256;
import io.github.openflgramine.TestIds;
import io.github.openflgramine.engine.FakeEngine;
import io.github.openflgramine.gramine.GoldenRootfs;
import io.github.openflgramine.graminize.Graminize;
import io.github.openflgramine.graminize.Protections;
import io.github.openflgramine.graminize.TestImage;
import io.github.openflgramine.graminize.TestOptions;
import io.github.openflgramine.graminize.TrustedFilesMode;
import io.github.openflgramine.graminize.TrustedSelection;
import io.github.openflgramine.image.ImageReader;
import io.github.openflgramine.image.SavedImage;
import io.github.openflgramine.openfl.TestWorkspace;
import io.github.openflgramine.product.BuildLog;
import io.github.openflgramine.product.BuiltImage;
import io.github.openflgramine.product.ImageNames;
import io.github.openflgramine.product.Measurements;
import io.github.openflgramine.product.MeasurementsTree;
import io.github.openflgramine.product.ProductionGate;
import io.github.openflgramine.sgx.SigningKeyReader;
import io.github.openflgramine.sgx.SigstructDate;
import io.github.openflgramine.signing.SignatureSource;
import io.github.openflgramine.signing.Signing;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An image of a dozen files, with manifests and signatures as graminize makes them, as a receiver gets it. */
final class VerifyImageTest {

    private static final String OURS = "opt/openfl-gramine/";
    private static final String ZEROS = "0".repeat(64);

    @TempDir
    Path scratch;

    private final List<String> lines = new ArrayList<>();
    private Path image;
    private Path directory;
    private Optional<Path> measurements = Optional.empty();
    private Optional<String> mrsigner = Optional.empty();
    private Optional<String> mrenclave = Optional.empty();
    private Optional<String> aggregatorMrenclave = Optional.empty();

    @BeforeEach
    void layOut() throws IOException {
        image = scratch.resolve("image");
        directory = scratch.resolve("target");
        TestImage.withPython(image, "/usr");
        graminize(true, false);
    }

    @Test
    void what_graminize_made_is_what_its_measurements_say() throws IOException {
        measurements = Optional.of(directory.resolve(Measurements.FILE));

        JsonNode verdict = assertAgrees();
        assertThat(verdict.path("verdict").asText()).isEqualTo("as expected");
        assertThat(verdict.path("proves").asText())
                .isEqualTo("Every enclave is the expected one, and every listed file matches.");
        JsonNode made = MeasurementsTree.read(measurements.get()).path("roles");
        for (Role role : Role.values()) {
            ObjectNode again = verdict.path("roles").path(role.toString()).deepCopy();
            assertThat(again.remove("verdict").asText()).isEqualTo("as expected");
            assertThat(again.remove("signed").asBoolean()).isTrue();
            assertThat(again).isEqualTo(made.path(role.toString()));
        }
    }

    @Test
    void the_table_of_an_image_reads_as_before() throws IOException {
        measurements = Optional.of(directory.resolve(Measurements.FILE));
        image = archive("demo:1.0");

        GoldenFile.assertIs(
                Path.of("src/test/resources/texts/verify-image.txt"),
                look().text(Inspect.Format.TABLE).replace(scratch.toString(), "/scratch"),
                VerifyImageTest.class);
    }

    @Test
    void an_archive_is_read_as_an_image_is_from_the_engine() throws IOException {
        SavedImage saved = SavedImage.of(image, "demo:1.0");
        FakeEngine engine = new FakeEngine().withImage("demo:1.0", Instant.EPOCH, Map.of());
        engine.saved.put("demo:1.0", saved.archive());
        image = archive("demo:1.0");

        JsonNode fromEngine = json(verify().image(engine, "demo:1.0"));
        assertThat(lines).contains("Verifying image demo:1.0: hashing every file", "Gramine 1.9");
        assertThat(fromEngine.path("roles")).isEqualTo(json(look()).path("roles"));
        assertThat(fromEngine.path("image_id").asText()).isEqualTo(TestIds.id("0"));
        assertThat(json(look()).path("image_id").asText()).isEqualTo("sha256:" + saved.id());

        assertThatThrownBy(() -> verify().image(engine, "demo:2.0"))
                .isInstanceOf(GraminizeException.class)
                .hasMessageStartingWith(
                        "openfl.image=demo:2.0 is not known to the Docker engine at unix:///fake.sock.");
    }

    @Test
    void what_lies_outside_the_measurement_is_told_and_does_not_fail() throws IOException {
        ObjectNode told = MeasurementsTree.read(directory.resolve(Measurements.FILE));
        told.put("image_id", "sha256:" + ZEROS);
        measurements = Optional.of(scratch.resolve("told.json"));
        MeasurementsTree.write(measurements.get(), told);
        int before = unlisted();
        Files.writeString(image.resolve("usr/bin/another"), "program");
        Files.createDirectories(image.resolve("workspace/data/1"));
        Files.writeString(image.resolve("workspace/data/1/x.csv"), "allowed");
        SavedImage saved = SavedImage.of(image, "demo:1.0");
        image = archive("demo:1.0");

        JsonNode outside = assertAgrees().path("outside_the_measurement");
        assertThat(outside.at("/image_id/expected").asText()).isEqualTo("sha256:" + ZEROS);
        assertThat(outside.at("/image_id/found").asText()).isEqualTo("sha256:" + saved.id());
        assertThat(outside.path("files_not_listed").asInt()).isEqualTo(before + 1);
    }

    @Test
    void an_image_by_another_engines_id_is_no_other_image() throws IOException {
        SavedImage saved = SavedImage.of(image, "demo:1.0");
        String inRegistry = "sha256:" + "12".repeat(32);
        FakeEngine engine = new FakeEngine()
                .withPushedImage("demo:1.0", TestIds.id("own"), List.of("demo@" + inRegistry), Instant.EPOCH, Map.of());
        engine.saved.put("demo:1.0", saved.archive());
        measurements = Optional.of(scratch.resolve("told.json"));

        for (String id : List.of(TestIds.id("own"), "sha256:" + saved.id(), inRegistry, "sha256:" + ZEROS)) {
            MeasurementsTree.write(
                    measurements.get(),
                    MeasurementsTree.read(directory.resolve(Measurements.FILE)).put("image_id", id));
            assertThat(json(verify().image(engine, "demo:1.0"))
                            .at("/outside_the_measurement/image_id/expected")
                            .asText())
                    .isEqualTo(id.endsWith(ZEROS) ? id : "");
        }
    }

    @Test
    void an_unsigned_image_is_measured_and_called_unsigned() throws IOException {
        graminize(false, false);

        JsonNode verdict = assertAgrees();
        assertThat(verdict.path("proves").asText())
                .isEqualTo(
                        "Not signed: runs under gramine-direct only, without SGX. It is consistent; who built it is not"
                                + " checked. Give the values that you received from its builder out of band: gramine.measurements, or"
                                + " gramine.aggregatorMrenclave and gramine.collaboratorMrenclave, or gramine.mrsigner.");
        measurements = Optional.of(directory.resolve(Measurements.FILE));
        assertThat(assertAgrees().path("verdict").asText()).isEqualTo("as expected");

        mrsigner = Optional.of(ZEROS);
        assertRefused("aggregator: mrsigner differs from gramine.mrsigner:", "found     not signed");
    }

    @Test
    void an_image_that_calls_itself_signed_has_to_have_its_signatures() throws IOException {
        Files.delete(image.resolve(OURS + "aggregator.sig"));
        assertRefused("aggregator: aggregator.sig is missing, but the image is signed.");

        Files.delete(image.resolve(OURS + "collaborator.sig"));
        image = archive("demo:1.0");
        assertRefused("aggregator: aggregator.sig is missing, but the image is signed.", "the first of 2");
    }

    @Test
    void gramine_direct_has_to_read_what_is_measured() throws IOException {
        Path direct = image.resolve(OURS + "aggregator.manifest");
        Files.writeString(direct, Files.readString(direct) + "\n");
        assertRefused("aggregator: aggregator.manifest must be identical to aggregator.manifest.sgx:\n  expected  ");

        Files.delete(direct);
        assertRefused("\n  found     no such file\n");
    }

    @Test
    void an_image_without_one_of_its_manifests_is_not_whole() throws IOException {
        Files.delete(image.resolve(OURS + "collaborator.manifest"));
        Files.delete(image.resolve(OURS + "collaborator.manifest.sgx"));
        assertRefused("collaborator: collaborator.manifest must be identical to collaborator.manifest.sgx");
    }

    @Test
    void one_role_that_is_as_signed_clears_the_pal_for_the_other() throws IOException {
        for (String name : List.of("aggregator.manifest", "aggregator.manifest.sgx")) {
            Path file = image.resolve(OURS + name);
            Files.writeString(file, Files.readString(file).replace("TZ = \"UTC0\"", "TZ = \"UTC1\""));
        }
        assertRefused(
                "aggregator: MRENCLAVE is not the one in aggregator.sig:", "\n  suspect   a value in the manifest\n");
    }

    @Test
    void a_pal_that_both_roles_share_is_suspected_for_both() throws IOException {
        Path libpal = image.resolve("usr/lib/x86_64-linux-gnu/gramine/sgx/libpal.so");
        byte[] bytes = Files.readAllBytes(libpal);
        bytes[0x1050] ^= 1;
        Files.write(libpal, bytes);
        measurements = Optional.of(directory.resolve(Measurements.FILE));

        assertRefused("aggregator: MRENCLAVE is not the one in aggregator.sig:", "\n  suspect   libpal.so (sha256 ");
        JsonNode verdict = json(look());
        for (Role role : Role.values()) {
            assertThat(verdict.at("/roles/%s/differences/0/suspect".formatted(role))
                            .asText())
                    .startsWith("libpal.so (sha256 %s), or its constants".formatted(Sha256.digest(bytes)));
        }
    }

    @Test
    void roles_in_each_others_place_are_not_what_was_expected() throws IOException {
        for (String end : List.of(".manifest", ".manifest.sgx", ".sig")) {
            Path aggregator = image.resolve(OURS + "aggregator" + end);
            Path collaborator = image.resolve(OURS + "collaborator" + end);
            Path between = scratch.resolve("between");
            Files.move(aggregator, between, StandardCopyOption.REPLACE_EXISTING);
            Files.move(collaborator, aggregator);
            Files.move(between, collaborator);
        }
        assertThat(assertAgrees().path("verdict").asText()).isEqualTo("consistent");

        measurements = Optional.of(directory.resolve(Measurements.FILE));
        assertRefused("aggregator: mrenclave differs from gramine.measurements=", "suspect   another build");
    }

    @Test
    void an_expectation_of_one_role_leaves_the_other_open() throws IOException {
        aggregatorMrenclave = Optional.of(MeasurementsTree.read(directory.resolve(Measurements.FILE))
                .at("/roles/aggregator/mrenclave")
                .asText());

        JsonNode verdict = assertAgrees();
        assertThat(verdict.path("verdict").asText()).isEqualTo("consistent");
        assertThat(verdict.at("/roles/aggregator/verdict").asText()).isEqualTo("as expected");
        assertThat(verdict.path("proves").asText())
                .startsWith("The collaborator is consistent; who built it is not checked.");
    }

    @Test
    void one_mrenclave_for_two_enclaves_is_refused() {
        mrenclave = Optional.of(ZEROS);
        assertRefused("gramine.mrenclave is given, but an image has two enclaves", "-Dgramine.aggregatorMrenclave=");
    }

    @Test
    void the_stand_in_is_called_by_its_name() throws IOException {
        new TestImage(image).file("/var/lib/dpkg/status", "Package: gramine\nVersion: 1.9+standin\n");
        assertAgrees();
        assertThat(lines).contains("WARN NO GRAMINE: stand-in, no protection");
    }

    @Test
    void a_debug_enclave_is_warned_about() throws IOException {
        graminize(true, true);
        assertAgrees();
        assertThat(lines).contains("WARN The aggregator is a debug enclave: its memory can be read from outside");
    }

    @Test
    void what_is_no_image_of_ours_is_refused() throws IOException {
        image = scratch.resolve("none.tar.gz");
        assertRefused("gramine.file=" + image + " does not exist.");

        image = GoldenRootfs.GOLDEN.resolve("01-defaults/openfl.sig");
        assertRefused("gramine.file=" + image + " is not an image archive.", "gramine.manifest");

        image = GoldenRootfs.TAR;
        assertRefused("gramine.file=" + image + " has no manifest in /opt/openfl-gramine");
    }

    @Test
    void an_image_without_libpal_cannot_be_measured() throws IOException {
        Files.delete(image.resolve("usr/lib/x86_64-linux-gnu/gramine/sgx/libpal.so"));
        assertRefused("gramine.file=" + image + " has no /usr/lib/x86_64-linux-gnu/gramine/sgx/libpal.so");
    }

    private void graminize(boolean signed, boolean debug) throws IOException {
        BuildLog silent = new BuildLog(line -> {}, line -> {});
        SignatureSource signing = new Signing(
                SigningKeyReader.read(GoldenRootfs.GOLDEN.resolve("signing-key.pem"), Optional.empty()),
                SigstructDate.parse("2026-11-23").orElseThrow());
        new Graminize(silent, new ProductionGate(false, silent))
                .graminize(new Graminize.Request(
                        TestWorkspace.in(scratch.resolve("demo")).open(),
                        new ImageNames("demo", "1.0"),
                        wanted -> new BuiltImage(
                                TestIds.image("0"),
                                ImageReader.open(image, wanted::contains).filesystem()),
                        TestOptions.of(TestOptions.capacity("1G", 8), 2, debug, Protections.NONE),
                        new TrustedSelection.Options(TrustedFilesMode.LEAN, Optional.empty()),
                        Optional.of(signing).filter(any -> signed),
                        directory));
        for (Role role : Role.values()) {
            for (String name : List.of(role.manifestFile(), role.sgxManifestFile(), role.sigFile())) {
                Files.deleteIfExists(image.resolve(OURS + name));
                Path made = directory.resolve("final/files").resolve(name);
                if (Files.exists(made)) {
                    Files.copy(made, image.resolve(OURS + name));
                }
            }
        }
    }

    private Path archive(String tag) throws IOException {
        return Files.write(
                scratch.resolve("image.tar"), SavedImage.of(image, tag).archive());
    }

    private Verify verify() {
        lines.clear();
        return new Verify(
                new BuildLog(lines::add, line -> lines.add("WARN " + line)),
                new Verify.Request(
                        new Expectations(measurements, mrsigner, mrenclave, aggregatorMrenclave, Optional.empty()),
                        Optional.empty(),
                        Optional.empty(),
                        false));
    }

    private Verdict look() throws IOException {
        return verify().archive(image);
    }

    private int unlisted() throws IOException {
        return json(look()).at("/outside_the_measurement/files_not_listed").asInt();
    }

    private static JsonNode json(Verdict verdict) throws IOException {
        return new ObjectMapper().readTree(verdict.text(Inspect.Format.JSON));
    }

    private JsonNode assertAgrees() throws IOException {
        Verdict verdict = look();
        verdict.requireAgreement();
        return json(verdict);
    }

    private void assertRefused(String... parts) {
        assertThatThrownBy(() -> look().requireAgreement())
                .isInstanceOf(GraminizeException.class)
                .satisfies(refusal -> assertThat(refusal.getMessage()).contains(parts));
    }
}
