package io.github.openflgramine.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * From the archetype to a federation and a published image, with newer Maven versions than the one that runs the
 * tests.
 */
@Tag("heavy")
final class NewerMavensTest {

    private static final Path DIRECTORY = MavenBuild.workDirectory(NewerMavensTest.class);
    private static final String NAME = "newer-it";
    private static final Pattern MRENCLAVE = Pattern.compile("\"mrenclave\" *: *\"[0-9a-f]{64}\"");

    @BeforeAll
    static void key() throws Exception {
        new KeyFiles(DIRECTORY).signing();
    }

    @AfterAll
    static void remove_images() {
        Docker.remove(NAME + ":1.0.0-SNAPSHOT", NAME + ":1.0.0-SNAPSHOT-first");
    }

    static Stream<String> newerMavens() {
        return Stream.of(MavenBuild.setting("it.newerMavens").split(","));
    }

    @ParameterizedTest
    @MethodSource("newerMavens")
    void a_newer_maven_makes_the_same_enclaves_trains_publishes_and_verifies(String version) throws IOException {
        Path directory = Files.createDirectory(DIRECTORY.resolve(version));
        MavenBuild.archetype(directory)
                .withMaven(version)
                .with("artifactId", NAME)
                .with("template", "numpy")
                .run(MavenBuild.GENERATE)
                .assertSuccess();
        Path workspace = directory.resolve(NAME);
        for (String goal : List.of(
                "openfl-gramine:workspace-certify",
                "openfl-gramine:plan-initialize",
                "install",
                "openfl-gramine:federation")) {
            maven(workspace).withMaven(version).run(goal).assertSuccess();
        }
        assertThat(workspace.resolve("target/federation/aggregator/save/" + NAME + "_best.pbuf"))
                .isNotEmptyFile();

        Path repository = directory.resolve("repository");
        maven(workspace)
                .withMaven(version)
                .with("altDeploymentRepository", "published::" + repository.toUri())
                .run("deploy")
                .assertSuccess();
        assertThat(repository.resolve("org/example/" + NAME + "/1.0.0-SNAPSHOT"))
                .isDirectoryContaining("glob:**-measurements.json")
                .isDirectoryContaining("glob:**-image.tar.gz");

        MavenBuild.in(directory)
                .withMaven(version)
                .with(
                        "gramine.file",
                        workspace.resolve("target/" + NAME + ".tar.gz").toString())
                .with("gramine.measurements", measurements(workspace).toString())
                .run(MavenBuild.PLUGIN + ":verify")
                .assertSuccess();

        List<String> measured = mrenclaves(workspace);
        maven(workspace).run("clean", "package").assertSuccess();
        assertThat(measured).hasSize(2).isEqualTo(mrenclaves(workspace));
    }

    private static MavenBuild maven(Path workspace) {
        return MavenBuild.in(workspace)
                .with("gramine.signingKey", DIRECTORY.resolve("good.pem").toString())
                .with("openfl.aggregator", "localhost");
    }

    private static Path measurements(Path workspace) {
        return workspace.resolve("target/openfl-gramine/measurements.json");
    }

    private static List<String> mrenclaves(Path workspace) throws IOException {
        return MRENCLAVE
                .matcher(Files.readString(measurements(workspace)))
                .results()
                .map(MatchResult::group)
                .toList();
    }
}
