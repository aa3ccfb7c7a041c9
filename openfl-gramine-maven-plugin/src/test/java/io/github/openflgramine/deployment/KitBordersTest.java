package io.github.openflgramine.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.github.openflgramine.GraminizeException;
import io.github.openflgramine.HostileText;
import io.github.openflgramine.ImageReference;
import io.github.openflgramine.ResultSchema;
import io.github.openflgramine.product.Measurements;
import io.github.openflgramine.product.MeasurementsTree;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** No value of measurements.json or the plan becomes a command in a kit. */
final class KitBordersTest extends DeploymentFixture {

    @Test
    void a_value_of_another_form_in_measurements_json_is_refused_before_a_kit_is_written() throws IOException {
        Path file = directory.resolve(Measurements.FILE);
        byte[] good = Files.readAllBytes(file);
        for (String pointer : List.of(
                "/image",
                "/image_id",
                "/image_reference",
                "/workspace",
                "/roles/aggregator/mrenclave",
                "/roles/aggregator/mrsigner",
                "/roles/collaborator/isv_prod_id",
                "/roles/collaborator/isv_svn",
                "/roles/collaborator/enclave_size",
                "/roles/collaborator/remote_attestation")) {
            for (String text : List.of("'; touch pwned #", "$(touch pwned)", "a\nb", "\"", "a`b`", "\u2028", "\0")) {
                Files.write(file, good);
                ObjectNode tree = MeasurementsTree.read(file);
                int name = pointer.lastIndexOf('/') + 1;
                ((ObjectNode) tree.at(pointer.substring(0, name - 1)))
                        .set(pointer.substring(name), TextNode.valueOf(form(pointer) + text));
                MeasurementsTree.write(file, tree);

                assertThat(catchThrowable(() -> deploy(Optional.empty(), Optional.empty())))
                        .as(pointer + " " + text)
                        .isInstanceOf(GraminizeException.class)
                        .hasMessageContaining(pointer + " is ");
            }
        }
        assertThat(directory.resolve("kits")).doesNotExist();
    }

    /** Returns the beginning of a good value. */
    private static String form(String pointer) {
        return switch (pointer) {
            case "/image" -> "flowers:1";
            case "/image_id" -> ID;
            case "/image_reference" -> DIGEST;
            default -> "0a";
        };
    }

    @Test
    void a_reference_to_an_image_is_a_repository_and_a_digest() {
        String digest = "@sha256:" + "ab".repeat(32);
        for (String good :
                List.of("demo", "team/demo", "registry.example.org/team/demo", "localhost:5000/a", "host:1/a")) {
            assertThat(ImageReference.parse(good + digest)).hasToString("Optional[" + good + digest + "]");
        }
        for (String text : HostileText.all()) {
            if (!text.matches("[a-z0-9._-]+")) {
                assertThat(ImageReference.parse(text + digest)).as(text).isEmpty();
                assertThat(ImageReference.parse("registry.example.org/" + text + digest))
                        .as(text)
                        .isEmpty();
            }
        }
    }

    @Test
    void a_path_of_the_plan_becomes_no_command() throws Exception {
        String model = "save/$(touch pwned)`touch pwned`'; touch pwned; '\".pbuf";
        file("plan/plan.yaml", PLAN.replace("save/flowers_init.pbuf", "'" + model.replace("'", "''") + "'"));
        file(model, "model");
        deploy(Optional.empty(), key());
        Path kit = unpack("flowers-aggregator");

        Process process = new ProcessBuilder("sh", "./start", "direct")
                .directory(kit.toFile())
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(process.waitFor()).isEqualTo(1);
        assertThat(output).contains("Missing in", " cert/server/agg_agg.example.org.crt ");
        assertThat(run(kit, "sha256sum", "--check", "--strict", "SHA256SUMS")).contains(model + ": OK");
        assertThat(kit.resolve("pwned")).doesNotExist();
        Map<String, Object> verdict = KitCheck.check(kit("flowers-aggregator"), publicKey());
        assertThat(verdict).containsEntry("verdict", "as released");
        ResultSchema.printed("verify", verdict);
    }

    @Test
    void a_path_that_a_kit_cannot_have_is_refused() throws IOException {
        String model = "save/a\\b.pbuf";
        file("plan/plan.yaml", PLAN.replace("save/flowers_init.pbuf", model));
        file(model, "model");

        assertThat(catchThrowable(() -> deploy(Optional.empty(), Optional.empty())))
                .isInstanceOf(GraminizeException.class)
                .hasMessageContaining(
                        "The kit flowers-aggregator has 'save/a\\\\b.pbuf', which cannot be a file of a kit.");
    }
}
