package io.github.openflgramine.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.openflgramine.GraminizeException;
import io.github.openflgramine.ImageId;
import io.github.openflgramine.Sha256;
import io.github.openflgramine.layers.ImageBuilder;
import io.github.openflgramine.product.ArchiveNote;
import io.github.openflgramine.product.ImageContent;
import io.github.openflgramine.product.Measurements;
import io.github.openflgramine.product.MeasurementsReader;
import io.github.openflgramine.product.MeasurementsTree;
import io.github.openflgramine.product.MeasurementsWriter;
import io.github.openflgramine.run.ActorMode;
import io.github.openflgramine.tar.TarBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

final class KitFilesTest extends DeploymentFixture {

    @Test
    void an_image_in_a_registry_is_named_by_its_digest_or_not_at_all() throws IOException {
        deploy(Optional.of(DIGEST), Optional.empty());
        assertThat(files("flowers-north").get("start"))
                .contains("image=" + DIGEST + "\n", "\"$engine\" pull \"$image\"")
                .doesNotContain(" load");
        assertThat(compose("flowers-north").path("image").asText()).isEqualTo(DIGEST);

        ObjectNode tree = MeasurementsTree.read(directory.resolve(Measurements.FILE));
        MeasurementsTree.write(directory.resolve(Measurements.FILE), tree.put("image_reference", DIGEST));
        deploy(Optional.empty(), Optional.empty());
        assertThat(compose("flowers-north").path("image").asText()).isEqualTo(DIGEST);

        assertThatThrownBy(() -> deploy(Optional.of("registry.example.org/team/flowers:1"), Optional.empty()))
                .hasMessageContaining("is a tag, which can move");
    }

    @Test
    void sealed_directories_are_for_enclaves_alone() throws Exception {
        ObjectNode tree = MeasurementsTree.read(directory.resolve(Measurements.FILE));
        ((ObjectNode) tree.at("/roles/collaborator")).put("sealed", true);
        MeasurementsTree.write(directory.resolve(Measurements.FILE), tree);
        deploy(Optional.empty(), Optional.empty());

        assertThat(directory.resolve("kubernetes/sgx/flowers-north/base/actor.yaml"))
                .exists();
        assertThat(directory.resolve("kubernetes/direct/flowers-north/base/actor.yaml"))
                .doesNotExist();
        assertThat(directory.resolve("kubernetes/direct/flowers-aggregator/base/actor.yaml"))
                .exists();
        Path kit = unpack("flowers-north");
        for (String mode : List.of("direct", "native")) {
            assertThat(run(kit, "sh", "-c", "sh ./start " + mode + " || true"))
                    .isEqualTo(
                            "Mode " + mode
                                    + " has no enclave: it would damage the directories that this image seals to its enclave\n");
        }
    }

    @Test
    void encrypted_data_are_mounted_writable_and_the_kit_says_why() throws Exception {
        deploy(Optional.empty(), Optional.empty());
        assertThat(dataVolume().path("read_only").asBoolean()).isTrue();
        assertThat(files("flowers-north").get("README.md")).contains("It is mounted read-only");
        assertThat(areDataReadOnlyInACluster()).isTrue();

        ObjectNode tree = MeasurementsTree.read(directory.resolve(Measurements.FILE));
        ((ObjectNode) tree.at("/roles/collaborator")).put("encrypted_data", true);
        MeasurementsTree.write(directory.resolve(Measurements.FILE), tree);
        deploy(Optional.empty(), Optional.empty());
        assertThat(dataVolume().has("read_only")).isFalse();
        assertThat(files("flowers-north").get("README.md"))
                .contains("encrypted files for writing even to read them")
                .doesNotContain("It is mounted read-only");
        assertThat(areDataReadOnlyInACluster()).isFalse();
    }

    private JsonNode dataVolume() throws IOException {
        for (JsonNode volume : compose("flowers-north").path("volumes")) {
            if (volume.path("target").asText().equals("/workspace/data")) {
                return volume;
            }
        }
        throw new AssertionError("no volume with data");
    }

    private boolean areDataReadOnlyInACluster() throws IOException {
        String yaml = Files.readString(directory.resolve("kubernetes/sgx/flowers-north/base/actor.yaml"));
        for (JsonNode mount : KubernetesActors.document(yaml, "Job", "flowers-north")
                .at("/spec/template/spec/containers/0/volumeMounts")) {
            if (mount.path("mountPath").asText().equals("/workspace/data")) {
                return mount.path("readOnly").asBoolean();
            }
        }
        throw new AssertionError("no mount with data");
    }

    @Test
    void an_image_in_an_archive_is_named_by_its_id_and_its_archive_by_its_digest() throws IOException {
        deploy(Optional.empty(), Optional.empty());

        String sum = Sha256.digest(directory.resolve("flowers.tar.gz")).hex();
        assertThat(compose("flowers-north").path("image").asText()).isEqualTo("${KIT_IMAGE:-" + ID + "}");
        assertThat(files("flowers-north").get("start")).contains("sum=" + sum + "\n");
        assertThat(files("flowers-north").get("README.md"))
                .contains("    " + sum, "    " + ID)
                .contains("    java -jar openfl-gramine.jar verify --kit=KIT.tar --release-public-key=PUBLIC.pem\n")
                .contains("    java -jar openfl-gramine.jar collaborator-generate-cert-request --collaborator=north\n");
    }

