package io.github.openflgramine.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The Maven wrapper of a generated workspace, with a registry that has Maven's distribution and one with another file. */
final class MavenWrapperTest {

    private static final Path DIRECTORY = MavenBuild.workDirectory(MavenWrapperTest.class);
    private static final String VERSION = MavenBuild.setting("it.newerMavens").split(",")[0];

    private static Path workspace;
    private static HttpServer registry;
    private static volatile byte[] distribution;

    @BeforeAll
    static void generate() throws IOException {
        workspace = MavenBuild.generate(DIRECTORY, "wrapped", "empty");
        registry = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        registry.createContext("/", exchange -> {
            boolean isThere = exchange.getRequestURI().getPath().endsWith("/apache-maven-" + VERSION + "-bin.zip");
            exchange.sendResponseHeaders(isThere ? 200 : 404, isThere ? distribution.length : -1);
            if (isThere) {
                exchange.getResponseBody().write(distribution);
            }
            exchange.close();
        });
        registry.start();
    }

    @AfterAll
    static void stop() {
        registry.stop(0);
    }

    @Test
    void a_workspace_starts_the_tested_maven() throws Exception {
        assertThat(run(Files.readAllBytes(Path.of(
                        MavenBuild.setting("it.downloads"),
                        "org/apache/maven/apache-maven/" + VERSION + "/apache-maven-" + VERSION + "-bin.zip"))))
                .contains("Apache Maven " + VERSION);
    }

    @Test
    void another_file_in_its_place_is_refused() throws Exception {
        assertThat(run(new byte[10])).contains("SHA-256").doesNotContain("Apache Maven " + VERSION);
    }

    private static String run(byte[] file) throws Exception {
        distribution = file;
        ProcessBuilder shell = new ProcessBuilder("./mvnw", "-v").directory(workspace.toFile());
        shell.environment()
                .put("MVNW_REPOURL", "http://localhost:" + registry.getAddress().getPort());
        shell.environment()
                .put(
                        "MAVEN_USER_HOME",
                        Files.createTempDirectory(DIRECTORY, "home").toString());
        shell.environment().put("no_proxy", "localhost");
        Process process = shell.redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), UTF_8);
        process.waitFor();
        return output;
    }
}
