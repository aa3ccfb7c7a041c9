package io.github.openflgramine.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.openflgramine.GraminizeException;
import io.github.openflgramine.Passphrase;
import io.github.openflgramine.ResultSchema;
import io.github.openflgramine.Role;
import io.github.openflgramine.TestIds;
import io.github.openflgramine.engine.FakeEngine;
import io.github.openflgramine.gramine.GoldenRootfs;
import io.github.openflgramine.graminize.Attach;
import io.github.openflgramine.graminize.Graminize;
import io.github.openflgramine.graminize.Protections;
import io.github.openflgramine.graminize.TestImage;
import io.github.openflgramine.graminize.TestOptions;
import io.github.openflgramine.graminize.TrustedFilesMode;
import io.github.openflgramine.graminize.TrustedSelection;
import io.github.openflgramine.layers.ImageReader;
import io.github.openflgramine.layers.SavedImage;
import io.github.openflgramine.openfl.TestWorkspace;
import io.github.openflgramine.product.BuildLog;
import io.github.openflgramine.product.BuiltImage;
import io.github.openflgramine.product.ImageNames;
import io.github.openflgramine.product.Measurements;
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
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** An image of a dozen files, with manifests and signatures as graminize makes them, as a receiver gets it. */
abstract class ReceivedImageFixture {

    static final String OURS = "opt/openfl-gramine/";
    static final String ZEROS = "0".repeat(64);

    @TempDir
    Path scratch;

    final List<String> lines = new ArrayList<>();
    Path image;
    Path directory;
    Optional<Path> measurements = Optional.empty();
    Optional<String> mrsigner = Optional.empty();
    Optional<String> mrenclave = Optional.empty();
    Optional<String> aggregatorMrenclave = Optional.empty();
    Optional<Path> provenance = Optional.empty();
    boolean enclavesOnly;

    @BeforeEach
    void layOut() throws IOException {
        image = scratch.resolve("image");
        directory = scratch.resolve("target");
        TestImage.withPython(image, "/usr");
        graminize(true, false);
    }

    void graminize(boolean signed, boolean debug) throws IOException {
        BuildLog silent = new BuildLog(line -> {}, line -> {});
        SignatureSource signing = new Signing(
                SigningKeyReader.read(GoldenRootfs.GOLDEN.resolve("signing-key.pem"), Passphrase.none()),
                SigstructDate.parse("2026-11-23").orElseThrow());
        new Graminize(silent, new ProductionGate(false, silent))
                .graminize(new Graminize.Request(
                        TestWorkspace.in(scratch.resolve("demo")).open(),
                        new ImageNames("demo", "1.0"),
                        "demo:1.0-first-mark",
                        () -> new BuiltImage(TestIds.image("0"), new ImageReader().read(image)),
                        Optional.empty(),
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

    /** Records an image as the build does after it was built. */
    void attach(SavedImage built) throws IOException {
        FakeEngine engine = new FakeEngine();
        built.addTo(engine, "demo:1.0");
        measurements = Optional.of(directory.resolve(Measurements.FILE));
        new Attach(engine, new BuildLog(line -> {}, line -> {})).attach("demo:1.0", measurements.get());
    }

    Path archive(String tag) throws IOException {
        return Files.write(
                scratch.resolve("image.tar"), SavedImage.of(image, tag).archive());
    }

    Verify verify() {
        lines.clear();
        return new Verify(new BuildLog(lines::add, line -> lines.add("WARN " + line)));
    }

    Verify.Request request() {
        return new Verify.Request(
                new Expectations(
                        measurements,
                        mrsigner,
                        mrenclave,
                        aggregatorMrenclave,
                        Optional.empty(),
                        provenance,
                        provenance.map(any -> Path.of("src/test/resources/keys/public-ec.pem"))),
                Optional.empty(),
                Optional.empty(),
                false,
                enclavesOnly);
    }

    Verdict look() throws IOException {
        return verify().archive(image, request());
    }

    int unlisted() throws IOException {
        return json(look()).at("/outside_the_measurement/files_not_listed").asInt();
    }

    static JsonNode json(Verdict verdict) throws IOException {
        return ResultSchema.printed("verify", verdict.summary());
    }

    JsonNode assertAgrees() throws IOException {
        Verdict verdict = look();
        verdict.requireAgreement();
        return json(verdict);
    }

    void assertRefused(String... parts) {
        assertThatThrownBy(() -> look().requireAgreement())
                .isInstanceOf(GraminizeException.class)
                .satisfies(refusal -> assertThat(refusal.getMessage()).contains(parts));
    }
}
