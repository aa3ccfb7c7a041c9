package io.github.openflgramine.it;

import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests the templates' Python code in a generated workspace. */
final class WorkspaceCodeTest {

    private static final Path DIRECTORY = MavenBuild.workDirectory(WorkspaceCodeTest.class);

    @Test
    void the_tests_of_the_python_package_pass() {
        Path workspace = MavenBuild.generate(DIRECTORY, "of-package", "empty");
        PythonTests.runOfPackage(workspace, MavenBuild.setting("it.baseImage"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"numpy", "sklearn", "keras_nlp", "empty"})
    void the_tests_of_a_template_s_code_pass(String template) {
        PythonTests.run(template, generate(template), MavenBuild.setting("it.baseImage"));
    }

    @ParameterizedTest
    @Tag("heavy")
    @ValueSource(strings = {"torch_cnn_histology", "torch_cnn_mnist", "torch_unet_kvasir"})
    void the_tests_of_a_template_s_code_pass_with_pytorch(String template) {
        PythonTests.run(template, generate(template), TorchBase.IMAGE);
    }

    private static Path generate(String template) {
        return MavenBuild.generate(DIRECTORY, template.replace('_', '-'), template);
    }
}
