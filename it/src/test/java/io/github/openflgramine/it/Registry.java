package io.github.openflgramine.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A real registry (Debian's docker-registry) on the loopback interface, with TLS and login. */
final class Registry implements AutoCloseable {

    static final String PASSWORD = "a password of the test";

    private final String host;
    private final Process process;
    private final Path certificate;

    private Registry(String host, Process process, Path certificate) {
        this.host = host;
        this.process = process;
        this.certificate = certificate;
    }

    static Registry start(Path directory) throws IOException, InterruptedException {
        Path certificate = directory.resolve("tls.crt");
        Path key = directory.resolve("tls.key");
        CommandLine.run(
                "openssl",
                "req",
                "-x509",
                "-newkey",
                "rsa:2048",
                "-nodes",
                "-days",
                "2",
                "-subj",
                "/CN=localhost",
                "-addext",
                "subjectAltName=DNS:localhost",
                "-keyout",
                key,
                "-out",
                certificate);
        String hash = CommandLine.run(
                "python3",
                "-Wignore",
                "-c",
                "import crypt, sys; print(crypt.crypt(sys.argv[1], crypt.mksalt(crypt.METHOD_BLOWFISH, rounds=16)))",
                PASSWORD);
        Files.writeString(directory.resolve("htpasswd"), "release:" + hash);
        int port = freePort();
        Path configuration = Files.writeString(directory.resolve("config.yml"), """
                version: 0.1
                log: {level: warn}
                storage: {filesystem: {rootdirectory: "%1$s/data"}}
                http: {addr: "127.0.0.1:%2$d", tls: {certificate: "%1$s/tls.crt", key: "%1$s/tls.key"}}
                auth: {htpasswd: {realm: test, path: "%1$s/htpasswd"}}
                """.formatted(directory, port));
        Process process = new ProcessBuilder("docker-registry", "serve", configuration.toString())
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("registry.log").toFile())
                .start();
        Waiting.until(() -> answers(port));
        return new Registry("localhost:" + port, process, certificate);
    }

    /** Returns host and port, as in an image's name. */
    String host() {
        return host;
    }

    MavenBuild knownTo(MavenBuild build) {
        return build.withEnvironment("IT_REGISTRY", host).withEnvironment("IT_REGISTRY_PASSWORD", PASSWORD);
    }

    /** Returns the registry's digest of a tag; fails if the tag does not exist. */
    String digest(String repository, String tag) {
        String headers = CommandLine.run(
                "curl",
                "--silent",
                "--show-error",
                "--fail",
                "--head",
                "--cacert",
                certificate,
                "--user",
                "release:" + PASSWORD,
                "--header",
                "Accept: application/vnd.docker.distribution.manifest.v2+json, application/vnd.oci.image.manifest.v1+json",
                "https://" + host + "/v2/" + repository + "/manifests/" + tag);
        return headers.lines()
                .filter(line -> line.toLowerCase(Locale.ROOT).startsWith("docker-content-digest: "))
                .map(line -> line.substring(line.indexOf(' ') + 1).strip())
                .findFirst()
                .orElseThrow();
    }

    /** Logs in with the docker command and pulls. The login is stored in a directory of the test. */
    void pull(String reference, Path configuration) {
        pull(reference, Map.of("DOCKER_CONFIG", configuration.toString()));
    }

    /** Logs in and pulls with an environment that names the directory for the login. */
    void pull(String reference, Map<String, String> environment) {
        String login = "docker login --username release --password-stdin \"$1\"";
        CommandLine.run(environment, "sh", "-c", "printf %s \"$2\" | " + login, "sh", host, PASSWORD);
        CommandLine.run(environment, "docker", "pull", "--quiet", reference);
    }

    /**
     * Acts as a receiver in a separate directory: pulls an image and verifies it with the given measurements. The
     * image is then removed.
     */
    void pullAndVerify(Path receiver, String reference, Path measurements) {
        pull(reference, receiver.resolve("docker"));
        MavenResult verified = MavenBuild.in(receiver)
                .with("openfl.image", reference)
                .with("gramine.measurements", measurements.toString())
                .run(MavenBuild.PLUGIN + ":verify");
        verified.assertSuccess();
        assertThat(verified.text()).contains("as expected");
        Docker.remove(reference);
    }

    @Override
    public void close() throws InterruptedException {
        process.destroy();
        process.waitFor(10, TimeUnit.SECONDS);
    }

    private static boolean answers(int port) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
