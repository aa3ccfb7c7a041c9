package io.github.openflgramine.openfl;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.openflgramine.Sha256;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which changes of a workspace make its image outdated. */
final class WorkspaceSourcesTest {

    @TempDir
    private Path root;

    private TestWorkspace workspace;

    @BeforeEach
    void a_workspace() {
        workspace = TestWorkspace.in(root)
                .file("requirements.txt", "numpy\n-r more.txt\n./own\n")
                .file("more.txt", "pandas\n")
                .file("own/pyproject.toml", "[project]\n")
                .file("gramine/Dockerfile", "FROM ${baseImage}\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "src/taskrunner.py",
                "src/new.py",
                "requirements.txt",
                "more.txt",
                "own/pyproject.toml",
                "gramine/Dockerfile",
                "gramine/trusted.txt"
            })
    void what_the_image_is_built_from_counts(String name) throws IOException {
        Sha256 before = digest();
        String content = Files.exists(root.resolve(name)) ? Files.readString(root.resolve(name)) : "";

        workspace.file(name, content + "# changed\n");

        assertThat(digest()).isNotEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "plan/plan.yaml",
                "plan/cols.yaml",
                "plan/data.yaml",
                "save/demo_init.pbuf",
                "data/1.csv",
                "README.md",
                "gramine/lock.json",
                "src/__pycache__/a.pyc"
            })
    void what_is_mounted_written_by_goals_or_compared_elsewhere_does_not(String name) throws IOException {
        Sha256 before = digest();

        workspace.file(name, "changed: 1\n");

        assertThat(digest()).isEqualTo(before);
    }

    @Test
    void the_time_of_a_file_does_not_count() throws IOException {
        Sha256 before = digest();

        Files.setLastModifiedTime(root.resolve("src/taskrunner.py"), FileTime.fromMillis(0));

        assertThat(digest()).isEqualTo(before);
    }

    private Sha256 digest() throws IOException {
        return WorkspaceSources.digest(workspace.open());
    }
}
