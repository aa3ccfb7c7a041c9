package io.github.openflgramine.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** The directories that participants get for their clusters. */
final class ClusterFilesTest extends DeploymentFixture {

    @Test
    void a_participant_has_a_directory_of_what_is_given_what_is_its_own_and_what_is_applied() throws IOException {
        deploy(Optional.empty(), Optional.empty());

        assertThat(below("kubernetes/sgx/flowers-north"))
                .containsOnlyKeys(
                        "base/actor.yaml",
                        "base/claims.yaml",
                        "base/files.yaml",
                        "base/kustomization.yaml",
                        "files/kustomization.yaml",
                        "site/kustomization.yaml",
                        "start/kustomization.yaml");
        assertThat(below("kubernetes/direct")).isNotEmpty();
        assertThat(said).anyMatch(line -> line.contains("kubernetes/direct is for trials"));
    }

    @Test
    void the_same_workspace_gives_the_same_files_and_a_late_joiner_changes_nobody_elses() throws IOException {
        deploy(Optional.empty(), Optional.empty());
        Map<String, String> first = below("kubernetes");
        deploy(Optional.empty(), Optional.empty());
        assertThat(below("kubernetes")).isEqualTo(first);

        file("plan/cols.yaml", "collaborators:\n- north\n- south\n- west\n");
        deploy(Optional.empty(), Optional.empty());

        Map<String, String> others = below("kubernetes");
        others.keySet()
                .removeIf(file -> file.contains("/flowers-west/") || file.contains("/flowers-aggregator/base/actor"));
        first.keySet().removeIf(file -> file.contains("/flowers-aggregator/base/actor"));
        assertThat(others).isEqualTo(first);
    }

    @Test
    void the_files_do_not_depend_on_whether_the_authority_exists() throws IOException {
        deploy(Optional.empty(), Optional.empty());
        Map<String, String> certified = below("kubernetes");
        Files.delete(workspace.resolve("cert/cert_chain.crt"));

        deploy(Optional.empty(), Optional.empty());

        assertThat(below("kubernetes")).isEqualTo(certified);
    }

    @Test
    void what_a_site_has_changed_stays() throws IOException {
        deploy(Optional.empty(), Optional.empty());
        Path site = directory.resolve("kubernetes/sgx/flowers-north/site/kustomization.yaml");
        Files.writeString(site, "own");

        deploy(Optional.empty(), Optional.empty());

        assertThat(site).hasContent("own");
    }

    @Test
    void names_that_look_alike_in_a_cluster_have_files_of_their_own() throws IOException {
        file("plan/cols.yaml", "collaborators: [north_1, north.1, north-1]\n");

        deploy(Optional.empty(), Optional.empty());

        try (var directories = Files.list(directory.resolve("kubernetes/sgx"))) {
            assertThat(directories).hasSize(4);
        }
    }

    @Test
    void every_patch_of_a_sites_file_is_one_when_its_comment_is_removed() throws IOException {
        deploy(Optional.empty(), Optional.empty());

        assertThat(patches("sgx/flowers-aggregator")).hasSize(11);
        assertThat(patches("sgx/flowers-north")).hasSize(13);
        assertThat(patches("direct/flowers-north")).hasSize(14);
        for (JsonNode patch : patches("direct/flowers-north")) {
            JsonNode change = new YAMLMapper().readTree(patch.path("patch").asText());
            assertThat(change.isArray() ? change.get(0).has("op") : change.has("kind"))
                    .as(patch.toString())
                    .isTrue();
            assertThat(change.isArray()).isEqualTo(patch.has("target"));
        }
    }

    private List<JsonNode> patches(String participant) throws IOException {
        Path site = directory.resolve("kubernetes").resolve(participant).resolve("site/kustomization.yaml");
        String text = Files.readString(site);
        assertThat(new YAMLMapper().readTree(text).path("patches").isNull()).isTrue();
        List<JsonNode> patches = new ArrayList<>();
        new YAMLMapper()
                .readTree(text.replaceAll("(?m)^  #(- |  )", "  $1"))
                .path("patches")
                .forEach(patches::add);
        return patches;
    }

    private Map<String, String> below(String below) throws IOException {
        Map<String, String> files = new TreeMap<>();
        Path top = directory.resolve(below);
        try (var all = Files.walk(top)) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                files.put(top.relativize(file).toString(), Files.readString(file));
            }
        }
        return files;
    }
}
