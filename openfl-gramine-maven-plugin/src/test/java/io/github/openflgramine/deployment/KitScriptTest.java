package io.github.openflgramine.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.openflgramine.ImageId;
import io.github.openflgramine.Sha256;
import io.github.openflgramine.engine.DockerCommand;
import io.github.openflgramine.engine.EngineKind;
import io.github.openflgramine.engine.EngineKinds;
import io.github.openflgramine.gramine.RemoteAttestation;
import io.github.openflgramine.image.Image;
import io.github.openflgramine.layers.ImageReader;
import io.github.openflgramine.openfl.Workspace;
import io.github.openflgramine.pki.Participant;
import io.github.openflgramine.product.BuildLog;
import io.github.openflgramine.product.ImageContent;
import io.github.openflgramine.product.Measurements;
import io.github.openflgramine.product.MeasurementsWriter;
import io.github.openflgramine.product.ProductionGate;
import io.github.openflgramine.product.TestMeasurements;
import io.github.openflgramine.run.Actor;
import io.github.openflgramine.run.ActorHost;
import io.github.openflgramine.run.ActorMode;
import io.github.openflgramine.run.ActorPreparation;
import io.github.openflgramine.run.SgxFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs a kit's scripts with a fake docker command that only records its arguments. */
final class KitScriptTest {

    @TempDir
    private Path directory;

    /** Stands for the executable jar. */
    private static final String JAR = "jar";

    /** The image's ids: the one of an engine with containerd's image store, which built it, and the others'. */
    private String id;

    private String config;
    private byte[] image;
    private Path kit;
    private Path device;

    @BeforeEach
    void kit() throws Exception {
        for (String part : List.of("requirements.txt", ".workspace", "src/__init__.py", "plan/data.yaml")) {
            file("workspace/" + part, part.endsWith("data.yaml") ? "north,1\n" : "");
        }
        file("workspace/plan/plan.yaml", DeploymentFixture.PLAN);
        file("workspace/plan/cols.yaml", "collaborators: [north]\n");
        image = DeploymentFixture.IMAGE.ociArchive(false);
        Path archive = Files.write(directory.resolve("flowers.tar.gz"), image);
        try (Image read = new ImageReader().readArchive(archive)) {
            config = read.ids().get(0).toString();
            id = read.ids().get(1).toString();
            MeasurementsWriter.write(
                    directory.resolve(Measurements.FILE),
                    TestMeasurements.of(ImageId.of(id), true, RemoteAttestation.NONE)
                            .withImage(
                                    ImageId.of(id),
                                    ImageContent.of(read.config().orElseThrow())));
        }
        BuildLog log = new BuildLog(line -> {}, line -> {});
        new Deployment(log, new ProductionGate(false, log))
                .deploy(new Deployment.Request(
                        Workspace.open("flowers", directory.resolve("workspace")),
                        directory.resolve(Measurements.FILE),
                        Optional.empty(),
                        archive,
                        Optional.of(Sha256.digest(JAR.getBytes(StandardCharsets.UTF_8))),
                        ClusterSettings.of(ClusterSettings.Written.NOTHING),
                        Optional.empty(),
                        directory,
                        directory.resolve("kubernetes")));
        Path place = Files.createDirectories(directory.resolve("a \"$HOME\" `place`".replace("\"", "'")));
        assertThat(new ProcessBuilder(
                                "tar",
                                "--extract",
                                "--file",
                                directory.resolve("flowers-north.tar").toString())
                        .directory(place.toFile())
                        .inheritIO()
                        .start()
                        .waitFor())
                .isZero();
        kit = place.resolve("flowers-north");
        Path docker = file("bin/docker", """
                #!/bin/sh
                case "$*" in
                    "image inspect"*) for name; do :; done; [ -e "$LOADED" ] && sed -n "s|^$name ||p" "$IDS" | grep . ;;
                    "container inspect --format {{index"*) cat "$OWNER" 2>/dev/null ;;
                    "container inspect"*) cat "$CONTAINER" 2>/dev/null || exit 1 ;;
                    "info --format {{.OSType}}"*) cat "$INFO" ;;
                    "info --format {{.Host.OS}}"*) cat "$PODMAN_INFO" ;;
                    "load"*) cat >/dev/null; touch "$LOADED" ;;
                    run*) for word; do printf '%s\\n' "$word"; done > "$SAID" ;;
                esac
                """);
        Files.setPosixFilePermissions(docker, PosixFilePermissions.fromString("rwxr-xr-x"));
        ids(id);
        file("info", "linux/x86_64 docker Debian GNU/Linux 12 (bookworm) [name=seccomp,profile=default]\n");
        device = file("sgx_enclave", "");
    }

