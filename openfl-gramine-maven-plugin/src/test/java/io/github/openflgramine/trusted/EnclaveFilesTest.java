package io.github.openflgramine.trusted;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.openflgramine.GraminizeException;
import io.github.openflgramine.image.ImagePath;
import io.github.openflgramine.layers.ImageReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class EnclaveFilesTest {

    private static final ImagePath PYTHON = ImagePath.of("/usr/bin/python3.11");
    private static final ImagePath LIBRARY = ImagePath.of("/usr/lib/x86_64-linux-gnu/libz.so.1");
    private static final ImagePath MODULE = ImagePath.of("/usr/lib/python3.11/__pycache__/os.pyc");

    @TempDir
    Path root;

    private TestFiles files;

    @BeforeEach
    void layOut() {
        files = new TestFiles(root)
                .needing(PYTHON.value(), "libz.so.1", "libabsent.so.1")
                .with(LIBRARY.value())
                .imported(MODULE.value(), "site");
    }

    @Test
    void what_may_be_wanted_and_is_there_has_to_be_listed() {
        assertThat(files.read().unlisted(Set.of(PYTHON), path -> false))
                .containsExactly(new Unlisted(MODULE, "site"), new Unlisted(LIBRARY, PYTHON.value()));
        assertThat(files.read().unlisted(Set.of(PYTHON, MODULE, LIBRARY), path -> false))
                .isEmpty();
    }

    @Test
    void what_is_absent_or_allowed_need_not_be_listed() throws Exception {
        EnclaveFiles read = files.read();
        assertThat(read.unlisted(Set.of(PYTHON, LIBRARY), MODULE::equals)).isEmpty();

        Files.delete(root.resolve(MODULE.value().substring(1)));
        assertThat(files.read().unlisted(Set.of(PYTHON, LIBRARY), path -> false))
                .isEmpty();
    }

    @Test
    void libraries_of_what_is_not_listed_itself_are_not_wanted() {
        assertThat(files.read().unlisted(Set.of(MODULE), path -> false)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "{", "{\"libraries\": {}, \"modules\": {}}", "{\"libraries\": 1}"})
    void an_inventory_that_is_none_is_refused(String json) throws Exception {
        Path file = root.resolve(Inventory.FILE.value().substring(1));
        Files.createDirectories(file.getParent());
        Files.writeString(file, json);

        assertThatThrownBy(() ->
                        Inventory.of(new ImageReader().readRootFilesystem(root).filesystem()))
                .isInstanceOf(GraminizeException.class)
                .hasMessageStartingWith("The first image has a /opt/openfl-gramine/inventory.json that is invalid");
    }

    @Test
    void libraries_that_the_build_replaced_are_known() throws Exception {
        Path file = root.resolve(Inventory.FILE.value().substring(1));
        Files.createDirectories(file.getParent());
        Files.writeString(file, """
                {"libraries": {}, "modules": {}, "findings": [], "removed": {}, "unused": {
                  "replaced": [{"path": "/usr/lib/liba.so.1", "bytes": 40, "sha256": "ab"}],
                  "without": [{"path": "/usr/lib/libb.so.1", "bytes": 2}],
                  "set_aside": {"/usr/lib/liba.so.1": ["has a constructor"]},
                  "kept": {"/usr/lib/libd.so.1": "is used by /usr/bin/e"},
                  "unmatched": ["libnone.so"], "in_doubt": ["libc++.so.1"]}}
                """);

        EmptiedLibraries emptied =
                EmptiedLibraries.in(new ImageReader().readRootFilesystem(root).filesystem());

        assertThat(emptied.replaced())
                .containsExactly(new EmptiedLibraries.Replaced(ImagePath.of("/usr/lib/liba.so.1"), 40, "ab"));
        assertThat(emptied.bytes()).isEqualTo(42);
        assertThat(emptied.setAside())
                .containsExactly(new EmptiedLibraries.SetAside(
                        ImagePath.of("/usr/lib/liba.so.1"), List.of("has a constructor")));
        assertThat(emptied.kept())
                .containsExactly(Map.entry(ImagePath.of("/usr/lib/libd.so.1"), "is used by /usr/bin/e"));
        assertThat(emptied.unmatched()).containsExactly("libnone.so");
        assertThat(emptied.inDoubt()).containsExactly("libc++.so.1");
    }

    @Test
    void an_image_without_an_inventory_is_refused() {
        assertThatThrownBy(() ->
                        Inventory.of(new ImageReader().readRootFilesystem(root).filesystem()))
                .isInstanceOf(GraminizeException.class)
                .hasMessageStartingWith("The first image has no /opt/openfl-gramine/inventory.json.");
    }
}
