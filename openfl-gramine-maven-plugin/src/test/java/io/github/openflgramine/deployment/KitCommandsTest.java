package io.github.openflgramine.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.openflgramine.Sha256;
import io.github.openflgramine.Sha384;
import io.github.openflgramine.certify.CollaboratorCertificates;
import io.github.openflgramine.certify.HashConfirmation;
import io.github.openflgramine.certify.WorkspaceCertify;
import io.github.openflgramine.pki.KeyAlgorithm;
import io.github.openflgramine.pki.Validity;
import io.github.openflgramine.product.BuildLog;
import io.github.openflgramine.product.Measurements;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Runs a kit's commands with a fake docker, which runs the kit's own programs with this machine's Python. The authority
 * is the goals'.
 */
final class KitCommandsTest extends DeploymentFixture {

    private static final String ANSWER = "agg_to_col_north_signed_cert.zip";
    private static final Pattern HASH = Pattern.compile("\\b[0-9a-f]{96}\\b");

    private final BuildLog log = new BuildLog(line -> {}, line -> {});
    private Path kit;

    @BeforeEach
    void kitOfNorth() throws Exception {
        Path authority = directory.resolve("workspace/cert");
        run(directory, "rm", "-r", authority.toString());
        deploy(Optional.empty(), key());
        new WorkspaceCertify(workspace, Clock.systemUTC(), log).certify(30, KeyAlgorithm.EC);
        kit = unpack("flowers-north");
        Path docker = Files.writeString(
                Files.createDirectories(directory.resolve("bin")).resolve("docker"), """
                #!/bin/sh
                case "$*" in
                    "info --format {{.OSType}}"*) echo "linux/x86_64 docker Debian [name=seccomp,profile=default]" ;;
                    "image inspect --format {{.Id}}"*) echo "$IMAGE" ;;
                    "image inspect"*) [ ! -e "$LAYERS" ] || cat "$LAYERS" ;;
                    "container inspect --format {{index"*) echo "$KIT" ;;
                    "container inspect"*) cat "$CONTAINER" 2>/dev/null || exit 1 ;;
                    "logs "*) echo "round 1" ;;
                    "run "*--entrypoint=java*) printf '%s\\n' "$*" ;;
                    "run "*/kit/tools/*)
                        while [ "${1#/kit/}" = "$1" ]; do shift; done
                        program=${1#/kit/}
                        shift
                        cd "$KIT" && exec python3 -I -B "$program" "$@"
                        ;;
                esac
                """);
        Files.setPosixFilePermissions(docker, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    @Test
    void a_request_and_its_answer_need_only_the_kit() throws Exception {
        String asked = run(0, "request");
        Path key = kit.resolve("cert/client/col_north.key");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(key)))
                .isEqualTo("rw-------");

        answer(hash(asked));
        String chain = Sha384.hex(Files.readAllBytes(workspace.resolve("cert/cert_chain.crt")));
        assertThat(run(0, "import", answer().toString(), chain)).startsWith("Imported: ");

        assertThat(kit.resolve("cert/cert_chain.crt")).hasSameBinaryContentAs(workspace.resolve("cert/cert_chain.crt"));
        assertThat(run(
                        directory,
                        "openssl",
                        "verify",
                        "-CAfile",
                        workspace + "/cert/cert_chain.crt",
                        kit + "/cert/client/col_north.crt"))
                .endsWith(": OK\n");
        assertThat(kit.resolve("cert/client/col_north.csr")).doesNotExist();
        assertThat(run(0, "import", answer().toString())).startsWith("Imported: ");
    }

    @Test
    void a_key_is_replaced_only_on_request() throws Exception {
        String first = hash(run(0, "request"));

        assertThat(run(1, "request"))
                .isEqualTo("cert/client/col_north.key already exists. Use it, or replace it: ./request --renew\n");
        assertThat(hash(run(0, "request", "--renew"))).isNotEqualTo(first);
        assertThat(run(1, "request", "--now")).isEqualTo("usage: ./request [--renew]\n");
    }

    @Test
    void a_chain_is_imported_only_if_it_is_confirmed() throws Exception {
        answer(hash(run(0, "request")));

        assertThat(run(1, "import", answer().toString())).contains("Nobody confirmed the certificate chain in");
        assertThat(run(1, "import", answer().toString(), "0".repeat(96)))
                .contains("is not the expected one. SHA-384:\n  expected  " + "0".repeat(96) + "\n  received  ");
        assertThat(kit.resolve("cert/client/col_north.crt")).doesNotExist();

        Files.writeString(kit.resolve("cert/cert_chain.crt"), "another");
        assertThat(run(1, "import", answer().toString())).contains("is not the one in cert/. SHA-384:\n  here      ");
        assertThat(kit.resolve("cert/cert_chain.crt")).hasContent("another");
    }

