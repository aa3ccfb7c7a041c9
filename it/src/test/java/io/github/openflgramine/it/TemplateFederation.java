package io.github.openflgramine.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;

/** A template's workspace on the way that its README describes, with changes to the plan that make it small. */
final class TemplateFederation {

    private final Path workspace;
    private final Map<String, String> properties;

    private TemplateFederation(Path workspace, Map<String, String> properties) {
        this.workspace = workspace;
        this.properties = properties;
    }

    /** Generates the workspace; its artifactId is the template's name with dashes. */
    static TemplateFederation generate(Path folder, String template, Map<String, String> properties) {
        return new TemplateFederation(MavenBuild.generate(folder, template.replace('_', '-'), template), properties);
    }

    Path data(String name) {
        return workspace.resolve("data").resolve(name);
    }

    Path workspace() {
        return workspace;
    }

    /** Changes lines of the plan, each of which has to be there. */
    void plan(Map<String, String> changes) throws IOException {
        Path file = workspace.resolve("plan/plan.yaml");
        String plan = Files.readString(file);
        for (var change : changes.entrySet()) {
            assertThat(plan).contains(change.getKey());
            plan = plan.replace(change.getKey(), change.getValue());
        }
        Files.writeString(file, plan);
    }

    /** From the plan to the trained model, under gramine-direct; data/ is as it was before. */
    Rounds train() throws IOException {
        String before = dataFolder();
        maven().run("openfl-gramine:plan-initialize").assertSuccess();
        maven().run("install").assertSuccess();
        MavenResult result = maven().with("openfl.mode", "direct").run("openfl-gramine:federation");
        result.assertSuccess();
        assertThat(result.text()).contains("NO GRAMINE: stand-in").contains("The first round took");
        assertThat(dataFolder()).as("nothing is unpacked").isEqualTo(before);
        return Rounds.of(workspace);
    }

    MavenBuild maven() {
        MavenBuild build =
                MavenBuild.in(workspace).with("openfl.aggregator", "localhost").with("gramine.save", "false");
        properties.forEach(build::with);
        return build;
    }

    /** With all that requirements.txt asks for. */
    String firstImage() {
        return image() + "-first";
    }

    void removeImages() {
        Docker.remove(image() + "-direct", firstImage());
    }

    private String image() {
        return workspace.getFileName() + ":1.0.0-SNAPSHOT";
    }

    private String dataFolder() throws IOException {
        try (Stream<Path> files = Files.walk(workspace.resolve("data"))) {
            return String.join("\n", files.map(Path::toString).sorted().toList());
        }
    }
}
