package io.github.openflgramine.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/** The engine is found in Docker's own files, by this plugin's goals and by fabric8's in the same build. */
final class EngineChoiceTest {

    private static final Path DIRECTORY = MavenBuild.workDirectory(EngineChoiceTest.class);

    @Test
    void a_build_uses_the_current_context_and_a_socket_whose_path_has_a_blank() throws Exception {
        Path docker = Files.createDirectories(DIRECTORY.resolve("docker"));
        String host = hostWithBlank();
        Path meta = docker.resolve("contexts/meta").resolve(sha256("lab")).resolve("meta.json");
        Files.createDirectories(meta.getParent());
        Files.writeString(
                meta,
                "{\"Name\":\"lab\",\"Metadata\":{},\"Endpoints\":{\"docker\":{\"Host\":\"" + host
                        + "\",\"SkipTLSVerify\":false}}}");
        Path config = Files.writeString(docker.resolve("config.json"), "{\"auths\": {}, \"currentContext\": \"lab\"}");
        Path workspace = MavenBuild.generate(DIRECTORY, "context", "empty");

        MavenResult built = build(workspace, docker).run("package");

        built.assertSuccess();
        assertThat(built.text()).contains("Docker engine at " + host).contains("is the measured first image");

        Files.writeString(config, "{\"auths\": {\"r.example.org\": {\"auth\": \"bm9jb2xvbg==\"}}}");
        build(workspace, docker)
                .run("package")
                .assertFailure("prepare", config + ": auths / r.example.org / auth is not USER:PASSWORD in Base64.");
    }

    /** DOCKER_HOST counts more than a context, so the tests' own is removed. */
    private static MavenBuild build(Path workspace, Path docker) {
        return MavenBuild.in(workspace)
                // Which engine runs it is another test's subject.
                .with("openfl.tryPlan", "false")
                .withEnvironment("DOCKER_HOST", "")
                .withEnvironment("DOCKER_CONFIG", docker.toString());
    }

    private static String hostWithBlank() throws IOException {
        String host = System.getenv().getOrDefault("DOCKER_HOST", "unix:///var/run/docker.sock");
        if (!host.startsWith("unix:")) {
            return host;
        }
        Path socket = Path.of(URI.create(host).getPath());
        Path link = Files.createDirectories(DIRECTORY.resolve("an engine")).resolve("docker.sock");
        return "unix://" + Files.createSymbolicLink(link, socket);
    }

    private static String sha256(String text) throws NoSuchAlgorithmException {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8)));
    }
}