    @Test
    void an_answer_that_is_not_to_the_last_request_is_refused() throws Exception {
        answer(hash(run(0, "request")));
        run(0, "request", "--renew");

        assertThat(run(1, "import", answer().toString())).contains("is not for the key cert/client/col_north.key");
        Files.delete(kit.resolve("cert/client/col_north.key"));
        assertThat(run(1, "import", answer().toString())).contains("There is no cert/client/col_north.key");
        Files.writeString(answer(), "no zip");
        assertThat(run(1, "import", answer().toString())).contains("is not the authority's answer");
        assertThat(run(1, "import", "nothing.zip")).isEqualTo("There is no file nothing.zip\n");
        assertThat(kit.resolve("cert/client/col_north.crt")).doesNotExist();
    }

    @Test
    void an_answer_of_another_authority_than_its_chain_is_refused() throws Exception {
        answer(hash(run(0, "request")));
        Path other = Files.createDirectories(directory.resolve("other"));
        run(directory, "unzip", "-q", answer().toString(), "-d", other.toString());
        run(directory, "sh", "-c", "rm -r " + workspace + "/cert");
        new WorkspaceCertify(workspace, Clock.systemUTC(), log).certify(30, KeyAlgorithm.EC);
        Files.copy(
                workspace.resolve("cert/cert_chain.crt"),
                other.resolve("cert_chain.crt"),
                StandardCopyOption.REPLACE_EXISTING);
        Files.delete(answer());
        run(other, "python3", "-m", "zipfile", "-c", answer().toString(), "cert_chain.crt", "client");

        assertThat(run(1, "import", answer().toString())).contains("was not issued by the chain");
    }

    @Test
    void an_answer_with_evidence_is_left_to_who_can_judge_it() throws Exception {
        run(0, "request");
        run(
                directory,
                "sh",
                "-c",
                "mkdir evidence && echo x >evidence/a && python3 -m zipfile -c " + ANSWER + " evidence");

        assertThat(run(1, "import", directory.resolve(ANSWER).toString()))
                .contains("is the answer of an attested federation", "openfl-gramine.jar");
    }

    @Test
    void an_answer_without_its_evidence_is_refused_in_an_attested_federation() throws Exception {
        attest("aggregator");
        deploy(Optional.empty(), key());
        kit = unpack("flowers-north");
        answer(hash(run(0, "request")));

        assertThat(run(1, "import", answer().toString(), "0".repeat(96)))
                .contains("The aggregator of this federation is attested", "import it with openfl-gramine.jar");
        assertThat(kit.resolve("cert/client/col_north.crt")).doesNotExist();
    }

    @Test
    void the_jar_that_the_kit_names_gives_the_whole_verdict() throws Exception {
        byte[] jar = "the jar".getBytes(StandardCharsets.UTF_8);
        executableJar = Optional.of(Sha256.digest(jar));
        deploy(Optional.empty(), key());
        kit = unpack("flowers-north");
        Path pem = publicPem();
        assertThat(kit.resolve("openfl-gramine.jar.sha256")).hasContent(executableJar.get() + "  openfl-gramine.jar\n");
        Path unpacked = kit.resolveSibling("openfl-gramine.jar");

        assertThat(run(0, "verify", pem.toString()))
                .contains(
                        "Not checked here: that the enclaves are the measured ones. For that, get openfl-gramine.jar");

        Files.writeString(unpacked, "another");
        assertThat(run(1, "verify", pem.toString()))
                .contains("is not the jar that this kit names. SHA-256:\n  expected  " + executableJar.get());

        Files.write(unpacked, jar);
        java("exit 1");
        assertThat(run(1, "verify", pem.toString())).endsWith("The image is not the one in measurements.json\n");
        java("exit 3");
        assertThat(run(1, "verify", pem.toString()))
                .endsWith("The image was not judged: " + unpacked + " ended with status 3, for the reason above\n");
        java("echo \"$@\"");
        assertThat(run(0, "verify", pem.toString()))
                .contains("-jar " + unpacked + " verify --file=")
                .contains(" --measurements=" + kit + "/measurements.json\n")
                .endsWith("the image has the measured enclaves\n");
    }

