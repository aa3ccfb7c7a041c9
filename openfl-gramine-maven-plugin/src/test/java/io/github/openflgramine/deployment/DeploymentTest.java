package io.github.openflgramine.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.openflgramine.product.ImageLabels;
import io.github.openflgramine.product.Measurements;
import io.github.openflgramine.product.MeasurementsTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class DeploymentTest extends DeploymentFixture {

    @Test
    void there_is_a_kit_for_the_aggregator_and_one_for_each_collaborator() throws IOException {
        deploy(Optional.empty(), key());

        assertThat(files("flowers-aggregator"))
                .containsOnlyKeys(filesOfEveryKitAnd("plan/cols.yaml", "save/flowers_init.pbuf"));
        assertThat(files("flowers-north"))
                .containsOnlyKeys(filesOfEveryKitAnd(
                        "import", "plan/data.yaml", "request", "tools/certificates.py", "tools/connection.py"));
        assertThat(files("flowers-south")).doesNotContainKey("plan/data.yaml");
        assertThat(files("flowers-north").get("plan/data.yaml")).isEqualTo("north,1\n");
    }

    @Test
    void a_kit_is_found_by_whom_it_is_for() throws IOException {
        file("plan/cols.yaml", "collaborators: [north, North, south]\n");

        assertThat(deploy(Optional.empty(), key()))
                .containsExactly(
                        Map.entry("aggregator", kit("flowers-aggregator")),
                        Map.entry("north", kit("flowers-north")),
                        Map.entry("south", kit("flowers-south")));
    }

    @Test
    void a_kit_of_who_is_no_longer_listed_is_removed() throws IOException {
        deploy(Optional.empty(), key());
        Path own = Files.writeString(directory.resolve("kits/notes.tar"), "");
        file("plan/cols.yaml", "collaborators: [south]\n");

        deploy(Optional.empty(), key());

        assertThat(kit("flowers-north")).doesNotExist();
        assertThat(kit("flowers-south")).exists();
        assertThat(own).exists();
        assertThat(said).contains("Removed " + kit("flowers-north") + ": its participant is not in cols.yaml");
    }

    @Test
    void the_same_workspace_gives_the_same_bytes() throws IOException {
        deploy(Optional.empty(), key());
        byte[] first = Files.readAllBytes(kit("flowers-north"));

        deploy(Optional.empty(), key());

        assertThat(Files.readAllBytes(kit("flowers-north"))).isEqualTo(first);
    }

    @Test
    void a_participant_more_changes_no_collaborators_kit() throws IOException {
        deploy(Optional.empty(), key());
        byte[] north = Files.readAllBytes(kit("flowers-north"));
        file("plan/cols.yaml", "collaborators:\n- north\n- south\n- west\n");

        deploy(Optional.empty(), key());

        assertThat(Files.readAllBytes(kit("flowers-north"))).isEqualTo(north);
        assertThat(kit("flowers-west")).exists();
    }

    @Test
    void what_a_kit_cannot_be_made_without_is_asked_for() throws IOException {
        file("plan/cols.yaml", "collaborators: []\n");
        assertThatThrownBy(() -> deploy(Optional.empty(), Optional.empty()))
                .hasMessageContaining("lists no collaborator");

        file("plan/cols.yaml", "collaborators: [north, Aggregator]\n");
        assertThatThrownBy(() -> deploy(Optional.empty(), Optional.empty()))
                .hasMessageContaining("lists a collaborator named aggregator");

        file("plan/cols.yaml", "collaborators: [north]\n");
        Path measurements = directory.resolve(Measurements.FILE);
        ObjectNode tree = MeasurementsTree.read(measurements);
        tree.remove("image_id");
        MeasurementsTree.write(measurements, tree);
        assertThatThrownBy(() -> deploy(Optional.empty(), Optional.empty()))
                .hasMessage("measurements.json does not name its image yet. Run mvn install first.");
    }

    @Test
    void an_image_of_other_code_than_the_workspace_has_now_makes_no_kits() throws IOException {
        Path measurements = directory.resolve(Measurements.FILE);
        ObjectNode tree = MeasurementsTree.read(measurements);
        tree.withObject("/image_content/settings").put("Labels." + ImageLabels.SOURCES, "00".repeat(32));
        MeasurementsTree.write(measurements, tree);
        file("requirements.txt", "");
        file("src/__init__.py", "");
        file(".workspace", "");

        assertThatThrownBy(() -> deploy(Optional.empty(), key()))
                .hasMessageContaining(" is out of date: src/, requirements.txt or gramine/ in ");
    }

    private static List<String> filesOfEveryKitAnd(String... others) {
        List<String> files = new ArrayList<>(List.of(
                "CONTENTS",
                "README.md",
                "SHA256SUMS",
                "SHA256SUMS.sig",
                "cert/cert_chain.crt",
                "compose.yaml",
                "measurements.json",
                "ra-tls/aggregator.env",
                "ra-tls/collaborator.env",
                "start",
                "status",
                "stop",
                "verify"));
        files.addAll(List.of(others));
        return files;
    }
}
