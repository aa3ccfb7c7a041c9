package io.github.openflgramine.publish;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SourceRevisionTest {

    @TempDir
    private Path directory;

    @Test
    void a_workspace_in_a_repository_is_of_its_commit() throws Exception {
        repository();

        SourceRevision revision = SourceRevision.of(directory).orElseThrow();

        assertThat(revision.commit()).matches("[0-9a-f]{40}");
        assertThat(revision.uri()).contains("git+https://example.org/team/demo.git");
        assertThat(revision.modified()).isFalse();
    }

    @Test
    void a_change_that_is_not_committed_is_told() throws Exception {
        repository();
        Files.writeString(directory.resolve("plan.yaml"), "changed");

        assertThat(SourceRevision.of(directory).orElseThrow().modified()).isTrue();
    }

    @Test
    void a_directory_in_no_repository_has_no_revision() {
        assertThat(SourceRevision.of(Path.of("/"))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "https://example.org/a/b.git, git+https://example.org/a/b.git",
        "https://user:token@example.org/a/b, git+https://example.org/a/b",
        "ssh://git@example.org:2222/a/b, git+ssh://example.org:2222/a/b",
        "git@example.org:a/b.git, git+ssh://example.org/a/b.git",
    })
    void a_remote_is_named_without_user_and_password(String remote, String uri) {
        assertThat(SourceRevision.uri(remote)).contains(uri);
    }

    @ParameterizedTest
    @CsvSource({"/home/somebody/demo", "../demo", "file:///home/somebody/demo"})
    void a_path_of_this_machine_is_kept_to_it(String remote) {
        assertThat(SourceRevision.uri(remote)).isEmpty();
    }

    private void repository() throws IOException, InterruptedException {
        git("init", "--quiet");
        git("remote", "add", "origin", "https://somebody:token@example.org/team/demo.git");
        Files.writeString(directory.resolve("plan.yaml"), "plan");
        git("add", "plan.yaml");
        git("-c", "user.name=T", "-c", "user.email=t@example.org", "commit", "--quiet", "--message=Plan");
    }

    private void git(String... words) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("git", "-C", directory.toString()));
        command.addAll(List.of(words));
        assertThat(new ProcessBuilder(command).inheritIO().start().waitFor()).isZero();
    }
}
