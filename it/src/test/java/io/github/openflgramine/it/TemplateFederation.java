package io.github.openflgramine.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Map;
import java.util.stream.Stream;

/** A template's workspace, used as its README describes, with changes to the plan that make it small. */
final class TemplateFederation {

    private final Path workspace;
    private final Map<String, String> properties;

    private TemplateFederation(Path workspace, Map<String, String> properties) {
        this.workspace = workspace;
        this.properties = properties;
    }

    /** Generates the workspace with a key and an authority. Its artifactId is the template's name with dashes. */
    static TemplateFederation generate(Path directory, String template, Map<String, String> properties) {
        Path workspace = MavenBuild.generate(directory, template.replace('_', '-'), template);
        TemplateFederation federation = new TemplateFederation(workspace, properties);
        federation
                .maven()
                .run("openfl-gramine:generate-key", "openfl-gramine:workspace-certify")
                .assertSuccess();
        return federation;
    }

    /** Generates a workspace that makes up its data. */
    static TemplateFederation generateSynthetic(Path directory, String template, Map<String, String> properties) {
        String name = template.replace('_', '-') + "-made-up";
        MavenBuild.archetype(directory)
                .with("artifactId", name)
                .with("template", template)
                .with("synthetic", "true")
                .run(MavenBuild.GENERATE)
                .assertSuccess();
        TemplateFederation federation = new TemplateFederation(directory.resolve(name), properties);
        federation.maven().run("openfl-gramine:generate-key").assertSuccess();
        return federation;
    }

    /** Initialises the plan, builds an image and trains with it in strict mode. Nothing has to be in data/. */
    MavenResult federation() {
        maven().run("openfl-gramine:plan-initialize", "install").assertSuccess();
        StrictMode.image(image(), strict());
        return StrictMode.federation(maven(), strict());
    }

    Path data(String name) {
        return workspace.resolve("data").resolve(name);
    }

    Path workspace() {
        return workspace;
    }

    /** Changes lines of the plan, each of which must exist. */
    void plan(Map<String, String> changes) throws IOException {
        Path file = workspace.resolve("plan/plan.yaml");
        String plan = Files.readString(file);
        for (var change : changes.entrySet()) {
            assertThat(plan).contains(change.getKey());
            plan = plan.replace(change.getKey(), change.getValue());
        }
        Files.writeString(file, plan);
    }

    /**
     * Initialises the plan and trains a model under gramine-direct, in an image that meets all requirements of the
     * release profile except a real Gramine. Checks that data/ does not change.
     *
     * @param mostMegabytes of libraries that each actor may open, because Gramine hashes each byte of them four times
     */
    Rounds train(double mostMegabytes) throws IOException {
        String before = dataDirectory();
        maven().run("openfl-gramine:plan-initialize").assertSuccess();
        maven().run("package", "-Prelease")
                .assertFailure(
                        "graminize", "NO GRAMINE: stand-in, no protection", "gramine.production=true refuses this.");
        MavenResult install = maven().with("gramine.production", "false").run("install", "-Prelease");
        install.assertSuccess();
        assertThat(install.text())
                .as("what a run may want")
                .doesNotContain("may be needed at run time but")
                .as("the stand-in alone")
                .contains("1 of the warnings above would fail a production build");
        StrictMode.image(image(), strict());
        MavenResult result = StrictMode.federation(maven(), strict());
        assertThat(StrictMode.libraryMegabytes(result))
                .hasSize(3)
                .allSatisfy(megabytes -> assertThat(megabytes).isLessThan(mostMegabytes));
        assertThat(Collections.max(StrictMode.hashedMegabytes(result)))
                .as("what the stand-in counted of a collaborator, and what the build said")
                .isCloseTo(StrictMode.expectedMegabytes(install), withinPercentage(10));
        assertThat(result.text()).contains("NO GRAMINE: stand-in").contains("Round 0 (1 of ");
        assertThat(dataDirectory()).as("nothing is unpacked").isEqualTo(before);
        return Rounds.of(workspace);
    }

    MavenBuild maven() {
        MavenBuild build = MavenBuild.in(workspace)
                .with(
                        "gramine.signingKey",
                        workspace
                                .resolveSibling(workspace.getFileName() + ".pem")
                                .toString())
                .with("openfl.aggregator", "localhost")
                .with("gramine.save", "false");
        properties.forEach(build::with);
        String base = properties.getOrDefault("gramine.baseImage", MavenBuild.setting("it.baseImage"));
        return build.with("gramine.baseImage", Docker.id(base));
    }

    /** Returns the first image, which has all packages of requirements.txt. */
    String firstImage() {
        return image() + "-first";
    }

    void removeImages() {
        Docker.remove(strict(), image(), firstImage());
    }

    private String strict() {
        return image() + "-strict";
    }

    private String image() {
        return workspace.getFileName() + ":1.0.0-SNAPSHOT";
    }

    private String dataDirectory() throws IOException {
        try (Stream<Path> files = Files.walk(workspace.resolve("data"))) {
            return String.join("\n", files.map(Path::toString).sorted().toList());
        }
    }
}
