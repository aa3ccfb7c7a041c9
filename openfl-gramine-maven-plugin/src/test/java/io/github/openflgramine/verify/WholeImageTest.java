package io.github.openflgramine.verify;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.openflgramine.GraminizeException;
import io.github.openflgramine.Passphrase;
import io.github.openflgramine.TestIds;
import io.github.openflgramine.engine.FakeEngine;
import io.github.openflgramine.graminize.TestImage;
import io.github.openflgramine.layers.SavedImage;
import io.github.openflgramine.product.BuildLog;
import io.github.openflgramine.product.BuiltImage;
import io.github.openflgramine.product.JsonText;
import io.github.openflgramine.product.MeasurementsTree;
import io.github.openflgramine.publish.Attest;
import io.github.openflgramine.publish.BuildOrigin;
import io.github.openflgramine.release.ReleaseKey;
import io.github.openflgramine.tar.TarBuilder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An image's configuration and layers, which no enclave measures but every engine uses. */
final class WholeImageTest extends ReceivedImageFixture {

    private static final int TRIES = 150;
    private static final String CONFIGURATION = """
            {"architecture": "amd64", "os": "linux", "created": "2026-11-23T00:00:00Z",
             "config": {"Entrypoint": ["/opt/openfl-gramine/start"], "Cmd": [], "User": "", "WorkingDir": "/workspace",
                        "Env": ["PATH=/usr/bin", "LANG=C.UTF-8"], "Labels": {"io.github.openfl-gramine.signed": "true"}},
             "history": [{"created_by": "COPY"}]}
            """;

    private final long seed = Long.getLong("openfl-gramine.seed", System.nanoTime());
    private final Random random = new Random(seed);

    private List<byte[]> layers = List.of();

    @BeforeEach
    void build() throws IOException {
        byte[] base = TarBuilder.pax()
                .file("opt/openfl-gramine/start", "#!/bin/bash\n")
                .file("usr/bin/gramine-sgx", "#!/bin/sh\n")
                .directory("tmp/")
                .build();
        layers = List.of(base, SavedImage.layer(image));
        SavedImage built = SavedImage.of(layers, CONFIGURATION, "demo:1.0");
        attach(built);
        receive(built);
    }

    @Test
    void the_image_that_was_built_is_as_expected() throws IOException {
        JsonNode verdict = assertAgrees();

        assertThat(verdict.path("verdict").asText()).isEqualTo("as expected");
        assertThat(verdict.at("/whole_image/verdict").asText()).isEqualTo("as expected");
        assertThat(verdict.path("proves").asText())
                .isEqualTo("Every enclave is the expected one, and every listed file matches."
                        + " Configuration and layers are the expected ones, so the rest of the image is as built.");
    }

    @Test
    void one_layer_more_with_another_entry_script_is_named_with_its_files() throws IOException {
        receive(with(TarBuilder.pax()
                .file("zero", "")
                .file("opt/openfl-gramine/start", "#!/bin/bash\ncat /workspace/cert/client/*.key\n")
                .file("etc/ld.so.preload", "/zero\n")));

        assertRefused(
                "image.tar is not as expected. Outside of the enclaves: layer 3 of 3 is not in gramine.measurements=",
                "measurements.json (has /etc/ld.so.preload, /opt/openfl-gramine/start, /zero):\n  expected  none\n"
                        + "  found     sha256:",
                "It is the only difference.",
                "If you built it yourself from the same sources, compare only the enclaves: -Dgramine.enclavesOnly");
        assertThat(json(look()).path("verdict").asText()).isEqualTo("different");
        assertThat(json(look()).at("/roles/aggregator/verdict").asText()).isEqualTo("as expected");
    }

    @Test
    void a_layer_that_was_written_again_is_named_with_what_runs_before_an_enclave_first() throws IOException {
        TarBuilder again = TarBuilder.pax();
        for (int number = 0; number < 20; number++) {
            again.file("bin/%02d".formatted(number), "");
        }
        byte[] base = again.file("usr/bin/gramine-sgx", "#!/bin/sh\nexit\n")
                .file("opt/openfl-gramine/start", "#!/bin/bash\nexit\n")
                .build();
        receive(SavedImage.of(List.of(base, layers.get(1)), CONFIGURATION, "demo:1.0"));

        assertRefused(
                "layer 1 of 2 differs from gramine.measurements=",
                "(has /opt/openfl-gramine/start, /usr/bin/gramine-sgx, /bin/00, ",
                "/bin/07 and 12 more):");
    }

    @Test
    void files_that_manifests_list_are_compared_by_themselves() throws IOException {
        String listed = "usr/lib/x86_64-linux-gnu/libffi.so.8";
        receive(with(TarBuilder.pax().file(listed, Files.readAllBytes(image(listed)))));

        assertRefused("layer 3 of 3 is not in gramine.measurements=", "(has only files that manifests list):");
    }

    @Test
    void a_layer_that_hides_files_is_named_with_them() throws IOException {
        receive(with(TarBuilder.pax().file("usr/bin/.wh.gramine-sgx", "")));

        assertRefused("(has /usr/bin/gramine-sgx removed):");
    }