    @Test
    void start_runs_what_the_start_goal_runs() throws Exception {
        ready();

        for (ActorMode mode : ActorMode.values()) {
            assertThat(start(mode.toString())).as(start(mode.toString())).isEmpty();

            ActorHost host = ActorHost.of(
                    kit,
                    new SgxFiles(device, directory.resolve("no-socket")),
                    EngineKinds.docker(EngineKind.Users.SAME));
            List<String> goal = DockerCommand.run(
                    Actor.collaborator(kit, Participant.collaborator("north"), kit.resolve("data"))
                            .container(id, mode, host, Map.entry(ActorPreparation.LABEL, kit.toString()))
                            .name("flowers-north")
                            .build(),
                    false);
            assertThat(Files.readAllLines(directory.resolve("said"))).isEqualTo(goal);
        }
    }

    @Test
    void a_device_of_a_group_lets_the_actor_in_and_a_detached_one_stays() throws Exception {
        ready();
        Files.setPosixFilePermissions(device, PosixFilePermissions.fromString("rw-rw----"));

        assertThat(start("--detach", "sgx")).isEmpty();

        assertThat(Files.readAllLines(directory.resolve("said")))
                .contains("--detach", "--group-add=" + Files.getAttribute(device, "unix:gid"))
                .doesNotContain("--rm");
    }

    @Test
    void a_rootless_docker_gives_files_to_who_starts_it() throws Exception {
        ready();
        file("info", "linux/x86_64 docker Debian [name=seccomp,profile=default name=rootless]\n");

        assertThat(start("direct")).isEmpty();
        assertThat(Files.readAllLines(directory.resolve("said"))).contains("--user=0:0");

        assertThat(start("sgx")).contains(device + " is not /dev/sgx_enclave");
    }

    @Test
    void an_engine_whose_containers_have_other_ids_is_asked_for_the_machines() throws Exception {
        ready();
        file("info", "linux/x86_64 docker Debian [name=seccomp,profile=default name=userns]\n");

        assertThat(start("direct")).isEmpty();
        assertThat(Files.readAllLines(directory.resolve("said"))).contains("--userns=host");
    }

    @Test
    void engines_of_other_machines_are_refused_by_name() throws Exception {
        ready();
        file("info", "linux/aarch64 docker Docker Desktop [name=seccomp,profile=default]\n");
        assertThat(start("direct")).startsWith("The engine's containers are for linux/aarch64, and Gramine needs");

        file("info", "linux/x86_64 docker Docker Desktop [name=seccomp,profile=default]\n");
        assertThat(start("sgx")).contains("Docker Desktop runs containers in a virtual machine");

        Files.delete(directory.resolve("info"));
        assertThat(start("direct")).startsWith("The engine does not answer");
        assertThat(directory.resolve("said")).doesNotExist();
    }

    @Test
    void a_rootless_podman_keeps_the_user() throws Exception {
        ready();
        Files.delete(directory.resolve("info"));
        file("podman-info", "linux/amd64 podman rootless=true crun\n");

        assertThat(start("direct")).isEmpty();
        assertThat(Files.readAllLines(directory.resolve("said"))).contains("--userns=keep-id");

        Files.setPosixFilePermissions(device, PosixFilePermissions.fromString("rw-rw----"));
        assertThat(start("sgx")).isEmpty();
        assertThat(Files.readAllLines(directory.resolve("said"))).contains("--group-add=keep-groups");

        file("podman-info", "linux/amd64 podman rootless=true runc\n");
        assertThat(start("sgx")).contains("In this rootless engine a container does not get the group");
    }

    @Test
    void what_is_missing_is_named_before_anything_runs() throws Exception {
        assertThat(start("direct"))
                .contains("Missing in", "cert/client/col_north.crt cert/client/col_north.key", "cert/cert_chain.crt");
        assertThat(directory.resolve("said")).doesNotExist();
    }

    @Test
    void the_image_is_loaded_from_beside_the_kit_and_no_other_id_is_started() throws Exception {
        ready();
        Files.delete(directory.resolve("loaded"));
        assertThat(start("direct")).contains("expected  " + id);

        archive(kit.resolveSibling("flowers.tar.gz"));
        assertThat(start("direct")).isEmpty();
        assertThat(directory.resolve("loaded")).exists();
    }

