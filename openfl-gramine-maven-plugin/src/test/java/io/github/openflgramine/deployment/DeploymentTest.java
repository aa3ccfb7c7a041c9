package io.github.openflgramine.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.github.openflgramine.ImageId;
import io.github.openflgramine.Sha256;
import io.github.openflgramine.gramine.RemoteAttestation;
import io.github.openflgramine.openfl.Workspace;
import io.github.openflgramine.product.BuildLog;
import io.github.openflgramine.product.Measurements;
import io.github.openflgramine.product.MeasurementsTree;
import io.github.openflgramine.product.MeasurementsWriter;
import io.github.openflgramine.product.TestMeasurements;
import io.github.openflgramine.release.ReleaseKey;
import io.github.openflgramine.release.ReleasePublicKey;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DeploymentTest {

    private static final Path KEYS = Path.of("src/test/resources/keys");
    private static final String ID = "sha256:" + "ab".repeat(32);
    private static final String DIGEST = "registry.example.org/team/flowers@sha256:" + "cd".repeat(32);

    static final String PLAN = """
            aggregator:
              settings:
                init_state_path: save/flowers_init.pbuf
                best_state_path: save/flowers_best.pbuf
                last_state_path: save/flowers_last.pbuf
                rounds_to_train: 1
            network:
              settings:
                agg_addr: agg.example.org
                agg_port: 50123
            """;

    @TempDir
    private Path directory;

    private final List<String> said = new ArrayList<>();
    private Path workspace;

    @BeforeEach
    void workspace() throws IOException {
        workspace = directory.resolve("workspace");
        file("plan/plan.yaml", PLAN);
        file("plan/cols.yaml", "collaborators:\n- north\n- south\n");
        file("plan/data.yaml", "north,1\n");
        file("requirements.txt", "");
        file(".workspace", "");
        file("src/__init__.py", "");
        file("save/flowers_init.pbuf", "model");
        file("cert/cert_chain.crt", "-----BEGIN CERTIFICATE-----\nAA==\n-----END CERTIFICATE-----\n");
        file("cert/ca/signing-ca/private/signing-ca.key", "-----BEGIN PRIVATE KEY-----\n");
        file("cert/server/agg_agg.example.org.key", "-----BEGIN PRIVATE KEY-----\n");
        file("cert/client/col_north.key", "-----BEGIN PRIVATE KEY-----\n");
        measurements(true, "none");
    }

    @Test
    void there_is_a_kit_for_the_aggregator_and_one_for_each_collaborator() throws IOException {
        deploy(Optional.empty(), key());

        assertThat(files("flowers-aggregator"))
                .containsOnlyKeys(
                        "README.md",
                        "SHA256SUMS",
                        "SHA256SUMS.sig",
                        "cert/cert_chain.crt",
                        "compose.yaml",
                        "measurements.json",
                        "plan/cols.yaml",
                        "ra-tls/aggregator.env",
                        "ra-tls/collaborator.env",
                        "save/flowers_init.pbuf",
                        "start",
                        "stop");
        assertThat(files("flowers-north"))
                .containsOnlyKeys(
                        "README.md",
                        "SHA256SUMS",
                        "SHA256SUMS.sig",
                        "cert/cert_chain.crt",
                        "compose.yaml",
                        "measurements.json",
                        "plan/data.yaml",
                        "ra-tls/aggregator.env",
                        "ra-tls/collaborator.env",
                        "start",
                        "stop");
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
    void no_kit_has_a_private_key_and_one_that_would_is_not_written() throws IOException {
        deploy(Optional.empty(), key());
        for (String kit : List.of("flowers-aggregator", "flowers-north", "flowers-south")) {
            assertThat(Files.readString(kit(kit), StandardCharsets.ISO_8859_1)).doesNotContain("PRIVATE KEY", ".key\0");
        }

        file("cert/cert_chain.crt", "-----BEGIN CERTIFICATE-----\n-----BEGIN EC PRIVATE KEY-----\n");
        Files.delete(kit("flowers-aggregator"));
        assertThatThrownBy(() -> deploy(Optional.empty(), key()))
                .hasMessage(
                        "The kit flowers-aggregator would contain a private key: cert/cert_chain.crt. Remove it from the"
                                + " workspace's file; only public certificates belong there.");
        assertThat(kit("flowers-aggregator")).doesNotExist();
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
    void a_new_image_leaves_earlier_kits_valid_and_its_kit_leaves_a_participants_own_files_alone() throws IOException {
        deploy(Optional.empty(), key());
        Path earlier = Files.copy(kit("flowers-north"), directory.resolve("earlier.tar"));
        Path north = unpack("flowers-north");
        Files.writeString(north.resolve("cert/client/col_north.key"), "own");
        Files.writeString(north.resolve("data/iris.csv"), "own");
        measurements(true, "dcap");

        deploy(Optional.empty(), key());
        unpack("flowers-north");

        assertThat(KitCheck.check(earlier, publicKey())).containsEntry("verdict", "as released");
        assertThat(KitCheck.check(north, publicKey())).containsEntry("verdict", "as released");
        assertThat(north.resolve("cert/client/col_north.key")).hasContent("own");
        assertThat(north.resolve("data/iris.csv")).hasContent("own");
    }

    @Test
    void checksums_are_those_of_coreutils_and_their_signature_that_of_openssl() throws Exception {
        deploy(Optional.empty(), Optional.of(ReleaseKey.read(KEYS.resolve("ec.pem"), Optional.empty())));
        Path kit = unpack("flowers-aggregator");

        assertThat(run(kit, "sha256sum", "--check", "--strict", "SHA256SUMS"))
                .contains("start: OK", "save/flowers_init.pbuf: OK");
        assertThat(run(
                        kit,
                        "openssl",
                        "dgst",
                        "-sha256",
                        "-verify",
                        KEYS.resolve("public-ec.pem").toAbsolutePath().toString(),
                        "-signature",
                        "SHA256SUMS.sig",
                        "SHA256SUMS"))
                .contains("Verified OK");
    }

    @Test
    void a_changed_file_a_file_too_many_and_another_signer_are_noticed() throws IOException {
        deploy(Optional.empty(), key());
        Path kit = unpack("flowers-north");
        Files.writeString(kit.resolve("start"), "#!/bin/sh\n");
        assertThatThrownBy(() -> KitCheck.check(kit, publicKey()))
                .hasMessageStartingWith("openfl.kit=" + kit + ": start differs from the released file. SHA-256:");

        Path another = Files.copy(kit("flowers-south"), directory.resolve("south.tar"));
        assertThatThrownBy(() ->
                        KitCheck.check(another, Optional.of(ReleasePublicKey.read(KEYS.resolve("public-ec.pem")))))
                .hasMessageContaining(" is not signed by the key ");

        deploy(Optional.empty(), Optional.empty());
        assertThatThrownBy(() -> KitCheck.check(kit("flowers-south"), publicKey()))
                .hasMessageContaining(" is not signed.");
        assertThat(KitCheck.check(kit("flowers-south"), Optional.empty())).containsEntry("verdict", "whole");
        assertThat(said).anyMatch(line -> line.startsWith("The kits are unsigned"));
    }

    @Test
    void an_image_in_a_registry_is_named_by_its_digest_or_not_at_all() throws IOException {
        deploy(Optional.of(DIGEST), Optional.empty());
        assertThat(files("flowers-north").get("start"))
                .contains("image='" + DIGEST + "'", "docker pull \"$image\"")
                .doesNotContain("docker load");
        assertThat(compose("flowers-north").path("image").asText()).isEqualTo(DIGEST);

        ObjectNode tree = MeasurementsTree.read(directory.resolve(Measurements.FILE));
        MeasurementsTree.write(directory.resolve(Measurements.FILE), tree.put("image_reference", DIGEST));
        deploy(Optional.empty(), Optional.empty());
        assertThat(compose("flowers-north").path("image").asText()).isEqualTo(DIGEST);

        assertThatThrownBy(() -> deploy(Optional.of("registry.example.org/team/flowers:1"), Optional.empty()))
                .hasMessageContaining("is a tag, which can move");
    }

    @Test
    void an_image_in_an_archive_is_named_by_its_id_and_its_archive_by_its_digest() throws IOException {
        deploy(Optional.empty(), Optional.empty());
        assertThat(compose("flowers-north").path("image").asText()).isEqualTo("${KIT_IMAGE:-" + ID + "}");
        assertThat(files("flowers-north").get("start")).contains("sum=''");
        assertThat(files("flowers-north").get("README.md")).doesNotContain("containerd");

        Path archive = Files.writeString(directory.resolve("flowers.tar.gz"), "image");
        deploy(Optional.empty(), Optional.empty());
        String sum = Sha256.digest(archive).hex();
        assertThat(files("flowers-north").get("start")).contains("sum='" + sum + "'");
        assertThat(files("flowers-north").get("README.md")).contains("containerd", "    " + sum);
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
    void an_image_that_is_not_signed_has_no_mode_sgx() throws IOException {
        measurements(false, "none");

        deploy(Optional.empty(), Optional.empty());

        assertThat(files("flowers-north").get("start"))
                .contains("mode=${1:-direct}")
                .doesNotContain("gramine-sgx");
        assertThat(compose("flowers-north").path("security_opt").get(0).asText())
                .isEqualTo("seccomp=unconfined");
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

    private Map<String, Path> deploy(Optional<String> reference, Optional<ReleaseKey> key) throws IOException {
        return new Deployment(new BuildLog(said::add, said::add))
                .deploy(new Deployment.Request(
                        Workspace.open("flowers", workspace),
                        directory.resolve(Measurements.FILE),
                        reference,
                        directory.resolve("flowers.tar.gz"),
                        key,
                        directory.resolve("kits"),
                        directory.resolve("kubernetes")));
    }

    private void measurements(boolean signed, String attestation) throws IOException {
        MeasurementsWriter.write(
                directory.resolve(Measurements.FILE),
                TestMeasurements.of(
                        ImageId.of(ID),
                        signed,
                        RemoteAttestation.parse(attestation).orElseThrow()));
    }

    private static Optional<ReleaseKey> key() throws IOException {
        return Optional.of(ReleaseKey.read(KEYS.resolve("ed25519.pem"), Optional.empty()));
    }

    private static Optional<ReleasePublicKey> publicKey() throws IOException {
        return key().map(ReleaseKey::publicKey);
    }

    private JsonNode compose(String kit) throws IOException {
        return new YAMLMapper()
                .readTree(files(kit).get("compose.yaml"))
                .path("services")
                .path(kit);
    }

    private Path kit(String name) {
        return directory.resolve("kits").resolve(name + ".tar");
    }

    private Map<String, String> files(String name) throws IOException {
        Map<String, String> files = new TreeMap<>();
        try (TarArchiveInputStream tar = new TarArchiveInputStream(open(name))) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                if (!entry.isDirectory()) {
                    files.put(
                            entry.getName().substring(name.length() + 1),
                            new String(tar.readAllBytes(), StandardCharsets.UTF_8));
                }
            }
        }
        return files;
    }

    private InputStream open(String name) throws IOException {
        return new ByteArrayInputStream(Files.readAllBytes(kit(name)));
    }

    /** As tar does it: over what is there. */
    private Path unpack(String name) throws IOException {
        try (TarArchiveInputStream tar = new TarArchiveInputStream(open(name))) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                Path target = directory.resolve(entry.getName());
                if (entry.isDirectory()) {
                    Files.createDirectories(target);
                } else {
                    Files.createDirectories(target.getParent());
                    Files.write(target, tar.readAllBytes());
                    Files.setPosixFilePermissions(
                            target,
                            PosixFilePermissions.fromString((entry.getMode() & 0100) != 0 ? "rwxr-xr-x" : "rw-r--r--"));
                }
            }
        }
        return directory.resolve(name);
    }

    private static String run(Path directory, String... words) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(words)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        return output;
    }

    private void file(String path, String content) throws IOException {
        Path file = workspace.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);
    }
}
