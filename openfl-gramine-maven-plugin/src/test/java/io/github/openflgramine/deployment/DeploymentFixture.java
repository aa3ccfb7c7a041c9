package io.github.openflgramine.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.github.openflgramine.ImageId;
import io.github.openflgramine.Passphrase;
import io.github.openflgramine.Sha256;
import io.github.openflgramine.gramine.RemoteAttestation;
import io.github.openflgramine.layers.ImageBuilder;
import io.github.openflgramine.openfl.Workspace;
import io.github.openflgramine.product.BuildLog;
import io.github.openflgramine.product.ImageContent;
import io.github.openflgramine.product.Measurements;
import io.github.openflgramine.product.MeasurementsTree;
import io.github.openflgramine.product.MeasurementsWriter;
import io.github.openflgramine.product.ProductionGate;
import io.github.openflgramine.product.TestMeasurements;
import io.github.openflgramine.release.ReleaseKey;
import io.github.openflgramine.release.ReleasePublicKey;
import io.github.openflgramine.tar.TarBuilder;
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
import org.junit.jupiter.api.io.TempDir;

/** A workspace for kits, and the written kits. */
abstract class DeploymentFixture {

    static final Path KEYS = Path.of("src/test/resources/keys");
    static final ImageBuilder IMAGE = ImageBuilder.of(TarBuilder.pax().file("a", "1"));
    static final String ID = "sha256:" + Sha256.digest(IMAGE.config());
    static final String DIGEST = "registry.example.org/team/flowers@sha256:" + "cd".repeat(32);

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
    Path directory;

    final List<String> said = new ArrayList<>();
    Path workspace;
    Optional<String> aesmdImage = Optional.empty();
    Optional<Sha256> executableJar = Optional.empty();
    Optional<String> podCpu = Optional.empty();
    Optional<String> podMemory = Optional.empty();
    Optional<String> podEpc = Optional.empty();

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
        Files.write(directory.resolve("flowers.tar.gz"), IMAGE.dockerSave());
    }

    Map<String, Path> deploy(Optional<String> reference, Optional<ReleaseKey> key) throws IOException {
        return deploy(reference, key, false);
    }

    Map<String, Path> deploy(Optional<String> reference, Optional<ReleaseKey> key, boolean production)
            throws IOException {
        BuildLog log = new BuildLog(said::add, said::add);
        return new Deployment(log, new ProductionGate(production, log))
                .deploy(new Deployment.Request(
                        Workspace.open("flowers", workspace),
                        directory.resolve(Measurements.FILE),
                        reference,
                        directory.resolve("flowers.tar.gz"),
                        executableJar,
                        ClusterSettings.of(new ClusterSettings.Written(aesmdImage, podCpu, podMemory, podEpc)),
                        key,
                        directory.resolve("kits"),
                        directory.resolve("kubernetes")));
    }

    /** Makes the last build's image one of an attested federation. */
    void attest(String... roles) throws IOException {
        measurements(true, "dcap");
        ObjectNode tree = MeasurementsTree.read(directory.resolve(Measurements.FILE));
        for (String role : roles) {
            ((ObjectNode) tree.at("/roles/" + role)).put("sealed", true).put("attested", true);
        }
        MeasurementsTree.write(directory.resolve(Measurements.FILE), tree);
    }

    void measurements(boolean signed, String attestation) throws IOException {
        ImageContent content = new ImageContent(Sha256.digest(IMAGE.config()), List.of(), new TreeMap<>());
        MeasurementsWriter.write(
                directory.resolve(Measurements.FILE),
                TestMeasurements.of(
                                ImageId.of(ID),
                                signed,
                                RemoteAttestation.parse(attestation).orElseThrow())
                        .withImage(ImageId.of(ID), content));
    }

    static Optional<ReleaseKey> key() throws IOException {
        return Optional.of(ReleaseKey.read(KEYS.resolve("ed25519.pem"), Passphrase.none()));
    }

    static ReleasePublicKey publicKey() throws IOException {
        return key().orElseThrow().publicKey();
    }

    JsonNode compose(String kit) throws IOException {
        return new YAMLMapper()
                .readTree(files(kit).get("compose.yaml"))
                .path("services")
                .path(kit);
    }

    Path kit(String name) {
        return directory.resolve("kits").resolve(name + ".tar");
    }

    Map<String, String> files(String name) throws IOException {
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

    InputStream open(String name) throws IOException {
        return new ByteArrayInputStream(Files.readAllBytes(kit(name)));
    }

    /** Unpacks a kit over existing files, as tar does. */
    Path unpack(String name) throws IOException {
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

    static String run(Path directory, String... words) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(words)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        return output;
    }

    void file(String path, String content) throws IOException {
        Path file = workspace.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);
    }
}