    @Test
    void an_engine_that_gives_ids_of_its_own_runs_what_it_loaded_from_the_very_archive() throws Exception {
        ready();
        Files.delete(directory.resolve("loaded"));
        String own = "sha256:" + "cd".repeat(32);
        ids(own);
        Path archive = archive(kit.resolve("flowers.tar.gz"));
        assertThat(start("direct")).isEmpty();
        assertThat(directory.resolve("said")).content().contains(own);

        Files.delete(archive);
        Files.delete(directory.resolve("said"));
        assertThat(start("direct")).isEmpty();
        assertThat(directory.resolve("said")).content().contains(own);

        Files.writeString(kit.resolve(".image-id"), "0".repeat(64) + " " + own + "\n");
        assertThat(start("direct")).contains("expected  " + id, "found     " + own);
    }

    @Test
    void the_configurations_digest_is_the_id_in_engines_of_the_other_kind() throws Exception {
        ready();
        ids(config);

        assertThat(start("direct")).isEmpty();
        assertThat(directory.resolve("said")).content().contains(config);
    }

    @Test
    void another_archive_is_not_even_loaded() throws Exception {
        ready();
        Files.delete(directory.resolve("loaded"));
        Path archive = Files.writeString(kit.resolve("flowers.tar.gz"), "another");

        assertThat(start("direct"))
                .isEqualTo(archive + " is not the archive that this kit was made with. SHA-256:\n  expected  "
                        + Sha256.digest(image) + "\n  found     "
                        + Sha256.digest(archive) + "\n");
        assertThat(directory.resolve("loaded")).doesNotExist();
        assertThat(directory.resolve("said")).doesNotExist();
    }

    @Test
    void an_actor_runs_once() throws Exception {
        ready();
        Files.writeString(directory.resolve("container"), "true\n");

        assertThat(start("direct")).isEqualTo("It is already running in container flowers-north. Stop it: ./stop\n");
    }

    @Test
    void another_directorys_container_is_left_alone() throws Exception {
        ready();
        Files.writeString(directory.resolve("container"), "false\n");
        Files.writeString(directory.resolve("owner"), "/srv/another\n");

        assertThat(start("direct"))
                .startsWith("The container flowers-north belongs to /srv/another. Two kits of one name")
                .contains("KIT_CONTAINER=NAME");

        Files.writeString(directory.resolve("owner"), kit + "\n");
        assertThat(start("direct")).isEmpty();
    }

    @Test
    void a_mode_that_there_is_not_and_a_machine_without_sgx_are_told() throws Exception {
        ready();
        assertThat(start("fast")).isEqualTo("Unknown mode fast; expected sgx, direct, native\n");

        Files.delete(device);
        assertThat(start()).contains("does not exist: this machine has no SGX");
    }

    private Path archive(Path file) throws IOException {
        return Files.write(file, image);
    }

    /** Sets the image's id in the engine. */
    private void ids(String id) throws IOException {
        file("ids", id + " " + id + "\nflowers:1 " + id + "\n");
    }

    private void ready() throws IOException {
        for (String part : List.of("cert/client/col_north.crt", "cert/client/col_north.key", "cert/cert_chain.crt")) {
            Files.writeString(kit.resolve(part), "");
        }
        Files.writeString(directory.resolve("loaded"), "");
    }

    /** Runs the start script and returns its output. */
    private String start(String... words) throws IOException, InterruptedException {
        List<String> command =
                new ArrayList<>(List.of("sh", kit.resolve("start").toString()));
        command.addAll(List.of(words));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment()
                .putAll(Map.of(
                        "PATH", directory.resolve("bin") + ":/usr/bin:/bin",
                        "INFO", directory.resolve("info").toString(),
                        "PODMAN_INFO", directory.resolve("podman-info").toString(),
                        "SAID", directory.resolve("said").toString(),
                        "IDS", directory.resolve("ids").toString(),
                        "LOADED", directory.resolve("loaded").toString(),
                        "OWNER", directory.resolve("owner").toString(),
                        "CONTAINER", directory.resolve("container").toString(),
                        "SGX_DEVICE", device.toString(),
                        "AESM_SOCKET", directory.resolve("no-socket").toString()));
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return output.replaceAll("Mode .* has no enclave: code and data are not protected\n", "");
    }

    private Path file(String path, String content) throws IOException {
        Path file = directory.resolve(path);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, content);
    }
}
