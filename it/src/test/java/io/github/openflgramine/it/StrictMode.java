package io.github.openflgramine.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.regex.Pattern;

/** The stand-in's strict mode, in which a run fails if it opened a file to which Gramine would deny access. */
final class StrictMode {

    static final String PASSED = "strict mode: every file that was opened is trusted or allowed";

    private static final String ENVIRONMENT = "GRAMINE_STANDIN_STRICT=1";

    /** Runs other code instead of the launcher, with the aggregator's manifest. */
    private static final String PROBE = """
            import json, sys
            manifest = open("/opt/openfl-gramine/aggregator.manifest").read()
            launcher = '    "/opt/openfl-gramine/actor.py",\\n    "aggregator",\\n'
            assert launcher in manifest
            open("/tmp/probe.manifest", "w").write(manifest.replace(launcher, f'    "-c",\\n    {json.dumps(sys.argv[1])},\\n'))
            """;

    private static final Pattern OPENED =
            Pattern.compile("strict mode: opened \\d+ libraries with ([0-9.]+) MB and \\d+ other trusted files");

    private static final Pattern HASHED = Pattern.compile("strict mode: Gramine would hash ([0-9.]+) MB");
    private static final Pattern EXPECTED =
            Pattern.compile("start opens \\d+ libraries with .* Gramine hashes (\\d+) MB then");

    private StrictMode() {}

    /** Returns the megabytes of libraries that each actor opened, in the order in which they ended. */
    static List<Double> libraryMegabytes(MavenResult result) {
        return numbers(OPENED, result);
    }

    /** Returns the megabytes that Gramine would hash for each actor, in the order in which they ended. */
    static List<Double> hashedMegabytes(MavenResult result) {
        return numbers(HASHED, result);
    }

    /** Returns the megabytes of which a build says that Gramine hashes them at a start. */
    static double expectedMegabytes(MavenResult build) {
        return numbers(EXPECTED, build).get(0);
    }

    private static List<Double> numbers(Pattern pattern, MavenResult result) {
        return pattern.matcher(result.text())
                .results()
                .map(match -> Double.valueOf(match.group(1)))
                .toList();
    }

    /** Creates an image under another name in which strict mode is on. */
    static void image(String image, String name) {
        String container = Docker.run("create", image).get(0);
        try {
            Docker.run("commit", "--change", "ENV " + ENVIRONMENT, container, name);
        } finally {
            Docker.run("rm", container);
        }
    }

    /** Runs a federation of two collaborators from an image in which strict mode is on. Each of its actors has to pass. */
    static MavenResult federation(MavenBuild maven, String image) {
        MavenResult result = federationOfOthers(maven, image);
        assertThat(result.output().stream().filter(line -> line.endsWith(PASSED)))
                .as("aggregator and two collaborators, by themselves")
                .hasSize(3);
        return result;
    }

    /** Runs such a federation with code that is not ours: warnings may lack their source lines, which is no failure. */
    static MavenResult federationOfOthers(MavenBuild maven, String image) {
        MavenResult result = maven.with("openfl.mode", "direct")
                .with("openfl.image", Docker.id(image))
                .with("openfl.showOutput", "true")
                .run("openfl-gramine:federation");
        result.assertSuccess();
        assertThat(libraryMegabytes(result))
                .as("aggregator and two collaborators")
                .hasSize(3);
        return result;
    }

    /** Returns the output of code that runs in the image's Python with the files that an aggregator may open. */
    static List<String> run(String image, String code) {
        return Docker.run(
                "run",
                "--rm",
                "--network",
                "none",
                "--security-opt",
                "seccomp=unconfined",
                "--env",
                ENVIRONMENT,
                "--entrypoint",
                "sh",
                image,
                "-c",
                "python3 -I -c \"$0\" \"$1\" && gramine-direct /tmp/probe 2>&1",
                PROBE,
                code);
    }
}