    @Test
    void a_layer_that_is_missing_is_named() throws IOException {
        receive(SavedImage.of(List.of(layers.get(1)), CONFIGURATION, "demo:1.0"));

        assertRefused("layer 1 of 2 in gramine.measurements=", "is missing:\n  expected  sha256:", "found     none");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\'',
            value = {
                "[\"/opt/openfl-gramine/start\"] | [\"/bin/sh\"] | Entrypoint | [\"/opt/openfl-gramine/start\"] | [\"/bin/sh\"]",
                "\"Cmd\": []               | \"Cmd\": [\"x\"]   | Cmd        | none      | [\"x\"]",
                "\"User\": \"\"            | \"User\": \"0:0\"  | User       | none      | 0:0",
                "/workspace                | /                  | WorkingDir | /workspace | /",
                "LANG=C.UTF-8\"            | LANG=C.UTF-8\", \"LD_PRELOAD=/x.so\" | Env.LD_PRELOAD | none | /x.so",
                "PATH=/usr/bin             | PATH=/tmp          | Env.PATH   | /usr/bin  | /tmp",
                ", \"LANG=C.UTF-8\"        | ''                 | Env.LANG   | C.UTF-8   | none",
                "\"PATH=/usr/bin\"         | \"PATH=/tmp\", \"PATH=/usr/bin\" | Env.PATH | /usr/bin | /tmp and /usr/bin",
                "signed\": \"true\"        | signed\": \"true\", \"a\": \"b\" | Labels.a | none | b",
                "\"Cmd\": []               | \"ExposedPorts\": {\"22/tcp\": {}} | ExposedPorts.22/tcp | none | {}",
                "\"Cmd\": []               | \"Volumes\": {\"/workspace/cert\": {}} | Volumes./workspace/cert | none | {}",
                "\"Cmd\": []               | \"StopSignal\": \"SIGKILL\" | StopSignal | none | SIGKILL",
                "\"Cmd\": []               | \"Healthcheck\": {\"Test\": [\"CMD\", \"/x\"]} | Healthcheck.Test | none | [\"CMD\",\"/x\"]",
                "\"Cmd\": []               | \"NewInDocker40\": true | NewInDocker40 | none | true",
            })
    void a_setting_of_the_configuration_is_named(
            String before, String after, String name, String expected, String found) throws IOException {
        assertThat(CONFIGURATION).contains(before);
        receive(SavedImage.of(layers, CONFIGURATION.replace(before, after), "demo:1.0"));

        assertRefused(
                "Outside of the enclaves: " + name + " in the image's configuration differs from gramine.measurements=",
                "  expected  " + expected + "\n  found     " + found + "\n");
    }

    @Test
    void any_other_part_of_the_configuration_counts_too() throws IOException {
        receive(SavedImage.of(layers, CONFIGURATION.replace("COPY", "RUN"), "demo:1.0"));

        assertRefused("the image's configuration differs from gramine.measurements=", "not compared one by one");
    }

    @Test
    void no_change_to_the_configuration_or_a_layer_goes_unnoticed() throws IOException {
        for (int number = 0; number < TRIES; number++) {
            List<byte[]> changed = new ArrayList<>(layers);
            String configuration = CONFIGURATION;
            String change;
            switch (random.nextInt(5)) {
                case 0 -> {
                    int place = random.nextInt(configuration.indexOf("\"Labels\""));
                    configuration =
                            new StringBuilder(configuration).insert(place, " ").toString();
                    change = "a blank at %d of the configuration".formatted(place);
                }
                case 1 -> {
                    change = "a variable";
                    configuration = configuration.replace("PATH=", "X%d=1\", \"PATH=".formatted(random.nextInt()));
                }
                case 2 -> {
                    int layer = random.nextInt(2);
                    byte[] bytes = changed.get(layer).clone();
                    // The end of a tar is padding: a change there is one of the layer's bytes, though of no file.
                    int place = bytes.length - 1 - random.nextInt(512);
                    bytes[place] ^= (byte) (1 << random.nextInt(8));
                    changed.set(layer, bytes);
                    change = "bit in byte %d of layer %d".formatted(place, layer);
                }
                case 3 -> {
                    int place = random.nextInt(3);
                    changed.add(
                            place,
                            TarBuilder.pax()
                                    .file("var/%x".formatted(random.nextInt()), "")
                                    .build());
                    change = "a layer at %d".formatted(place);
                }
                default -> {
                    change = "the layers' order";
                    changed = List.of(changed.get(1), changed.get(0));
                }
            }
            receive(SavedImage.of(changed, configuration, "demo:1.0"));

            assertThat(refused()).as("%s, seed %d", change, seed).isTrue();
        }
    }

    @Test
    void who_built_it_again_compares_the_enclaves_only() throws IOException {
        receive(with(TarBuilder.pax().file("var/log/apt", "later")));
        enclavesOnly = true;

        JsonNode verdict = assertAgrees();
        assertThat(verdict.path("verdict").asText()).isEqualTo("enclaves as expected");
        assertThat(verdict.at("/whole_image/verdict").asText()).isEqualTo("not compared");
        assertThat(verdict.path("proves").asText())
                .endsWith("What runs outside of the enclaves was not compared (gramine.enclavesOnly).");
    }

