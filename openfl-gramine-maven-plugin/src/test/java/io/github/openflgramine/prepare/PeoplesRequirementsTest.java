package io.github.openflgramine.prepare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.openflgramine.GraminizeException;
import io.github.openflgramine.graminize.Graminize;
import io.github.openflgramine.graminize.TrustedRulesSource;
import io.github.openflgramine.openfl.TestWorkspace;
import io.github.openflgramine.openfl.WorkspaceArchive;
import io.github.openflgramine.product.BuildLog;
import io.github.openflgramine.product.InsecureSetting;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Requirements and other texts as people have them, in the steps that read them: check, gate and build context. */
final class PeoplesRequirementsTest {

    private static final BuildFiles NO_FILES = new BuildFiles(Optional.empty(), Optional.empty(), Optional.empty());
    private static final PipInstall PIP = new PipInstall("openfl==1.9", NO_FILES, Optional.empty(), "");

    @TempDir
    Path scratch;

    private TestWorkspace workspace;

    @BeforeEach
    void layOut() {
        workspace = TestWorkspace.in(scratch.resolve("demo"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-16LE", "UTF-16BE", "UTF-8"})
    void a_list_with_a_byte_order_mark_as_windows_writes_it_is_taken_and_handed_on(String encoding) throws IOException {
        byte[] bytes = "\ufefftorch==2.7.0\r\nnumpy==2.3.5\r\n".getBytes(Charset.forName(encoding));
        put("requirements.txt", bytes);

        assertThat(warnings()).singleElement().asString().startsWith("requirements.txt line 1: PyPI's torch");
        assertThat(unpinned()).isEmpty();
        assertThat(copied("requirements.txt")).isEqualTo(bytes);
    }

    @Test
    void an_unpinned_first_line_behind_a_byte_order_mark_is_seen() throws IOException {
        workspace.file("requirements.txt", "\ufeffrequests\nnumpy==2.3.5\n");

        assertThat(unpinned()).singleElement().asString().startsWith("No version is pinned for requests:");
    }

    @Test
    void a_comment_in_latin_1_is_told_with_its_place() throws IOException {
        put("requirements.txt", "# f\u00fcr die Klinik\nnumpy==2.3.5\n".getBytes(StandardCharsets.ISO_8859_1));

        assertThatThrownBy(this::warnings)
                .isInstanceOf(GraminizeException.class)
                .hasMessageStartingWith("requirements.txt line 1, byte 4 (0xFC) is not UTF-8.");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--extra-index-url https://download.pytorch.org/whl/cu118;torch==2.1.0+cu118;torchvision==0.16.0+cu118 | torch is a build for GPUs (cu118) | 2",
                "torch @ https://download.pytorch.org/whl/cu121/torch-2.3.1%2Bcu121-cp311-cp311-linux_x86_64.whl | torch is a build for GPUs (cu121) | 1",
                "--extra-index-url https://pypi.example.org/simple;torch==2.7.0;numpy==2.3.5 | PyPI's torch brings 3 GB of CUDA | 1",
                "modin[all];scikit-learn;xgboost | Use xgboost-cpu | 1",
                "--extra-index-url https://download.pytorch.org/whl/cpu;torch==2.1.0+cpu;xgboost-cpu | nothing | 0",
            })
    void cuda_is_seen_in_versions_addresses_and_behind_any_index(String lines, String told, int count)
            throws IOException {
        workspace.file("requirements.txt", lines.replace(';', '\n'));

        assertThat(warnings()).hasSize(count);
        if (count > 0) {
            assertThat(warnings().get(0)).contains(told);
        }
    }

    @Test
    void included_lists_and_wheels_are_taken_along() throws IOException {
        workspace
                .file(
                        "requirements.txt",
                        "-r requirements/base.txt\n-c pins.txt\n./wheels/six-1.16.0-py2.py3-none-any.whl\nscipy\n")
                .file("requirements/base.txt", "numpy==2.3.5\n")
                .file("pins.txt", "scipy==1.16.0\n")
                .file("wheels/six-1.16.0-py2.py3-none-any.whl", "wheel");

        assertThat(unpinned()).isEmpty();
        assertThat(copied("requirements/base.txt")).asString().isEqualTo("numpy==2.3.5\n");
        assertThat(copied("pins.txt")).asString().isEqualTo("scipy==1.16.0\n");
        assertThat(copied("wheels/six-1.16.0-py2.py3-none-any.whl")).asString().isEqualTo("wheel");

        workspace.file("requirements/base.txt", "numpy\n");
        assertThat(unpinned()).singleElement().asString().startsWith("No version is pinned for numpy:");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-e .",
                "numpy @ file:///croot/numpy_and_numpy_base_1708638617955/work/dist/numpy-1.26.4-cp311-cp311-linux_x86_64.whl#sha256=5f96",
                "certifi @ file:///croot/certifi_1707229174982/work/certifi",
                "-r ../base.txt",
            })
    void what_the_build_cannot_have_is_refused_before_it(String line) {
        workspace.file("requirements.txt", "numpy==2.3.5\n" + line + "\n");

        assertThatThrownBy(this::warnings)
                .isInstanceOf(GraminizeException.class)
                .hasMessageStartingWith("requirements.txt line 2 ");
    }

    @Test
    void a_list_with_hashes_is_pinned_and_openfl_comes_second() throws IOException {
        workspace.file("requirements.txt", """
                numpy==2.3.5 \\
                    --hash=sha256:8cba086a43d54ca804ce711b2a940b16e452807acebe7852ff327f1ecd49b0d4
                """);

        assertThat(unpinned()).isEmpty();
        assertThat(settings()).contains("HASHES='yes'\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "mylib @ git+https://github.com/org/mylib.git@main",
                "mylib @git+https://github.com/org/mylib.git@v1.0",
                "git+https://github.com/org/mylib.git#egg=mylib",
                "-e git+https://github.com/org/mylib.git@0123456789abcdef0123456789abcdef01234567#egg=mylib"
            })
    void a_branch_a_tag_and_an_editable_repository_are_not_pinned(String line) throws IOException {
        workspace.file("requirements.txt", "numpy==2.3.5\n" + line + "\n");

        assertThat(unpinned()).singleElement().asString().startsWith("No version is pinned for mylib:");
        assertThat(settings()).contains("REPOSITORY_PROGRAMS='git'\n");
    }

    @Test
    void openfl_from_a_fork_gets_git_in_the_build_stage() throws IOException {
        PipInstall fork =
                new PipInstall("openfl @ git+https://github.com/org/openfl.git@fix", NO_FILES, Optional.empty(), "");

        assertThat(settings(fork)).contains("REPOSITORY_PROGRAMS='git'\n");
        assertThat(settings()).contains("REPOSITORY_PROGRAMS=''\n");
    }

    @Test
    void code_in_another_encoding_is_for_python_to_read() throws IOException {
        byte[] code = "# -*- coding: latin-1 -*-\n# gr\u00f6\u00dfe\nX = 1\n".getBytes(StandardCharsets.ISO_8859_1);
        put("src/util.py", code);

        assertThat(warnings()).isEmpty();
        assertThat(WorkspaceArchive.of(workspace.open())
                        .entries()
                        .get("src/util.py")
                        .bytes())
                .isEqualTo(code);
    }

    @ParameterizedTest
    @ValueSource(strings = {"gramine/trusted.txt", "gramine/openfl.manifest.ftl", "gramine/Dockerfile"})
    void a_byte_order_mark_of_an_editor_is_passed_over_and_other_encodings_are_told(String name) throws IOException {
        String text = name.endsWith(".txt") ? "include ${python}/x.txt\n" : "<#-- text --># text\n";
        workspace.file(name, "\ufeff" + text);
        assertThat(read(name)).doesNotContain("\ufeff");

        put(name, ("# gr\u00f6\u00dfe\n" + text).getBytes(StandardCharsets.ISO_8859_1));
        assertThatThrownBy(() -> read(name))
                .isInstanceOf(GraminizeException.class)
                .hasMessageContaining(name + " line 1, byte 5 (0xF6) is not UTF-8");

        put(name, ("\ufeff" + text).getBytes(StandardCharsets.UTF_16LE));
        assertThatThrownBy(() -> read(name))
                .isInstanceOf(GraminizeException.class)
                .hasMessageContaining(name + " is in UTF-16LE")
                .hasMessageContaining("iconv -f UTF-16");
    }

    private String read(String name) throws IOException {
        if (name.endsWith("Dockerfile")) {
            return FirstImageContext.dockerfile(workspace.open(), "base:1");
        }
        return name.endsWith(".txt")
                ? TrustedRulesSource.of(workspace.open()).removals()
                : Graminize.template(workspace.open()).render(java.util.Map.of());
    }

    private void put(String name, byte[] content) throws IOException {
        workspace.file(name, "");
        Files.write(workspace.root().resolve(name), content);
    }

    private List<String> warnings() throws IOException {
        List<String> warnings = new ArrayList<>();
        new RequirementsCheck(new BuildLog(line -> {}, warnings::add), PipRequirements.read(workspace.open(), PIP), PIP)
                .check();
        return warnings;
    }

    private List<InsecureSetting> unpinned() throws IOException {
        return UnpinnedRequirements.in(PipRequirements.read(workspace.open(), PIP), false);
    }

    private byte[] copied(String name) throws IOException {
        settings();
        return Files.readAllBytes(scratch.resolve("context/build/requirements").resolve(name));
    }

    private String settings() throws IOException {
        return settings(PIP);
    }

    private String settings(PipInstall pip) throws IOException {
        FirstImageContext.write(
                scratch.resolve("context"),
                workspace.open(),
                WorkspaceArchive.of(workspace.open()),
                new FirstImage(
                        "base:1", pip, Optional.empty(), Optional.empty(), "", Optional.empty(), LibraryChanges.NONE));
        return Files.readString(scratch.resolve("context/build/settings"));
    }
}
