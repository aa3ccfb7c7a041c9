package io.github.openflgramine.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Workspaces that exist: made by the real {@code fx workspace create}, and grown by hand. */
final class AdoptTest {

    private static final Path DIRECTORY = MavenBuild.workDirectory(AdoptTest.class);
    private static final String NOTHING = "Nothing was found that would not run in an enclave.";

    @AfterAll
    static void remove_what_only_this_test_made() {
        Docker.remove("adopted:1.0.0-SNAPSHOT-direct", "adopted:1.0.0-SNAPSHOT-first");
    }

    @Test
    void a_template_of_openfl_s_own_is_told_what_does_not_run_in_an_enclave() throws IOException {
        assertThat(adopted("no-op").text())
                .contains(NOTHING, "Wrote ", "/no-op/pom.xml", "/no-op/.gitignore", "/no-op/.mvn/jvm.config");
        assertThat(adopted("xgb_higgs").text())
                .contains(
                        "PyPI's xgboost includes GPU support.",
                        "modin starts processes of its own",
                        "To change before this workspace runs in an enclave: 4");
        assertThat(adopted("torch/histology_s3").text())
                .contains("boto3 reads data from S3", "PyPI's torch brings 3 GB of CUDA", "PyPI's torchvision brings");
        assertThat(adopted("torch/histology_fedcurv").text())
                .contains("src/dataloader.py line 29", "__init__ reads data all the same.");
        assertThat(adopted("flower-app-pytorch").text())
                .contains("a connector starts other programs", "flwr: Flower starts programs of its own");
    }

    @Test
    void without_an_engine_the_rest_is_looked_at_all_the_same() throws IOException {
        Path workspace = created("keras/mnist", "without-engine");

        MavenResult result = MavenBuild.in(workspace)
                .with("docker.host", "unix:///nowhere/docker.sock")
                .run(MavenBuild.PLUGIN + ":adopt");

        result.assertSuccess();
        assertThat(result.text())
                .contains("The code in src/ was not looked at: ", "PyPI's tensorflow includes GPU support.")
                .contains("Wrote " + workspace.resolve("pom.xml"));
    }

    @Test
    @Tag("heavy")
    void a_workspace_grown_by_hand_trains_after_the_documented_steps() throws IOException {
        Path workspace = MavenBuild.generate(DIRECTORY, "adopted", "numpy");
        for (String ours : List.of("pom.xml", ".gitignore", ".mvn/jvm.config", "README.md")) {
            Files.delete(workspace.resolve(ours));
        }

        MavenResult result = MavenBuild.in(workspace).run(MavenBuild.PLUGIN + ":adopt");
        result.assertSuccess();
        assertThat(result.text()).contains(NOTHING);
        MavenBuild.in(workspace)
                .with("openfl.aggregator", "localhost")
                .run("openfl-gramine:plan-initialize")
                .assertSuccess();
        MavenBuild.in(workspace).run("install").assertSuccess();
        MavenBuild.in(workspace)
                .with("openfl.mode", "direct")
                .run("openfl-gramine:federation")
                .assertSuccess();
        MavenBuild.in(workspace).run("openfl-gramine:model-save").assertSuccess();
        assertThat(workspace.resolve("target/model/adopted_best.npz")).isNotEmptyFile();

        Files.writeString(
                workspace.resolve("src/taskrunner.py"), "# changed\n", java.nio.file.StandardOpenOption.APPEND);
        MavenResult stale =
                MavenBuild.in(workspace).with("openfl.mode", "direct").run("openfl-gramine:federation");
        assertThat(stale.exitCode()).isNotZero();
        assertThat(stale.text()).contains("is out of date: src/, requirements.txt or gramine/");
    }

    /** Adopts a new workspace of this template. */
    private static MavenResult adopted(String template) throws IOException {
        Path workspace = created(template, template.replace('/', '-'));
        MavenResult result = MavenBuild.in(workspace).run(MavenBuild.PLUGIN + ":adopt");
        result.assertSuccess();
        return result;
    }

    private static Path created(String template, String name) throws IOException {
        new Fx(DIRECTORY).run("workspace", "create", "--prefix", name, "--template", template);
        return DIRECTORY.resolve(name);
    }
}