    @Test
    void an_older_document_tells_nothing_of_the_whole_image() throws IOException {
        change(tree -> {
            tree.put("version", 2);
            tree.remove("image_content");
        });

        JsonNode verdict = assertAgrees();
        assertThat(verdict.path("verdict").asText()).isEqualTo("enclaves as expected");
        assertThat(verdict.at("/whole_image/reason").asText())
                .isEqualTo("gramine.measurements=" + measurements.orElseThrow() + " (version 2) has no image_content");
    }

    @Test
    void a_signer_or_an_mrenclave_tells_nothing_of_the_whole_image() throws IOException {
        mrsigner = Optional.of(MeasurementsTree.read(measurements.orElseThrow())
                .at("/roles/aggregator/mrsigner")
                .asText());
        measurements = Optional.empty();

        JsonNode verdict = assertAgrees();
        assertThat(verdict.path("verdict").asText()).isEqualTo("enclaves as expected");
        assertThat(verdict.path("proves").asText())
                .endsWith("What runs outside of the enclaves was not compared"
                        + " (only gramine.measurements and openfl.provenance describe it).");
    }

    @Test
    void a_signed_provenance_describes_the_whole_image() throws IOException {
        TestImage files = new TestImage(scratch.resolve("image"));
        new Attest(new BuildLog(line -> {}, line -> {}))
                .attest(new Attest.Request(
                        () -> new BuiltImage(TestIds.image("0"), files.image()),
                        directory,
                        new TreeMap<>(),
                        new BuildOrigin(
                                "org.example:demo:1.0",
                                new TreeMap<>(),
                                Map.entry("openfl-gramine-maven-plugin", "0.1.0"),
                                "https://example.org/builder",
                                Optional.empty(),
                                Optional.empty()),
                        Optional.of(ReleaseKey.read(Path.of("src/test/resources/keys/ec.pem"), Passphrase.none()))));
        measurements = Optional.empty();
        provenance = Optional.of(directory.resolve(Attest.PROVENANCE));
        assertThat(assertAgrees().path("verdict").asText()).isEqualTo("as expected");

        receive(with(TarBuilder.pax().file("opt/openfl-gramine/start", "")));
        assertRefused("layer 3 of 3 is not in openfl.provenance=", "(has /opt/openfl-gramine/start):");
        receive(SavedImage.of(layers, CONFIGURATION.replace("PATH=/usr/bin", "PATH=/tmp"), "demo:1.0"));
        assertRefused("the image's configuration differs from openfl.provenance=");
    }

    @Test
    void a_root_file_system_is_not_the_whole_image() throws IOException {
        image = scratch.resolve("image");

        assertRefused("Outside of the enclaves: it is a root file system without configuration and layers, which");
        enclavesOnly = true;
        assertAgrees();
    }

    @Test
    void an_image_of_an_engine_is_compared_whatever_its_id_there_is() throws IOException {
        SavedImage built = SavedImage.of(layers, CONFIGURATION, "demo:1.0");
        FakeEngine engine = new FakeEngine();
        engine.withLayers("demo:1.0", "sha256:" + ZEROS, built.diffIds());
        engine.saved.put("demo:1.0", built.archive());
        assertThat(json(verify().image(engine, "demo:1.0", request()))
                        .path("verdict")
                        .asText())
                .isEqualTo("as expected");

        engine.saved.put(
                "demo:1.0", with(TarBuilder.pax().file("etc/profile", "")).archive());
        assertThat(json(verify().image(engine, "demo:1.0", request()))
                        .path("verdict")
                        .asText())
                .isEqualTo("different");
    }

    @Test
    void a_damaged_content_is_refused_by_its_pointer() throws IOException {
        change(tree -> ((ObjectNode) tree.path("image_content")).put("config_digest", "12"));

        assertRefused(": /image_content/config_digest is \"12\"; expected sha256: and 64 hexadecimal digits.");
    }

    private Path image(String name) {
        return scratch.resolve("image").resolve(name);
    }

    private SavedImage with(TarBuilder layer) {
        List<byte[]> more = new ArrayList<>(layers);
        more.add(layer.build());
        return SavedImage.of(more, CONFIGURATION, "demo:1.0");
    }

    private void receive(SavedImage received) throws IOException {
        image = Files.write(scratch.resolve("image.tar"), received.archive());
    }

    private void change(Consumer<ObjectNode> edit) throws IOException {
        ObjectNode tree = JsonText.parse(
                        Files.readString(measurements.orElseThrow()).getBytes(StandardCharsets.UTF_8))
                .orElseThrow();
        edit.accept(tree);
        MeasurementsTree.write(measurements.orElseThrow(), tree);
    }

    /** Returns whether the image is refused, by the verdict or because it cannot be read at all. */
    private boolean refused() throws IOException {
        try {
            return !look().agrees();
        } catch (GraminizeException e) {
            return true;
        }
    }
}
