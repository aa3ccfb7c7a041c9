package io.github.openflgramine.openfl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.github.openflgramine.GraminizeException;
import io.github.openflgramine.files.Content;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.TimeZone;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class WorkspaceArchiveTest {

    private static final String[] ALWAYS = {
        ".workspace",
        "cert/",
        "data/",
        "local_state/",
        "logs/",
        "plan/cols.yaml",
        "plan/data.yaml",
        "plan/plan.yaml",
        "requirements.txt",
        "save/",
        "src/taskrunner.py"
    };

    @TempDir
    Path root;

    private TestWorkspace workspace;

    @BeforeEach
    void layOut() {
        workspace = TestWorkspace.in(root);
    }

    @Test
    void holds_code_plan_requirements_and_marker_and_the_mounted_directories_empty() throws IOException {
        assertThat(archive().entries().keySet()).containsExactly(ALWAYS);
        assertThat(archive().files()).isEqualTo(6);
        assertThat(text("src/taskrunner.py")).isEqualTo("print('task')\n");
    }

    @Test
    void holds_nothing_that_belongs_to_one_participant() throws IOException {
        workspace
                .file("cert/client/col_one.crt", "x")
                .file("cert/note.txt", "x")
                .file("data/one.csv", "x")
                .file("save/demo_init.pbuf", "x")
                .file("logs/log.txt", "x")
                .file("local_state/tensor.db", "x")
                .file("pom.xml", "x")
                .file("gramine/Dockerfile", "x")
                .file("target/demo.zip", "x")
                .file(".git/config", "x");

        assertThat(archive().entries().keySet()).containsExactly(ALWAYS);
    }

    @Test
    void says_nothing_of_who_collaborates() throws IOException {
        assertThat(text("plan/cols.yaml"))
                .isEqualTo("# plan/cols.yaml is mounted here when the image runs.\ncollaborators: []\n");
        assertThat(text("plan/data.yaml")).isEqualTo("# plan/data.yaml is mounted here when the image runs.\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "src/a.crt",
                "src/a.key",
                "src/a.csr",
                "src/a.srl",
                "src/deep/er/a.pem",
                "src/A.PEM",
                "src/line\nbreak.key",
                "src/weights.pbuf",
                "src/old.pyc",
                "src/directory.key/readme.txt",
                "src/__pycache__/taskrunner.cpython-311.pyc",
                "src/deep/__pycache__/note.txt",
                "plan/ca.key",
                "plan/plan_0a1b2c3d.yaml"
            })
    void leaves_out(String name) throws IOException {
        workspace.file(name, "x");

        assertThat(archive().entries().keySet()).containsExactly(ALWAYS);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "src/keys.py",
                "src/key",
                "src/about__pycache__.txt",
                "src/.hidden",
                "src/data/lists.csv",
                "src/plan_0a1b2c3d.yaml",
                "plan/plan_of_mine.yaml",
                "plan/defaults/network.yaml"
            })
    void takes_along(String name) throws IOException {
        workspace.file(name, "x");

        assertThat(text(name)).isEqualTo("x");
    }

    @Test
    void follows_links_to_code_in_the_workspace() throws IOException {
        workspace
                .file("common/shared.py", "shared")
                .link("src/file.py", "taskrunner.py")
                .link("src/common", "../common");

        assertThat(text("src/file.py")).isEqualTo("print('task')\n");
        assertThat(text("src/common/shared.py")).isEqualTo("shared");
    }

    @Test
    void refuses_links_out_of_the_workspace(@TempDir Path elsewhere) throws IOException {
        Files.writeString(elsewhere.resolve("shared.py"), "shared");
        Path real = elsewhere.toRealPath();

        for (String link : List.of("src/shared.py", "plan/agg.txt", "src/deeper/shared.py")) {
            Path place = root.resolve(link);
            Files.createDirectories(place.getParent());
            Files.createSymbolicLink(place, real.resolve("shared.py"));
            assertThatThrownBy(this::archive)
                    .isInstanceOf(GraminizeException.class)
                    .hasMessage(
                            root.relativize(place) + " is a link out of the workspace, to " + real.resolve("shared.py")
                                    + ". Replace it with a copy of what it leads to, if that is to be published.");
            Files.delete(place);
        }
        assertRefused(
                "src/all",
                real.toString(),
                "src/all is a link out of the workspace, to " + real
                        + ". Replace it with a copy of what it leads to, if that is to be published.");
        assertRefused(
                "src/environment",
                "/proc/self/environ",
                "src/environment is a link out of the workspace, to /proc/"
                        + ProcessHandle.current().pid()
                        + "/environ. Replace it with a copy of what it leads to, if that is to be published.");
        // Two steps, the first of them in the workspace.
        workspace.link("common", real.toString());
        assertRefused(
                "src/common",
                "../common",
                "src/common is a link out of the workspace, to " + real
                        + ". Replace it with a copy of what it leads to, if that is to be published.");
    }

    @Test
    void refuses_a_workspace_whose_own_parts_are_links_out_of_it(@TempDir Path elsewhere) throws IOException {
        for (String part : List.of("requirements.txt", ".workspace", "src", "plan")) {
            Path place = root.resolve(part);
            Path moved = elsewhere.resolve(part);
            Files.move(place, moved);
            Files.createSymbolicLink(place, moved);
            assertThatThrownBy(this::archive)
                    .isInstanceOf(GraminizeException.class)
                    .hasMessageStartingWith(part + " is a link out of the workspace, to ");
            Files.delete(place);
            Files.move(moved, place);
        }
        archive();
    }

    @Test
    void refuses_links_to_what_is_never_packed() {
        workspace.file("data/one.csv", "x").file("cert/ca/root.key", "x");

        assertRefused(
                "src/table.csv",
                "../data/one.csv",
                "src/table.csv is a link into data/, which is never packed."
                        + " Replace it with a copy, or let the code read from data/ at run time.");
        assertRefused(
                "src/all",
                "../data",
                "src/all is a link into data/, which is never packed."
                        + " Replace it with a copy, or let the code read from data/ at run time.");
        assertRefused(
                "src/secret.txt",
                "../own.key",
                "src/secret.txt is a link to own.key, which is never packed. Remove it from the code.");
    }

    @Test
    void refuses_links_that_lead_nowhere_or_round() {
        assertRefused(
                "src/gone.py",
                "nowhere.py",
                "src/gone.py is a dangling link. Remove it, or restore what it points to.");
        assertRefused("src/again", ".", "src/again is a link to a directory that contains it. Remove it.");
    }

    @Test
    void another_plan_takes_the_place_of_the_workspaces_own() throws IOException {
        WorkspaceArchive other = archive().withPlan(Content.of("other"));

        assertThat(other.plan().text()).isEqualTo("other");
        assertThat(archive().plan().text()).isEqualTo(TestWorkspace.PLAN);
        assertThat(zipNames(other)).containsExactly(ALWAYS);
    }

    @Test
    void the_zip_has_the_same_bytes_whatever_times_order_and_time_zone() throws IOException {
        byte[] first = zip();
        TimeZone own = TimeZone.getDefault();
        try {
            for (String zone : List.of("UTC", "Asia/Tokyo", "America/St_Johns")) {
                TimeZone.setDefault(TimeZone.getTimeZone(zone));
                Files.delete(root.resolve("src/taskrunner.py"));
                workspace.file("src/taskrunner.py", "print('task')\n");
                Files.setLastModifiedTime(root.resolve("plan/plan.yaml"), FileTime.fromMillis(12345678));

                assertThat(zip()).as(zone).isEqualTo(first);
            }
        } finally {
            TimeZone.setDefault(own);
        }
    }

    @Test
    void the_zips_entries_carry_no_field_that_could_differ() throws IOException {
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(zip()))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                assertThat(entry.getExtra()).as(entry.getName()).isNull();
                assertThat(entry.getMethod()).isEqualTo(ZipEntry.STORED);
            }
        }
    }

    @Test
    void the_zip_has_the_same_bytes_whatever_the_jvms_charset() throws Exception {
        assumeThat(System.getProperty("sun.jnu.encoding")).isEqualTo("UTF-8");
        workspace.file("src/größe.py", "größe\n");

        assertThat(ZipInAnotherJvm.digest(root, "C.UTF-8", "-Dfile.encoding=ISO-8859-1"))
                .isEqualTo(ZipInAnotherJvm.digest(root, "C.UTF-8", "-Dfile.encoding=UTF-8"));
    }

    @Test
    void a_name_that_the_jvm_cannot_read_is_refused_with_the_way_out() throws Exception {
        assumeThat(System.getProperty("sun.jnu.encoding")).isEqualTo("UTF-8");
        workspace.file("src/größe.py", "");

        assertThat(ZipInAnotherJvm.digest(root, "C", "-Dfile.encoding=UTF-8"))
                .contains("has a name that this JVM cannot read. Run Maven in a UTF-8 locale (LC_ALL=C.UTF-8)");
    }

    private void assertRefused(String link, String target, String message) {
        workspace.file("own.key", "x").link(link, target);
        assertThatThrownBy(this::archive).isInstanceOf(GraminizeException.class).hasMessage(message);
        try {
            Files.delete(root.resolve(link));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private WorkspaceArchive archive() throws IOException {
        return WorkspaceArchive.of(workspace.open());
    }

    private String text(String name) throws IOException {
        return archive().entries().get(name).text();
    }

    private byte[] zip() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        archive().writeZip(out);
        return out.toByteArray();
    }

    private static List<String> zipNames(WorkspaceArchive archive) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        archive.writeZip(out);
        List<String> names = new ArrayList<>();
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(out.toByteArray()))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                names.add(entry.getName());
            }
        }
        return names;
    }
}