    @Test
    void an_archive_of_another_image_is_in_no_kit() throws IOException {
        Path archive = directory.resolve("flowers.tar.gz");
        ImageBuilder earlier = ImageBuilder.of(TarBuilder.pax().file("a", "2"));
        Files.write(archive, earlier.dockerSave());
        assertThatThrownBy(() -> deploy(Optional.empty(), Optional.empty()))
                .isInstanceOf(GraminizeException.class)
                .hasMessage(archive + " is not the image of measurements.json.\n    expected  " + ID
                        + "\n    found     sha256:" + Sha256.digest(earlier.config())
                        + "\n Both are from the same build after: mvn install");

        byte[] whole = IMAGE.dockerSave();
        Files.write(archive, Arrays.copyOf(whole, whole.length / 2));
        assertThatThrownBy(() -> deploy(Optional.empty(), Optional.empty()))
                .isInstanceOf(GraminizeException.class)
                .hasMessageContaining(archive + " ends in the middle of an entry");

        Files.delete(archive);
        assertThatThrownBy(() -> deploy(Optional.empty(), Optional.empty()))
                .isInstanceOf(GraminizeException.class)
                .hasMessageContaining("There is no " + archive + ", and the image is in no registry");
        assertThat(directory.resolve("kits")).doesNotExist();
    }

    @Test
    void an_archive_that_changed_after_its_build_is_in_no_kit() throws IOException {
        Path archive = directory.resolve("flowers.tar.gz");
        new ArchiveNote(ImageId.of(ID), Sha256.digest(IMAGE.config())).write(archive);
        assertThatThrownBy(() -> deploy(Optional.empty(), Optional.empty()))
                .isInstanceOf(GraminizeException.class)
                .hasMessage(archive + " is not the file of flowers.tar.gz.sha256.\n    expected  SHA-256 "
                        + Sha256.digest(IMAGE.config()) + "\n    found     SHA-256 " + Sha256.digest(archive)
                        + "\n Both are from the same build after: mvn install");

        new ArchiveNote(ImageId.of(ID), Sha256.digest(archive)).write(archive);
        assertThat(deploy(Optional.empty(), Optional.empty())).isNotEmpty();
    }

    @Test
    void an_image_with_another_configuration_than_the_measured_one_is_in_no_kit() throws IOException {
        Path measurements = directory.resolve(Measurements.FILE);
        Measurements built = MeasurementsReader.read(measurements);
        ImageContent other = new ImageContent(Sha256.digest(new byte[1]), List.of(), new TreeMap<>());
        MeasurementsWriter.write(measurements, built.withImage(ImageId.of(ID), other));
        assertThatThrownBy(() -> deploy(Optional.empty(), Optional.empty()))
                .isInstanceOf(GraminizeException.class)
                .hasMessageContaining("is not the image of measurements.json.\n    expected  configuration sha256:"
                        + other.config() + "\n    found     configuration " + ID);
    }

    @Test
    void a_compose_file_says_what_the_script_does() throws IOException {
        deploy(Optional.empty(), Optional.empty());

        JsonNode service = compose("flowers-north");
        assertThat(service.path("command"))
                .map(JsonNode::asText)
                .containsExactly("collaborator", "start", "-n", "north");
        assertThat(service.path("network_mode").asText()).isEqualTo("host");
        assertThat(service.path("devices").get(0).asText())
                .isEqualTo("${SGX_DEVICE:-/dev/sgx_enclave}:/dev/sgx_enclave");
        assertThat(service.path("environment").path("GRAMINE_EXECUTABLE").asText())
                .isEqualTo("gramine-sgx");
        String start = files("flowers-north").get("start");
        for (JsonNode volume : service.path("volumes")) {
            String target = volume.path("target").asText();
            assertThat(start)
                    .contains(",target=" + target + (volume.path("read_only").asBoolean() ? ",readonly" : "\""));
        }
        assertThat(service.path("volumes")).hasSize(6);
    }

    @Test
    void every_kit_has_what_gramines_verifiers_compare_a_quote_with() throws IOException {
        deploy(Optional.empty(), Optional.empty());

        assertThat(files("flowers-north").get("ra-tls/aggregator.env"))
                .isEqualTo("""
                RA_TLS_MRENCLAVE=%s
                RA_TLS_MRSIGNER=%s
                RA_TLS_ISV_PROD_ID=7
                RA_TLS_ISV_SVN=2
                """.formatted("0a".repeat(32), "05".repeat(32)));
    }

    @Test
    void every_mode_runs_without_capabilities_new_privileges_and_a_writable_root() throws IOException {
        deploy(Optional.empty(), Optional.empty());

        String start = files("flowers-north").get("start");
        for (String option :
                List.of("--cap-drop=ALL", "--read-only", "--tmpfs=/tmp", "--security-opt=no-new-privileges")) {
            // The actor in each mode, and the trial of the connection.
            assertThat(start.split(" " + option + " ", -1)).as(option).hasSize(2 + ActorMode.values().length);
        }
        assertThat(compose("flowers-north").path("cap_drop").toString()).isEqualTo("[\"ALL\"]");
        assertThat(compose("flowers-north").path("read_only").asBoolean()).isTrue();
        assertThat(compose("flowers-north").path("tmpfs").toString()).isEqualTo("[\"/tmp\"]");
        assertThat(compose("flowers-north").path("security_opt").toString()).contains("no-new-privileges");
    }

    @Test
    void an_image_that_is_not_signed_has_no_mode_sgx() throws IOException {
        measurements(false, "none");

        deploy(Optional.empty(), Optional.empty());

        assertThat(files("flowers-north").get("start"))
                .contains("mode=${1:-direct}")
                .doesNotContain("gramine-sgx");
        assertThat(compose("flowers-north").path("security_opt").get(0).asText())
                .isEqualTo("seccomp=unconfined");
    }
}
