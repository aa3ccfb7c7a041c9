package io.github.openflgramine.prepare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.openflgramine.GraminizeException;
import io.github.openflgramine.openfl.TestWorkspace;
import io.github.openflgramine.product.InsecureSetting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class UnpinnedRequirementsTest {

    private static final BuildFiles NO_FILES = new BuildFiles(Optional.empty(), Optional.empty(), Optional.empty());
    private static final String COMMIT = "0123456789abcdef0123456789abcdef01234567";

    private static final String DIGEST = "abababababababababababababababababababababababababababababababab";

    @TempDir
    Path scratch;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "# numpy",
                "",
                "--extra-index-url https://example.org/simple",
                "numpy==2.3.5",
                "numpy == 2.3.5  # tested",
                "torch[cpu]===2.7.0+cpu ; python_version < '3.12'",
                "numpy>=2 --hash=sha256:00",
                "pywin32; sys_platform == 'win32'",
                "numpy\nnumpy==2.3.5",
                "a @ https://example.org/a-1.0-py3-none-any.whl#sha256=" + DIGEST,
                "a @ git+https://example.org/a.git@" + COMMIT,
                "git+https://example.org/a.git@" + COMMIT + "#egg=a",
            })
    void what_is_always_the_same_version_is_pinned(String line) throws IOException {
        assertThat(problems(line, "openfl==1.9", NO_FILES)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"numpy", "numpy<2.4", "Numpy==2.*", "numpy>=1,<3", "numpy ~= 2.3", "numpy[x]!=2.3.4"})
    void what_may_be_another_version_tomorrow_is_not(String line) throws IOException {
        assertThat(problems(line, "openfl==1.9", NO_FILES))
                .containsExactly(
                        "No version is pinned for numpy: another build may install another version and so have another MRENCLAVE.");
    }

    @Test
    void openfl_itself_is_one_of_them() throws IOException {
        assertThat(problems("a\n", "git+https://github.com/securefederatedai/openfl.git@v1.9", NO_FILES))
                .containsExactly("No version is pinned for a, git+https://github.com/securefederatedai/openfl.git@v1.9:"
                        + " another build may install another version and so have another MRENCLAVE.");
        assertThat(problems("", "openfl>=1.8", NO_FILES)).hasSize(1);
        assertThat(problems("", "../openfl", NO_FILES))
                .as("a clone on this machine")
                .isEmpty();
    }

    @Test
    void constraints_pin_too_and_a_directory_of_wheels_has_what_it_has() throws IOException {
        Path constraints = Files.writeString(scratch.resolve("constraints.txt"), "NumPy==2.3.5\nscipy<2\n");
        BuildFiles pinning = new BuildFiles(Optional.of(constraints), Optional.empty(), Optional.empty());
        BuildFiles wheels = new BuildFiles(Optional.empty(), Optional.of(scratch), Optional.empty());

        assertThat(problems("numpy<2.4\nscipy\n", "openfl==1.9", pinning))
                .containsExactly(
                        "No version is pinned for scipy: another build may install another version and so have another MRENCLAVE.");
        assertThat(problems("numpy<2.4\nscipy\n", "openfl", wheels)).isEmpty();
    }

    private List<String> problems(String requirements, String openfl, BuildFiles files) throws IOException {
        TestWorkspace workspace = TestWorkspace.in(scratch.resolve("demo"));
        workspace.file("requirements.txt", requirements);
        PipRequirements read =
                PipRequirements.read(workspace.open(), new PipInstall(openfl, files, Optional.empty(), ""));
        return UnpinnedRequirements.in(read, files.wheelhouse().isPresent()).stream()
                .map(InsecureSetting::problem)
                .toList();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-r more.txt",
                "-rmore.txt",
                "-qr more.txt",
                "--requirement=more.txt",
                "--requirem more.txt",
                "--timeout 60 -c pins.txt",
                "--const=pins.txt",
                "-e .",
                "--edit ."
            })
    void options_for_pip_cannot_name_what_no_check_sees(String options) {
        assertThatThrownBy(() -> new PipInstall("openfl==1.9", NO_FILES, Optional.empty(), options))
                .isInstanceOf(GraminizeException.class)
                .hasMessageStartingWith("gramine.pipOptions has -");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " --no-deps  --timeout=60 ",
                "--require-hashes",
                "--index-url=https://example.org/cpu",
                "-i https://example.org",
                "-vv --pre",
                "--only-binary :all:",
                "--config-settings=a=b",
                "--cert x.pem",
                "--extra-index-url https://example.org/-r"
            })
    void other_options_reach_pip(String options) {
        assertThat(new PipInstall("openfl==1.9", NO_FILES, Optional.empty(), options).options())
                .isEqualTo(options);
    }
}
