package io.github.openflgramine.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** A workspace that the real {@code fx workspace create} made of a template of OpenFL's own, and what its user does with it. */
final class OfficialTemplate {

    private final String template;
    private final Path workspace;
    private final Map<String, String> properties = new HashMap<>();
    private final List<String> told = new ArrayList<>();

    private OfficialTemplate(String template, Path workspace) {
        this.template = template;
        this.workspace = workspace;
    }

    /** Runs fx, and adopts what it made. */
    static OfficialTemplate created(Path directory, String template) throws IOException {
        String name = template.replace('/', '-').replace("federated_analytics-", "");
        new Fx(directory).run("workspace", "create", "--prefix", name, "--template", template);
        OfficialTemplate created = new OfficialTemplate(template, directory.resolve(name));
        MavenResult result = MavenBuild.in(created.workspace).run(MavenBuild.PLUGIN + ":adopt");
        result.assertSuccess();
        created.told.addAll(result.output());
        return created;
    }

    /** Properties of each build. */
    OfficialTemplate with(Map<String, String> more) {
        properties.putAll(more);
        return this;
    }

    /** Takes requirements.txt from a directory of wheels, as the build has no index that this machine's pip has. */
    OfficialTemplate wheels() throws IOException, InterruptedException {
        Path wheels = Files.createDirectories(workspace.resolveSibling("wheels-of-" + workspace.getFileName()));
        Wheels.download(workspace, wheels);
        return with(Map.of("gramine.wheelhouse", wheels.toString()));
    }

    /** Checks that adopt told this. */
    OfficialTemplate told(String... lines) {
        assertThat(String.join("\n", told)).as("adopt of " + template).contains(lines);
        return this;
    }

    OfficialTemplate file(String name, String content) throws IOException {
        Files.writeString(workspace.resolve(name), content);
        return this;
    }

    /** Replaces what an expression finds in a file of the workspace; it has to find something. */
    OfficialTemplate edit(String name, String expression, String replacement) throws IOException {
        Path file = workspace.resolve(name);
        String before = Files.readString(file);
        String after =
                Pattern.compile(expression, Pattern.DOTALL).matcher(before).replaceAll(replacement);
        assertThat(after).as("%s in %s of %s", expression, name, template).isNotEqualTo(before);
        Files.writeString(file, after);
        return this;
    }

    /** Makes the round metrics visible, and the rounds few. */
    OfficialTemplate rounds(int rounds) throws IOException {
        Path plan = workspace.resolve("plan/plan.yaml");
        String without = Files.readString(plan).replaceAll(" *write_logs: .*\n", "");
        return file("plan/plan.yaml", without)
                .edit(
                        "plan/plan.yaml",
                        "rounds_to_train: \\d+",
                        "rounds_to_train: " + rounds + "\n    write_logs: true");
    }

    /** Makes a data set of data.py in data/. */
    OfficialTemplate data(String name) {
        Docker.run(
                "run",
                "--rm",
                "--network=none",
                "--volume=" + Path.of("src/test/resources/official").toAbsolutePath() + ":/program:ro",
                "--volume=" + workspace.resolve("data") + ":/data",
                MavenBuild.setting("it.baseImage"),
                "python3",
                "-B",
                "/program/data.py",
                name,
                "/data");
        return this;
    }

    Path directory() {
        return workspace;
    }

    MavenResult build() {
        return maven().with("openfl.aggregator", "localhost")
                .with("gramine.save", "false")
                .run("openfl-gramine:plan-initialize", "install");
    }

    /** Builds the image and runs the federation in strict mode. */
    OfficialTemplate trained() {
        build().assertSuccess();
        StrictMode.image(image() + "-direct", image() + "-strict");
        StrictMode.federationOfOthers(maven(), image() + "-strict");
        return this;
    }

    /** Saves the model; returns what a Python without OpenFL prints after it has read it. */
    List<String> loaded(String code) {
        maven().run("openfl-gramine:model-save").assertSuccess();
        return Docker.run(
                "run",
                "--rm",
                "--network=none",
                "--volume=" + workspace.resolve("target/model") + ":/model",
                "--volume=" + workspace.resolve("src") + ":/notebook/src:ro",
                "--workdir=/notebook",
                "--entrypoint=python3",
                image() + "-first",
                "-W",
                "ignore",
                "-B",
                "-c",
                "import sys\nsys.modules['openfl'] = None\n" + code);
    }

    /** Initializes the plan with the model that was saved. */
    MavenResult begun(String model) {
        return maven().with("openfl.aggregator", "localhost")
                .with(
                        "openfl.initialModel",
                        workspace.resolve("target/model/" + model).toString())
                .run("openfl-gramine:plan-initialize");
    }

    MavenBuild maven() {
        MavenBuild build = MavenBuild.in(workspace).with("gramine.save", "false");
        properties.forEach(build::with);
        return build;
    }

    void remove() {
        Docker.remove(image() + "-strict", image() + "-direct", image() + "-first");
    }

    private String image() {
        return workspace.getFileName() + ":1.0.0-SNAPSHOT";
    }
}
