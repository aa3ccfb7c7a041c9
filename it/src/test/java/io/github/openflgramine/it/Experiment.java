package io.github.openflgramine.it;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * A workspace of version 1.0.0 that is ready for release: the federation's authority exists, the aggregator is on this
 * machine, and the hospitals north and south may take part.
 *
 * @param keys the directory with the keys for enclaves and releases
 * @param engine changes a build to use an engine
 * @param aggregator the name by which collaborators reach the aggregator
 */
record Experiment(Path root, Path keys, UnaryOperator<MavenBuild> engine, String aggregator) {

    static Experiment make(Path directory, String name) throws IOException {
        return make(directory, name, UnaryOperator.identity(), "localhost");
    }

    static Experiment make(Path directory, String name, UnaryOperator<MavenBuild> engine, String aggregator)
            throws IOException {
        MavenBuild.archetype(directory)
                .with("artifactId", name)
                .with("version", "1.0.0")
                .with("template", "numpy")
                .run(MavenBuild.GENERATE)
                .assertSuccess();
        Experiment experiment = new Experiment(directory.resolve(name), directory, engine, aggregator);
        CommandLine.run("openssl", "genpkey", "-algorithm", "ed25519", "-out", experiment.releaseKey());
        CommandLine.run("openssl", "pkey", "-in", experiment.releaseKey(), "-pubout", "-out", experiment.publicKey());
        for (String goal : List.of(
                "generate-key",
                "workspace-certify",
                "plan-initialize",
                "aggregator-generate-cert-request",
                "aggregator-certify")) {
            experiment.maven().run("openfl-gramine:" + goal).assertSuccess();
        }
        Files.writeString(experiment.root.resolve("plan/cols.yaml"), "collaborators:\n- north\n- south\n");
        Files.writeString(experiment.root.resolve("plan/data.yaml"), "north,1\nsouth,2\n");
        return experiment;
    }

    /** Returns a build of the workspace with its keys. */
    MavenBuild maven() {
        return engine.apply(MavenBuild.in(root))
                .with("gramine.signingKey", keys.resolve("signing-key.pem").toString())
                .with("openfl.aggregator", aggregator)
                .with("openfl.releaseKey", releaseKey().toString());
    }

    Path publicKey() {
        return keys.resolve("release-public.pem");
    }

    /** Returns an output file of the build. */
    Path made(String name) {
        return root.resolve("target/openfl-gramine").resolve(name);
    }

    private Path releaseKey() {
        return keys.resolve("release-key.pem");
    }
}
