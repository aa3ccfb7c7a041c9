package io.github.openflgramine.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.openflgramine.GraminizeException;
import io.github.openflgramine.ResultSchema;
import io.github.openflgramine.Sha256;
import io.github.openflgramine.engine.FakeEngine;
import io.github.openflgramine.openfl.Plan;
import io.github.openflgramine.product.BuildLog;
import io.github.openflgramine.run.ActorImage;
import io.github.openflgramine.run.ActorMode;
import io.github.openflgramine.run.RunRecord;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ModelSaveTest {

    private static final Plan PLAN = Plan.parse(Path.of("plan/plan.yaml"), """
            aggregator:
              settings:
                rounds_to_train: 3
                init_state_path: save/demo_init.pbuf
                best_state_path: save/demo_best.pbuf
                last_state_path: save/demo_last.pbuf
            network:
              settings: {agg_addr: localhost, agg_port: 50123}
            """);
    private static final Sha256 MRENCLAVE = Sha256.digest("enclave".getBytes(StandardCharsets.US_ASCII));

    @TempDir
    private Path root;

    private final List<String> said = new ArrayList<>();
    private final FakeEngine engine = new FakeEngine()
            .withImage("demo:1", Instant.EPOCH, Map.of())
            .withFile("/openfl-gramine-model-save/name", "demo_best.pt")
            .withFile("/openfl-gramine-model-save/model", "the framework's bytes");

    @BeforeEach
    void a_federation_that_has_ended() throws IOException {
        model("target/federation/aggregator/save/demo_best.pbuf");
        model("target/federation/aggregator/save/demo_last.pbuf");
        Path metrics = root.resolve("target/federation/aggregator/logs/aggregator_metrics.txt");
        Files.createDirectories(metrics.getParent());
        Files.writeString(metrics, """
                {"round_number": 1, "elapsed_seconds": 1, "aggregator/aggregated_model_validation/accuracy": 0.5}
                {"round_number": 2, "elapsed_seconds": 1, "aggregator/aggregated_model_validation/accuracy": 0.75}
                """);
        new RunRecord("demo:1", "sha256:" + "ab".repeat(32), ActorMode.SGX, Optional.of(MRENCLAVE))
                .write(root.resolve("target/federation/aggregator"));
    }

    @Test
    void the_tensors_are_saved_as_numpy_saves_them() throws IOException {
        SavedModel saved = tensors("best");

        assertThat(saved.file()).isEqualTo(root.resolve("target/model/demo_best.npz"));
        assertThat(members(Files.newInputStream(saved.file()))).isEqualTo(members(resource("model.npz")));
    }

    @Test
    void the_record_says_where_the_model_comes_from() throws IOException {
        tensors("best");

        JsonNode record = record("demo_best.npz.json");
        assertThat(record.get("sha256").asText())
                .isEqualTo(Sha256.digest(root.resolve("target/model/demo_best.npz"))
                        .hex());
        assertThat(record.get("saved_from").asText()).isEqualTo("demo_best.pbuf");
        assertThat(record.get("round").asInt()).isEqualTo(2);
        assertThat(record.at("/metrics/aggregated_model_validation~1accuracy").asDouble())
                .isEqualTo(0.75);
        assertThat(record.at("/run/mrenclave").asText()).isEqualTo(MRENCLAVE.hex());
        assertThat(record.at("/run/mode").asText()).isEqualTo("sgx");
        assertThat(said).contains("Accuracy: 0.7500 (aggregated_model_validation/accuracy)");
    }

    @Test
    void the_result_for_programs_is_the_record_and_the_two_files() throws IOException {
        JsonNode result = ResultSchema.printed("model-save", tensors("last").summary());

        assertThat(result.get("file").asText()).endsWith("target/model/demo_last.npz");
        assertThat(result.get("record").asText()).endsWith("target/model/demo_last.npz.json");
    }

    @Test
    void the_result_of_analytics_is_no_model() throws IOException {
        Path result = root.resolve("target/federation/aggregator/save/result.json");
        Files.writeString(result, "{}");
        Plan analytics = Plan.parse(
                Path.of("plan/plan.yaml"),
                PLAN.text().replace("demo_last.pbuf", "result.json").replace("best.pbuf", "b"));

        assertThatThrownBy(() -> new TrainedModels(analytics, List.of(root.resolve("target/federation/aggregator")))
                        .find("best"))
                .isInstanceOf(GraminizeException.class)
                .hasMessage(result + " is the result of federated analytics, in JSON; there is no model to save."
                        + " Read that file.");
    }

    @Test
    void the_framework_s_file_has_the_name_that_the_container_gives_it() throws IOException {
        engine.ending("/openfl-gramine-model-save/save.py", 0);

        SavedModel saved = framework("best");

        assertThat(saved.file())
                .isEqualTo(root.resolve("target/model/demo_best.pt"))
                .hasContent("the framework's bytes");
        assertThat(record("demo_best.pt.json").get("format").asText()).isEqualTo("framework");
        assertThat(engine.running).isEmpty();
    }

    @Test
    void a_name_that_leads_elsewhere_is_refused() {
        engine.ending("/openfl-gramine-model-save/save.py", 0)
                .withFile("/openfl-gramine-model-save/name", "../../pom.xml");

        assertThatThrownBy(() -> framework("best"))
                .hasMessageContaining(
                        "Saving the model with the code in image demo:1 gave the model an invalid file name");
        assertThat(root.resolve("target/model")).doesNotExist();
    }

    @Test
    void where_the_code_fails_its_last_words_are_shown_and_nothing_is_written() {
        engine.ending("/openfl-gramine-model-save/save.py", 3);

        assertThatThrownBy(() -> framework("best"))
                .isInstanceOf(GraminizeException.class)
                .hasMessageContaining("ended with status 3. Its last lines:\n    last words of container1")
                .hasMessageContaining("-Dopenfl.modelFormat=tensors");
        assertThat(root.resolve("target/model")).doesNotExist();
    }

    @Test
    void the_newer_of_two_aggregators_models_is_taken() throws IOException {
        Path own = model("save/demo_best.pbuf");
        Files.setLastModifiedTime(own, FileTime.from(Instant.now().plusSeconds(60)));

        assertThat(tensors("best").source()).isEqualTo(own);
        assertThat(record("demo_best.npz.json").has("run"))
                .as("no goal started it")
                .isFalse();
    }

    @Test
    void without_a_best_model_the_last_is_taken() throws IOException {
        Files.delete(root.resolve("target/federation/aggregator/save/demo_best.pbuf"));

        assertThat(tensors("best").file()).hasFileName("demo_last.npz");
    }

    @Test
    void a_model_that_was_sent_can_be_given_by_its_file() throws IOException {
        Path sent = model("received.pbuf");

        SavedModel saved = tensors(sent.toString());

        assertThat(saved.file()).hasFileName("received.npz");
        assertThat(saved.metrics()).isEmpty();
    }

    @Test
    void a_model_that_does_not_exist_is_named() throws IOException {
        assertThatThrownBy(() -> tensors("beste"))
                .hasMessageContaining("openfl.model=beste is neither best nor last, and there is no such file.");
        Files.delete(root.resolve("target/federation/aggregator/save/demo_last.pbuf"));
        assertThatThrownBy(() -> tensors("last"))
                .hasMessageContaining("There is no trained model: neither ")
                .hasMessageContaining("mvn openfl-gramine:federation");
    }

    @Test
    void an_unknown_format_is_refused() {
        assertThatThrownBy(() -> ModelFormat.of("onnx"))
                .hasMessageContaining("openfl.modelFormat=onnx is not a format; expected framework or tensors.");
    }

    private SavedModel tensors(String model) throws IOException {
        return new ModelSave(new TensorsFile(), log()).save(request(model));
    }

    private SavedModel framework(String model) throws IOException {
        ActorImage image = new ActorImage("demo:1", engine.image("demo:1").orElseThrow());
        return new ModelSave(new FrameworkFile(engine, image, Duration.ofMinutes(1)), log()).save(request(model));
    }

    private ModelSave.Request request(String model) {
        return new ModelSave.Request(
                "demo",
                new TrainedModels(PLAN, List.of(root.resolve("target/federation/aggregator"), root)),
                model,
                root.resolve("target/model"));
    }

    private BuildLog log() {
        return new BuildLog(said::add, said::add);
    }

    private JsonNode record(String name) throws IOException {
        return new ObjectMapper()
                .readTree(root.resolve("target/model").resolve(name).toFile());
    }

    private Path model(String name) throws IOException {
        Path file = root.resolve(name);
        Files.createDirectories(file.getParent());
        try (InputStream in = resource("model.pbuf")) {
            return Files.write(file, in.readAllBytes());
        }
    }

    private static InputStream resource(String name) {
        return Objects.requireNonNull(ModelSaveTest.class.getResourceAsStream(name), name);
    }

    /** Returns the members of a zip as Latin-1 texts. */
    private static Map<String, String> members(InputStream in) throws IOException {
        Map<String, String> members = new LinkedHashMap<>();
        try (ZipInputStream zip = new ZipInputStream(in)) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                members.put(entry.getName(), new String(zip.readAllBytes(), StandardCharsets.ISO_8859_1));
            }
        }
        return members;
    }
}