    /** Replaces Java. */
    private void java(String script) throws IOException {
        Path java = Files.writeString(directory.resolve("bin/java"), "#!/bin/sh\n" + script + "\n");
        Files.setPosixFilePermissions(java, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private Path publicPem() throws Exception {
        String key = KEYS.resolve("ed25519.pem").toAbsolutePath().toString();
        return Files.writeString(
                directory.resolve("public.pem"), run(directory, "openssl", "pkey", "-in", key, "-pubout"));
    }

    @Test
    void a_kit_is_verified_with_the_key_of_who_released_it() throws Exception {
        Path pem = publicPem();
        answer(hash(run(0, "request")));
        String chain = Sha384.hex(Files.readAllBytes(workspace.resolve("cert/cert_chain.crt")));
        run(0, "import", answer().toString(), chain);
        Files.writeString(kit.resolve("tools/ssl.py"), "");
        Files.createSymbolicLink(kit.resolve("tools/json.py"), Path.of("ssl.py"));

        assertThat(run(0, "verify", pem.toString()))
                .startsWith("ok    SHA256SUMS is signed by " + pem + "\nok    all files of the kit are as released\n")
                .contains("      not part of the kit: tools/json.py\n", "      not part of the kit: tools/ssl.py\n")
                .doesNotContain("not part of the kit: cert/", "not part of the kit: col_north", "agg_to_col")
                .endsWith("Not checked here: that the enclaves are the measured ones. See README.md, step 2\n");

        Files.writeString(kit.resolve(Measurements.FILE), "{}");
        assertThat(run(1, "verify", pem.toString())).contains("measurements.json: FAILED");
        Files.writeString(kit.resolve("SHA256SUMS"), "");
        assertThat(run(1, "verify", pem.toString())).isEqualTo("SHA256SUMS was not signed by " + pem + "\n");
        Files.writeString(pem, "");
        assertThat(run(1, "verify", pem.toString())).isEqualTo(pem + " is not a public key in PEM\n");
    }

    @Test
    void a_status_says_what_the_actor_does() throws Exception {
        assertThat(run(3, "status")).isEqualTo("not started: there is no container flowers-north\n");
        container("running 0 2026-11-29T10:00:00Z");
        assertThat(run(0, "status")).startsWith("running since 2026-11-29T10:00:00Z; ");
        container("exited 0 2026-11-29T10:00:00Z");
        assertThat(run(3, "status")).startsWith("ended with status 0; ");
        container("exited 1 2026-11-29T10:00:00Z");
        assertThat(run(1, "status")).startsWith("ended with status 1; ");
    }

    @Test
    void the_output_of_a_container_is_kept_when_it_is_removed() throws Exception {
        container("true");
        for (int i = 0; i < 12; i++) {
            Files.writeString(kit.resolve("logs/output-20260101T0000%02dZ.log".formatted(i)), "earlier");
        }

        assertThat(run(0, "stop")).isEmpty();

        try (var logs = Files.list(kit.resolve("logs"))) {
            List<Path> kept = logs.sorted().toList();
            assertThat(kept).hasSize(10);
            assertThat(kept.get(9)).hasContent("round 1");
        }
    }

    private void container(String state) throws IOException {
        Files.writeString(directory.resolve("container"), state + "\n");
    }

    /** The authority certifies the request, if its hash is this one. */
    private void answer(String hash) throws IOException {
        new CollaboratorCertificates(workspace, log)
                .certify(
                        kit.resolve("col_north_to_agg_cert_request.zip"),
                        Validity.days(7, Clock.systemUTC()),
                        HashConfirmation.of(hash, null),
                        false);
    }

    private Path answer() {
        return workspace.resolve(ANSWER);
    }

    private static String hash(String output) {
        Matcher hash = HASH.matcher(output);
        assertThat(hash.find()).as(output).isTrue();
        return hash.group();
    }

    /** Runs a command of the kit, and returns its output. */
    private String run(int status, String command, String... words) throws Exception {
        List<String> line = new ArrayList<>(List.of(kit.resolve(command).toString()));
        line.addAll(List.of(words));
        ProcessBuilder builder = new ProcessBuilder(line)
                .redirectErrorStream(true)
                .redirectInput(Path.of("/dev/null").toFile());
        builder.environment()
                .putAll(Map.of(
                        "PATH", directory.resolve("bin") + ":" + System.getenv("PATH"),
                        "KIT", kit.toString(),
                        "IMAGE", ID,
                        "LAYERS", directory.resolve("layers").toString(),
                        "CONTAINER", directory.resolve("container").toString()));
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isEqualTo(status);
        return output;
    }
}
