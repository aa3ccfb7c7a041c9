package io.github.openflgramine.it;

import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The templates' Python code as it lies in a generated workspace, under its own tests. */
final class WorkspaceCodeTest {

    private static final Path DIRECTORY = MavenBuild.workDirectory(WorkspaceCodeTest.class);

    @ParameterizedTest
    @ValueSource(strings = {"numpy", "torch_cnn_histology", "torch_unet_kvasir", "keras_nlp"})
    void the_tests_of_a_template_s_code_pass(String template) {
        Path workspace = MavenBuild.generate(DIRECTORY, template.replace('_', '-'), template);
        PythonTests.run(template, workspace, TorchBase.IMAGE);
    }
}
