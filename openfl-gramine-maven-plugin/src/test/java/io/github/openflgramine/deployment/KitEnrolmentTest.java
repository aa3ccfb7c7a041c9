package io.github.openflgramine.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Kits of an attested federation. */
final class KitEnrolmentTest extends DeploymentFixture {

    private static final String CERTIFICATE = "cert/client/col_north.crt";

    private Path kit;

    @BeforeEach
    void attestedKits() throws Exception {
        attest("aggregator", "collaborator");
        deploy(Optional.empty(), Optional.empty());
        kit = unpack("flowers-north");
        Path docker = Files.createDirectories(directory.resolve("bin")).resolve("docker");
        Files.writeString(docker, """
                #!/bin/sh
                case "$*" in
                    "info --format {{.OSType}}"*) echo "linux/x86_64 docker Debian [name=seccomp]" ;;
                    "image inspect"*) echo %s ;;
                    "container inspect"*) exit 1 ;;
                    run*) echo "$@" ;;
                esac
                """.formatted(ID));
        Files.setPosixFilePermissions(docker, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    @Test
    void a_kit_tells_how_to_enrol_and_asks_for_no_key() throws IOException {
        assertThat(files("flowers-north").get("README.md"))
                .contains(
                        "`enrolment/challenge.json`",
                        "collaborator-certify -Dopenfl.import=ANSWER.zip",
                        "openfl-gramine.jar collaborator-certify --import=ANSWER.zip",
                        "-Dgramine.acceptedTcb=")
                .doesNotContain("generate-cert-request");
        assertThat(files("flowers-aggregator").get("README.md"))
                .contains("aggregator-certify -Dopenfl.import=ANSWER.zip")
                .doesNotContain("acceptedTcb");
        assertThat(kit.resolve("enrolment")).isDirectory();
        assertThat(kit.resolve("identity")).isDirectory();
    }

    @Test
    void start_enrols_where_a_challenge_lies_and_no_certificate() throws Exception {
        assertThat(start()).contains("Missing in " + kit + ":", CERTIFICATE, "cert/aggregator.crt");

        Files.writeString(kit.resolve("enrolment/challenge.json"), "{}");
        assertThat(start())
                .contains("Enrolling: the request will be in " + kit + "/enrolment")
                .contains("target=/workspace/identity", "target=/workspace/enrolment", "collaborator start -n north")
                .doesNotContain("col_north", "target=/workspace/data");
    }

    @Test
    void start_runs_a_certified_actor_with_the_judged_aggregator_and_without_a_key() throws Exception {
        Files.writeString(kit.resolve("enrolment/challenge.json"), "{}");
        for (String part : new String[] {CERTIFICATE, "cert/aggregator.crt"}) {
            Files.writeString(kit.resolve(part), "");
        }

        assertThat(start())
                .contains(
                        "col_north.crt", "cert/aggregator.crt", "target=/workspace/identity", "target=/workspace/data")
                .doesNotContain("Enrolling", "col_north.key");
    }

    private String start() throws IOException, InterruptedException {
        Path socket = directory.resolve("s");
        Files.deleteIfExists(socket);
        try (ServerSocketChannel aesm = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            aesm.bind(UnixDomainSocketAddress.of(socket));
            ProcessBuilder builder =
                    new ProcessBuilder("sh", kit.resolve("start").toString()).redirectErrorStream(true);
            builder.environment().put("PATH", directory.resolve("bin") + ":" + System.getenv("PATH"));
            builder.environment().put("SGX_DEVICE", "/dev/null");
            builder.environment().put("AESM_SOCKET", socket.toString());
            Process process = builder.start();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            process.waitFor();
            return output;
        }
    }
}
