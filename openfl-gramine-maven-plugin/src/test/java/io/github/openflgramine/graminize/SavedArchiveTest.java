package io.github.openflgramine.graminize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.openflgramine.GraminizeException;
import io.github.openflgramine.Sha256;
import io.github.openflgramine.TestIds;
import io.github.openflgramine.product.ArchiveNote;
import io.github.openflgramine.product.BuildLog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An image's archive from fabric8's save to its final name. */
final class SavedArchiveTest {

    @TempDir
    Path target;

    private final List<String> lines = new ArrayList<>();
    private final BuildLog log = new BuildLog(lines::add, line -> lines.add("WARN " + line));
    private SavedArchive archive;

    @BeforeEach
    void place() {
        archive = new SavedArchive(target.resolve("demo.tar.gz"), target.resolve("unfinished-demo.tar.gz"));
    }

    @Test
    void a_complete_archive_gets_its_name_and_a_note_that_sha256sum_understands() throws Exception {
        publish("archive", "1");

        Sha256 digest = Sha256.digest("archive".getBytes(java.nio.charset.StandardCharsets.UTF_8));
        assertThat(archive.file()).hasContent("archive");
        assertThat(archive.saved()).doesNotExist();
        assertThat(ArchiveNote.file(archive.file()))
                .hasContent("# image " + TestIds.id("1") + "\n" + digest + "  demo.tar.gz\n");
        assertThat(lines).containsExactly("Wrote " + archive.file() + ", SHA-256 " + digest);
        Process check = new ProcessBuilder("sha256sum", "--check", "--strict", "demo.tar.gz.sha256")
                .directory(target.toFile())
                .start();
        assertThat(check.waitFor()).isZero();
    }

    @Test
    void an_archive_that_is_complete_and_of_the_same_image_is_kept() throws IOException {
        publish("archive", "1");

        assertThat(archive.isComplete(TestIds.image("1"), log)).isTrue();
        assertThat(archive.isComplete(TestIds.image("2"), log)).isFalse();
    }

    @Test
    void an_archive_that_was_cut_off_or_changed_is_removed_with_a_warning() throws IOException {
        publish("archive", "1");
        Files.writeString(archive.file(), "arch");
        lines.clear();

        assertThat(archive.isComplete(TestIds.image("1"), log)).isFalse();
        assertThat(lines)
                .singleElement()
                .asString()
                .startsWith("WARN " + archive.file()
                        + " was cut off or changed: it does not have the SHA-256 in demo.tar.gz.sha256.");
        assertThat(target).isEmptyDirectory();
    }

    @Test
    void what_a_killed_build_was_saving_is_removed() throws IOException {
        Files.writeString(archive.saved(), "arch");

        assertThat(archive.isComplete(TestIds.image("1"), log)).isFalse();
        assertThat(target).isEmptyDirectory();
    }

    @Test
    void an_archive_without_a_note_is_saved_again() throws IOException {
        Files.writeString(archive.file(), "of an older version");

        assertThat(archive.isComplete(TestIds.image("1"), log)).isFalse();
        assertThat(archive.file()).exists();
    }

    @Test
    void a_save_that_went_elsewhere_is_missed() {
        assertThatThrownBy(() -> archive.publish(TestIds.image("1"), log))
                .isInstanceOf(GraminizeException.class)
                .hasMessageContaining("did not write " + archive.saved())
                .hasMessageContaining("docker.save.file");
    }

    @Test
    void a_note_for_another_file_or_in_another_form_is_none() throws IOException {
        publish("archive", "1");
        Path note = ArchiveNote.file(archive.file());
        String text = Files.readString(note);
        assertThat(ArchiveNote.find(archive.file())).isPresent();

        for (String other : List.of(text.replace("demo", "other"), text + "\n", text.replace("# image", "#"), "")) {
            Files.writeString(note, other);
            assertThat(ArchiveNote.find(archive.file())).as(other).isEmpty();
        }
    }

    private void publish(String content, String image) throws IOException {
        Files.writeString(archive.saved(), content);
        archive.publish(TestIds.image(image), log);
    }
}
